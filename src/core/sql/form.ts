import type { A_Const, A_Expr } from '@pgsql/types';
import { hole } from './mask.js';
import { as, strings, tagOf, type NodeTag } from './nodes.js';
import type { Node } from './sql-parser.js';
import { readTypeName } from './type-name.js';

/**
 * An SQL expression in one form, however it was written: `a IN (1, 2)`, `a = ANY (ARRAY[1, 2])` and
 * `BETWEEN` as PostgreSQL stores them. What cannot be read is `opaque`.
 */
export type Form =
  | { readonly kind: 'column'; readonly name: string }
  | {
      readonly kind: 'constant';
      readonly type: 'text' | 'number' | 'boolean' | 'null';
      readonly text: string;
    }
  | { readonly kind: 'apply'; readonly op: string; readonly args: readonly Form[] }
  | { readonly kind: 'cast'; readonly type: string; readonly arg: Form }
  | { readonly kind: 'opaque' };

const opaque: Form = { kind: 'opaque' };

const apply = (op: string, ...args: readonly Form[]): Form => ({ kind: 'apply', op, args });

/** Deeper than this nobody writes an expression. */
const deepest = 500;

/** The form of a syntax tree's expression. */
export function formOf(node: Node | undefined): Form {
  return node && depthOf(node) <= deepest ? read(node) : opaque;
}

/** How many objects and lists stand in one another, counted without recursion. */
function depthOf(root: Node): number {
  let depth = 0;
  for (let level: unknown[] = [root]; level.length > 0 && depth <= deepest; depth++)
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  return depth;
}

function read(node: Node | undefined): Form {
  if (!node) return opaque;
  const tag = tagOf(node);
  const reader = tag === '' ? undefined : readers[tag];
  return reader?.(node) ?? opaque;
}

const forms = (nodes: readonly Node[] | undefined) => (nodes ?? []).map(read);

const readers: Partial<Record<NodeTag, (node: Node) => Form | undefined>> = {
  A_Const: (node) => constant(as(node, 'A_Const')),
  A_Expr: (node) => expression(as(node, 'A_Expr')),
  A_ArrayExpr: (node) => apply('ARRAY', ...forms(as(node, 'A_ArrayExpr')?.elements)),
  ColumnRef(node) {
    const names = strings(as(node, 'ColumnRef')?.fields);
    const name = names.at(-1) ?? '';
    return name === '' || names.some((text) => text.includes(hole))
      ? undefined
      : { kind: 'column', name };
  },
  BoolExpr(node) {
    const { boolop, args } = as(node, 'BoolExpr') ?? {};
    const op = boolop?.replace('_EXPR', '') ?? '';
    return apply(op, ...flattened(op, forms(args)));
  },
  NullTest(node) {
    const { arg, nulltesttype } = as(node, 'NullTest') ?? {};
    return apply(nulltesttype === 'IS_NULL' ? 'IS NULL' : 'IS NOT NULL', read(arg));
  },
  BooleanTest(node) {
    const { arg, booltesttype } = as(node, 'BooleanTest') ?? {};
    return apply(booltesttype?.replaceAll('_', ' ') ?? '', read(arg));
  },
  FuncCall(node) {
    const call = as(node, 'FuncCall');
    if (!call || call.over || call.agg_filter || call.agg_order) return undefined;
    const names = strings(call.funcname).filter((name) => name !== 'pg_catalog');
    if (names.join().includes(hole)) return undefined;
    return apply(`${names.join('.')}()`, ...forms(call.args));
  },
  TypeCast(node) {
    const { arg, typeName } = as(node, 'TypeCast') ?? {};
    const type = readTypeName(typeName).name;
    return type === undefined ? undefined : { kind: 'cast', type, arg: read(arg) };
  },
  CoalesceExpr: (node) => apply('coalesce()', ...forms(as(node, 'CoalesceExpr')?.args)),
  MinMaxExpr(node) {
    const { op, args } = as(node, 'MinMaxExpr') ?? {};
    return apply(op === 'IS_LEAST' ? 'least()' : 'greatest()', ...forms(args));
  },
  SQLValueFunction(node) {
    const op = as(node, 'SQLValueFunction')?.op?.replace('SVFOP_', '') ?? '';
    return apply(op === 'CURRENT_TIMESTAMP' ? 'now()' : op);
  },
  CaseExpr(node) {
    const { arg, args, defresult } = as(node, 'CaseExpr') ?? {};
    const whens = (args ?? []).map((when) => as(when, 'CaseWhen'));
    const pairs = whens.map((when) => apply('WHEN', read(when?.expr), read(when?.result)));
    const ending = defresult ? [apply('ELSE', read(defresult))] : [];
    return apply('CASE', ...(arg ? [read(arg)] : []), ...pairs, ...ending);
  },
};

function constant(value: A_Const | undefined): Form | undefined {
  if (!value) return undefined;
  if (value.isnull) return { kind: 'constant', type: 'null', text: 'NULL' };
  if (value.boolval)
    return { kind: 'constant', type: 'boolean', text: String(value.boolval.boolval ?? false) };
  if (value.ival) return { kind: 'constant', type: 'number', text: String(value.ival.ival ?? 0) };
  if (value.fval) return { kind: 'constant', type: 'number', text: value.fval.fval ?? '' };
  const text = value.sval ? (value.sval.sval ?? '') : undefined;
  return text === undefined || text.includes(hole)
    ? undefined
    : { kind: 'constant', type: 'text', text };
}

function expression(expr: A_Expr | undefined): Form | undefined {
  const op = strings(expr?.name).at(-1) ?? '';
  const left = expr?.lexpr ? [read(expr.lexpr)] : [];
  const [first = opaque] = left;
  const list = forms(as(expr?.rexpr, 'List')?.items);
  const right = read(expr?.rexpr);
  const [low = opaque, high = opaque] = list;
  switch (expr?.kind) {
    case 'AEXPR_OP':
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return apply(op, ...left, right);
    case 'AEXPR_IN':
      return list.length === 1
        ? apply(op, first, low)
        : apply(op === '=' ? '= ANY' : '<> ALL', first, apply('ARRAY', ...list));
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return apply(`${op} ${expr.kind === 'AEXPR_OP_ANY' ? 'ANY' : 'ALL'}`, first, right);
    case 'AEXPR_DISTINCT':
      return apply('IS DISTINCT FROM', first, right);
    case 'AEXPR_NOT_DISTINCT':
      return apply('NOT', apply('IS DISTINCT FROM', first, right));
    case 'AEXPR_NULLIF':
      return apply('nullif()', first, right);
    case 'AEXPR_BETWEEN':
      return apply('AND', apply('>=', first, low), apply('<=', first, high));
    case 'AEXPR_NOT_BETWEEN':
      return apply('OR', apply('<', first, low), apply('>', first, high));
    default:
      return undefined;
  }
}

/** `(a AND b) AND c` is `a AND b AND c`, as PostgreSQL stores it. */
function flattened(op: string, args: readonly Form[]): readonly Form[] {
  if (op === 'NOT') return args;
  return args.flatMap((arg) => (arg.kind === 'apply' && arg.op === op ? arg.args : [arg]));
}
