import type { NodeTag } from '../../sql/nodes.js';
import { as, strings } from '../../sql/nodes.js';
import { printForm } from '../../sql/print-form.js';
import { formOf } from '../../sql/form.js';
import type { Effect } from '../change.js';
import { relationName } from './names.js';
import type { StatementBuilders } from './statement-builder.js';

const unread = (reason: string, text: string): Effect => ({ kind: 'unknown', reason, text });

/** Statements that change neither tables nor rows, and those that nobody can see through. */
export const others: StatementBuilders = {
  TransactionStmt({ kind, chain }) {
    const statement = kind?.replace('TRANS_STMT_', '').replaceAll('_', ' ') ?? '';
    return [{ kind: 'transaction', statement: chain ? `${statement} AND CHAIN` : statement }];
  },
  VariableSetStmt: ({ name, args, is_local: local }) => [
    {
      kind: 'set',
      name: name ?? '',
      value: args?.map((node) => literalText(printForm(formOf(node)))).join(', '),
      local: local ?? false,
    },
  ],
  DoStmt: (_statement, text) => [unread('a DO block runs code that is not read', text)],
  CallStmt: (_statement, text) => [unread('CALL runs a procedure that is not read', text)],
  ExecuteStmt: (_statement, text) => [unread('EXECUTE runs a prepared statement', text)],
  SelectStmt(statement, text) {
    const into = statement.intoClause?.rel;
    if (into)
      return [
        {
          kind: 'create_table',
          table: relationName(into),
          columns: [],
          constraints: [],
          incomplete: 'columns come from a query',
        },
      ];
    const called = (statement.targetList ?? []).flatMap((node) => {
      const call = as(as(node, 'ResTarget')?.val, 'FuncCall');
      return call ? [strings(call.funcname).at(-1) ?? ''] : [];
    });
    const writing = statement.withClause !== undefined && /\b(insert|update|delete)\b/i.test(text);
    const opaque = called.find((name) => !harmless.test(name));
    if (opaque !== undefined) return [unread(`it calls ${opaque}(), which may do anything`, text)];
    return writing
      ? [unread('its WITH clause may write rows', text)]
      : [{ kind: 'other', statement: 'SelectStmt' }];
  },
};

const harmless =
  /^(count|sum|min|max|avg|array_agg|string_agg|jsonb?_agg|coalesce|now|version|setval|nextval|currval|set_config|current_.*|to_reg.*|pg_advisory.*|pg_sleep|has_.*|lower|upper|length)$/;

const literalText = (sql: string | undefined) => sql?.replace(/^'(.*)'$/s, '$1') ?? '';

/** Statements without an effect on what a schema holds. */
export const withoutEffect: readonly NodeTag[] = [
  'AlterDefaultPrivilegesStmt',
  'AlterDatabaseSetStmt',
  'AlterExtensionStmt',
  'AlterFunctionStmt',
  'AlterOwnerStmt',
  'AlterPolicyStmt',
  'AlterPublicationStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'AlterSeqStmt',
  'AlterSystemStmt',
  'AlterStatsStmt',
  'AlterDomainStmt',
  'AlterTypeStmt',
  'CheckPointStmt',
  'ClusterStmt',
  'ConstraintsSetStmt',
  'CreateSubscriptionStmt',
  'CreateTableSpaceStmt',
  'CreatedbStmt',
  'DeallocateStmt',
  'DiscardStmt',
  'DropRoleStmt',
  'DropTableSpaceStmt',
  'DropdbStmt',
  'ExplainStmt',
  'GrantRoleStmt',
  'GrantStmt',
  'ListenStmt',
  'LockStmt',
  'MergeStmt',
  'NotifyStmt',
  'PrepareStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'SecLabelStmt',
  'VacuumStmt',
  'VariableShowStmt',
];
