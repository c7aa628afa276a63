import { as, strings } from '../../sql/nodes.js';
import type { Node } from '../../sql/sql-parser.js';
import type { IndexKey } from '../objects.js';
import { expressionOf } from './names.js';

/** A key of `CREATE INDEX`, from the parser's `IndexElem`. */
export function readIndexKey(node: Node): IndexKey | undefined {
  const element = as(node, 'IndexElem');
  if (!element) return undefined;
  const operatorClass = strings(element.opclass).at(-1);
  return {
    ...(element.name === undefined
      ? { expression: expressionOf(element.expr) }
      : { column: element.name }),
    ...(element.ordering === 'SORTBY_DESC' ? { descending: true } : {}),
    ...(operatorClass === undefined ? {} : { operatorClass }),
  };
}
