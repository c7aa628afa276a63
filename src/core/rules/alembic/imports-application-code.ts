import type { SyntaxNode } from '@lezer/common';
import type { RuleOn } from '../rule.js';

export const importsApplicationCode: RuleOn<'revision'> = {
  id: 'imports-application-code',
  title: 'A migration imports models of the application',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check({ module }) {
    if (
      !/\bimport\b[^\n]*(?:model|entit|orm)|(?:model|entit|orm)[^\n]*\bimport\b/i.test(module.text)
    )
      return;
    const found: SyntaxNode[] = [];
    module.tree.cursor().iterate(({ node, name }) => {
      if (name === 'ImportStatement') found.push(node);
    });
    for (const node of found) {
      const imported = modelsIn(module.text.slice(node.from, node.to));
      if (imported === undefined) continue;
      yield {
        at: { from: node.from, to: node.to },
        message: `This migration imports ${imported}: the application's models are those of today, and this migration runs against the schema of its own time. It breaks, or does something else, as soon as they change or move.`,
        help: "Declare in the migration what it needs: `users = sa.table('users', sa.column('id', sa.Integer()), sa.column('email', sa.Text()))`, and use that in `op.execute(users.update()…)` or `op.bulk_insert(users, …)`.",
      };
    }
  },
};

/** Packages of others whose modules have such names, too. */
const others =
  /^(?:sqlalchemy|alembic|flask|fastapi|sqlmodel|oslo|pydantic|pgvector|sqlalchemy_\w+|flask_\w+|fastapi_\w+|oslo_\w+|geoalchemy\d?)$/;

const models = /^(?:\w*_)?models?(?:_v\d+)?$|^entit(?:y|ies)$|^orm$/;

/** The module, or the name in it, that holds models; undefined where it does not look like that. */
function modelsIn(statement: string): string | undefined {
  const code = statement.replace(/#[^\n]*|[\\()]|\s+/g, (part) => (/^\s/.test(part) ? ' ' : ''));
  const [, from, names] = /^from ([\w.]+) import (.*)$/.exec(code) ?? [];
  const [, plain] = /^import (.*)$/.exec(code) ?? [];
  const candidates =
    from === undefined
      ? listOf(plain ?? '')
      : holds(from)
        ? [from]
        : listOf(names ?? '').map((name) => `${from}.${name}`);
  const base = from?.endsWith('.base') === true;
  if (base && !listOf(names ?? '').some((name) => /^(?:Base|metadata)$/.test(name)))
    return undefined;
  return candidates.find(
    (path) => holds(path) && !others.test(path.split('.')[0] ?? '') && !path.startsWith('.'),
  );
}

const listOf = (names: string) => names.split(',').map((name) => name.trim().split(' ')[0] ?? '');

/** Types of columns and the like, which autogenerate itself imports, may live among the models. */
const helpers = /^(?:_\w+|types?|guid|enums?|utils|migrations?)$/;

function holds(path: string): boolean {
  const parts = path.split('.');
  const at = parts.findIndex((part) => models.test(part));
  return at >= 0 && !parts.slice(at).some((part) => helpers.test(part));
}
