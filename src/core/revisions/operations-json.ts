import type { MigrationFunction, Operation, RevisionBody, Unanalyzable } from './revision.js';

/** One operation as `alembic-pilot operations --format json` prints it. Lines start at 1. */
export interface OperationRow {
  readonly name: string;
  readonly line: number;
  readonly batch: boolean;
  readonly table?: string;
  readonly column?: string;
  readonly nullable?: boolean;
  readonly serverDefault?: string;
  readonly sql?: string;
  readonly dynamic?: true;
  readonly conditional?: true;
  readonly via?: string;
}

/** What a file does, as `operations` prints it. */
export interface OperationsJson {
  readonly upgrade: readonly OperationRow[];
  readonly downgrade: readonly OperationRow[];
  readonly unanalyzable: readonly Unanalyzable[];
}

/** The rows of one file. A function that the file lacks has none. */
export function operationsJson(body: RevisionBody): OperationsJson {
  return {
    upgrade: rowsOf(body.upgrade),
    downgrade: rowsOf(body.downgrade),
    unanalyzable: body.unanalyzable,
  };
}

/** `.create(bind)` of SQLAlchemy is no directive of Alembic, so it has no row. */
function rowsOf(direction: MigrationFunction | undefined): OperationRow[] {
  return (direction?.operations ?? []).filter(({ receiver }) => !receiver).map(rowOf);
}

function rowOf(operation: Operation): OperationRow {
  const { name, line, batch, table, column, nullable, serverDefault, sql, via } = operation;
  return {
    name,
    line,
    batch,
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(nullable !== undefined && { nullable }),
    ...(serverDefault !== undefined && { serverDefault }),
    ...(sql && { sql: sql.value }),
    ...(operation.dynamic === true && { dynamic: true }),
    ...(operation.conditional === true && { conditional: true }),
    ...(via !== undefined && { via }),
  };
}
