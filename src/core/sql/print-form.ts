import { printIdentifier } from './format-type.js';
import type { Form } from './form.js';
import { quoteLiteral } from './quote.js';

/** The form as SQL that means the same; undefined where some of it could not be read. */
export function printForm(form: Form): string | undefined {
  switch (form.kind) {
    case 'opaque':
      return undefined;
    case 'column':
      return printIdentifier(form.name);
    case 'constant':
      return form.type === 'text' ? quoteLiteral(form.text).trim() : form.text;
    case 'cast': {
      const arg = printForm(form.arg);
      if (arg === undefined) return undefined;
      return form.arg.kind === 'apply' && !form.arg.op.endsWith(')')
        ? `(${arg})::${form.type}`
        : `${arg}::${form.type}`;
    }
    case 'apply':
      return printApply(form.op, form.args);
  }
}

function printApply(op: string, args: readonly Form[]): string | undefined {
  const outer = args.map(printForm);
  if (outer.includes(undefined)) return undefined;
  const plain = outer as string[];
  const inner = plain.map((text, index) => (isCompound(args[index]) ? `(${text})` : text));
  const [first = '', second = ''] = inner;
  if (op.endsWith('()')) return `${op.slice(0, -1)}${plain.join(', ')})`;
  if (op === 'ARRAY') return `ARRAY[${plain.join(', ')}]`;
  if (op === 'CASE') return `CASE ${plain.join(' ')} END`;
  if (op === 'WHEN') return `WHEN ${plain[0] ?? ''} THEN ${plain[1] ?? ''}`;
  if (op === 'ELSE') return `ELSE ${plain[0] ?? ''}`;
  if (op === 'AND' || op === 'OR') return inner.join(` ${op} `);
  if (/^IS (NOT )?(NULL|TRUE|FALSE|UNKNOWN)$/.test(op)) return `${first} ${op}`;
  if (op.endsWith(' ANY') || op.endsWith(' ALL')) return `${first} ${op} (${plain[1] ?? ''})`;
  if (inner.length === 0) return op;
  return inner.length === 1 ? `${op} ${first}` : `${first} ${op} ${second}`;
}

/** Whether parentheses keep the meaning where this stands inside another expression. */
function isCompound(form: Form | undefined): boolean {
  if (form?.kind !== 'apply') return form?.kind === 'constant' && form.text.startsWith('-');
  return form.args.length > 0 && !/\)$|^(ARRAY|CASE|WHEN|ELSE)$/.test(form.op);
}
