import type { CallValue, PythonValue } from '../../python/value.js';
import type { Operation } from '../revision.js';

/** Why an operation with `dynamic` cannot be wholly understood, as a sentence without a full stop. */
export function hiddenReason(operation: Operation): string | undefined {
  if (!operation.dynamic) return undefined;
  const call = `\`${operation.name}\``;
  if (operation.name !== 'execute') {
    return `A name in ${call} is only known when the code runs`;
  }
  if (operation.sql) return `Part of the SQL of ${call} is only known when the code runs`;
  const [first] = operation.args;
  const statement = first ?? operation.keywords[0]?.value;
  return `The SQL of ${call} ${statement ? whyNoText(statement) : 'is missing'}`;
}

function whyNoText(value: PythonValue): string {
  if (value.kind === 'call') {
    if (readsFile(value)) return 'is read from a file';
    return value.path?.startsWith('sqlalchemy.') === true || value.receiver
      ? 'is built by SQLAlchemy expressions'
      : `is what \`${value.path ?? 'a call'}\` returns`;
  }
  if (value.kind === 'unknown') return `is not literal: it ${value.reason}`;
  return 'is not literal';
}

/** `Path("x.sql").read_text()`, `open("x.sql").read()`, `pkgutil.get_data(…)`. */
function readsFile(value: CallValue): boolean {
  let current: PythonValue | undefined = value;
  for (let depth = 0; current?.kind === 'call' && depth < 20; depth++) {
    const name = current.method ?? current.path?.split('.').at(-1) ?? '';
    if (/^(?:read|read_text|read_bytes|readlines|get_data|getvalue|resource_string)$/u.test(name)) {
      return true;
    }
    current = current.receiver ?? current.args[0];
  }
  return false;
}
