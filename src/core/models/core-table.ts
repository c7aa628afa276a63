import { Arguments, lastPart, literalText } from '../changes/arguments.js';
import { readColumn } from '../changes/sqlalchemy-columns.js';
import { evaluate } from '../python/evaluate.js';
import type { PythonModule } from '../python/parse.js';
import type { PythonValue } from '../python/value.js';
import type { ClassTree } from './class-tree.js';
import { typeValue } from '../changes/sqlalchemy-columns.js';
import { typeOfValue } from './column-types.js';
import type { ModelColumn, ModelTable } from './model.js';
import { readTableItems } from './table-items.js';

type Call = PythonValue & { readonly kind: 'call' };

/** Reads `Table("name", metadata, Column(…), …)`; undefined for anything else. */
export function readCoreTable(
  value: PythonValue | undefined,
  file: string,
  tree: ClassTree,
): ModelTable | undefined {
  if (value?.kind !== 'call' || lastPart(value.path ?? value.method) !== 'Table') return undefined;
  const label = literalText(value.args[0]);
  if (
    label === undefined ||
    !/^sqlalchemy\.|^flask_sqlalchemy|(?:^|\.)db\./u.test(value.path ?? '')
  )
    return undefined;
  const bound = new Arguments(['name', 'metadata'], value.args, value.keywords);
  const name = { schema: bound.text('schema'), name: label };
  const isColumn = (item: PythonValue): item is Call =>
    item.kind === 'call' && lastPart(item.path) === 'Column';
  const read = bound.rest.filter(isColumn).map((call) => ({ call, read: readColumn(call, name) }));
  const items = readTableItems(
    bound.rest.filter((item) => !isColumn(item)),
    name,
  );
  const columns = read.flatMap(({ call, read }): ModelColumn[] => {
    if (!read) return [];
    const type = typeValue(call);
    const references = read.constraints.some((one) => one.type === 'foreign_key');
    return [
      {
        attribute: read.column.name,
        column: type ? { ...read.column, type: typeOfValue(type, file, tree) } : read.column,
        primaryKey: read.primaryKey,
        place: { file, range: call.args[0]?.range ?? call.range },
        ...(!type && references ? { typeOfTarget: true as const } : {}),
      },
    ];
  });
  return {
    name,
    model: undefined,
    place: { file, range: value.args[0]?.range ?? value.range },
    columns,
    constraints: [...read.flatMap(({ read }) => read?.constraints ?? []), ...items.constraints],
    indexes: [...read.flatMap(({ read }) => read?.index ?? []), ...items.indexes],
    relationships: [],
    incomplete: [
      ...items.incomplete,
      ...(columns.length < read.length ? ['a column is only known at run time'] : []),
    ],
  };
}

/** The tables that a module binds to names. */
export function coreTables(module: PythonModule, file: string, tree: ClassTree): ModelTable[] {
  if (!module.text.includes('Table(')) return [];
  return [...module.scope.bindings.values()].flatMap((bindings) => {
    const { kind, node } = bindings.at(-1) ?? {};
    if (kind !== 'value' || node?.name !== 'CallExpression') return [];
    return readCoreTable(evaluate(node, { module, scope: module.scope }), file, tree) ?? [];
  });
}
