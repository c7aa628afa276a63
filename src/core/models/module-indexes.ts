import { lastPart } from '../changes/arguments.js';
import type { IndexDefinition } from '../changes/objects.js';
import { evaluate } from '../python/evaluate.js';
import { childrenOf } from '../python/nodes.js';
import type { PythonModule } from '../python/parse.js';
import type { PythonValue } from '../python/value.js';
import { readIndex } from './table-items.js';

/** An index that a module declares beside its classes, and the class whose table it is on. */
export interface ModuleIndex {
  readonly model: string;
  readonly index: IndexDefinition;
}

/** Reads `Index("name", func.lower(Model.column), …)` at the top level of a module. */
export function moduleIndexes(module: PythonModule): readonly ModuleIndex[] {
  if (!/^(?:\w+\s*=\s*)?(?:\w+\.)?Index\(/mu.test(module.text)) return [];
  return childrenOf(module.tree.topNode).flatMap((statement) => {
    const expression =
      statement.name === 'ExpressionStatement'
        ? statement.firstChild
        : statement.name === 'AssignStatement'
          ? statement.lastChild
          : undefined;
    if (expression?.name !== 'CallExpression') return [];
    const value = evaluate(expression, { module, scope: module.scope });
    const index = readIndex(value, { name: '' });
    const model = value.kind === 'call' ? modelIn(value.args) : undefined;
    return index && model !== undefined ? [{ model, index }] : [];
  });
}

/** The class in the first `Model.column` among the values. */
function modelIn(values: readonly PythonValue[]): string | undefined {
  for (const value of values) {
    const path = value.kind === 'name' ? value.path.split('.') : [];
    const found = path.length > 1 ? path.at(-2) : undefined;
    const inside = value.kind === 'call' ? modelIn(value.args) : undefined;
    if (found !== undefined && found !== 'c') return lastPart(found);
    if (found === 'c') return path.at(-3);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
