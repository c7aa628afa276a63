import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../../python/nodes.js';
import { unboundNames, type UnboundName } from '../../python/unbound-names.js';
import type { Fix } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { importEdits } from '../statements.js';
import { importOf, type NameUse } from '../known-imports.js';

export const missingImport: RuleOn<'revision'> = {
  id: 'missing-import',
  title: 'A name that the file neither imports nor defines',
  category: 'alembic',
  severity: 'error',
  on: 'revision',
  *check(migration) {
    const names = new Map<string, UnboundName[]>();
    for (const use of unboundNames(migration.module))
      names.set(use.name, [...(names.get(use.name) ?? []), use]);
    for (const [name, uses] of names) {
      const [first] = uses;
      if (!first) continue;
      const line = importOf(
        name,
        uses.map((use) => useOf(migration, use)),
      );
      const early = uses.some(({ inFunction }) => !inFunction);
      yield {
        at: first.range,
        message: `\`${name}\` is neither imported nor defined here: ${early ? 'every alembic command fails' : 'the migration fails when it gets there'} with a NameError.`,
        help:
          line === undefined
            ? `Import \`${name}\` at the top of the file, or define it.`
            : `Add \`${line}\`.`,
        fixes: line === undefined ? [] : fixes(migration, line, uses),
      };
    }
  },
};

function useOf({ module }: Migration, { range }: UnboundName): NameUse {
  const node = module.tree.resolveInner(range.from, 1);
  const { parent } = node;
  if (!parent || parent.firstChild?.from !== node.from) return unused;
  const attribute = parent.name === 'MemberExpression' ? parent.getChild('PropertyName') : null;
  return {
    attribute: attribute ? module.text.slice(attribute.from, attribute.to) : undefined,
    positional: parent.name === 'CallExpression' && startsWithPositional(parent),
  };
}

const unused: NameUse = { attribute: undefined, positional: false };

function startsWithPositional(call: SyntaxNode): boolean {
  const [, first, sign] = childrenOf(call.getChild('ArgList') ?? call);
  return first !== undefined && first.name !== ')' && sign?.name !== 'AssignOp';
}

function fixes(migration: Migration, line: string, uses: readonly UnboundName[]): Fix[] {
  const edits = importEdits(migration, [line]);
  const [edit] = edits;
  const at = edit?.kind === 'replace' ? edit.range.from : undefined;
  const late = uses.some(({ range, inFunction }) => !inFunction && range.from < (at ?? Infinity));
  return late ? [] : [{ title: `Add \`${line}\``, safety: 'safe', edits }];
}
