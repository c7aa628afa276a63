import type { SyntaxNode } from '@lezer/common';
import { parsePython, type PythonModule } from '../python/parse.js';

/** What env.py is known to do, read without running it. */
export interface EnvFacts {
  /** Each revision may run in a transaction of its own; `transactional_ddl=False` brings that too. */
  readonly transactionPerMigration: boolean;
  /** Engine or connection may have `isolation_level="AUTOCOMMIT"`: nothing is in a transaction. */
  readonly autocommit: boolean;
  /** Of `lock_timeout` and `statement_timeout`, those that it speaks of. */
  readonly timeouts: readonly string[];
  /** `version_table=`, where it is literal: Alembic's own table. */
  readonly versionTable: string | undefined;
}

/** Where it cannot be told, env.py is given the benefit of the doubt: rules then are quiet. */
export function readEnv(text: string): EnvFacts {
  const module = parsePython(text);
  const isolation = [...valuesOf(module, 'isolation_level')];
  const perMigration = [...valuesOf(module, 'transaction_per_migration')];
  const transactional = [...valuesOf(module, 'transactional_ddl')];
  const [versionTable] = valuesOf(module, 'version_table');
  return {
    versionTable: /^['"](\w+)['"]$/.exec(versionTable ?? '')?.[1],
    timeouts: ['lock_timeout', 'statement_timeout'].filter((name) => speaksOf(module, name)),
    autocommit: isolation.some(
      (value) => !/^['"]/.test(value) || /^['"]autocommit['"]$/i.test(value),
    ),
    transactionPerMigration:
      perMigration.some((value) => value !== 'False') ||
      transactional.some((value) => value !== 'True'),
  };
}

/** Whether a name stands in a string or as a keyword, not only in a comment. */
function speaksOf({ tree, text }: PythonModule, name: string): boolean {
  if (!text.includes(name)) return false;
  let found = false;
  tree.cursor().iterate(({ node, from, to }) => {
    const says = /String$|^VariableName$/.test(node.name) && text.slice(from, to).includes(name);
    found ||= says;
  });
  return found;
}

/** The source texts of `name=…` and `"name": …`. */
function* valuesOf(module: PythonModule, name: string): Generator<string> {
  if (!module.text.includes(name)) return;
  const found: SyntaxNode[] = [];
  module.tree.cursor().iterate(({ node, from, to }) => {
    const isName = node.name === 'VariableName' || node.name === 'String';
    if (isName && module.text.slice(from, to).replace(/^['"]|['"]$/g, '') === name)
      found.push(node);
  });
  for (const { nextSibling: sign } of found) {
    const value = sign?.nextSibling;
    if (value && (sign.name === 'AssignOp' || sign.name === ':'))
      yield module.text.slice(value.from, value.to);
  }
}
