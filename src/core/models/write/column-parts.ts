import type { SyntaxNode } from '@lezer/common';
import { argumentParts } from '../../python/calls.js';
import { childrenOf, rangeOf } from '../../python/nodes.js';
import type { SourceRange } from '../../python/value.js';
import type { Attribute } from '../python-class.js';

/** Where the parts of a column's or field's declaration are written. */
export interface ColumnParts {
  /** The annotation, of `Mapped[…]` what stands in it; undefined where it is in quotes. */
  readonly annotation: SourceRange | undefined;
  /** `Column(…)`, `mapped_column(…)`, `Field(…)`. */
  readonly call: SyntaxNode | undefined;
  /** The type among its arguments. */
  readonly type: SourceRange | undefined;
  /** The value of `nullable=`. */
  readonly nullable: SourceRange | undefined;
  /** The value that it is bound to. */
  readonly value: SyntaxNode | undefined;
}

const items =
  /^(?:\w+\.)*(?:ForeignKey|Identity|Computed|Sequence|FetchedValue|CheckConstraint|DefaultClause)\(/u;

export function columnParts(attribute: Attribute): ColumnParts {
  const { node: value, module, nameRange } = attribute;
  const textOf = ({ from, to }: SourceRange) => module.text.slice(from, to);
  const callee =
    value?.name === 'CallExpression' && value.firstChild ? textOf(value.firstChild) : '';
  const called = /(?:^|\.)(Column|mapped_column|Field)$/u.exec(callee)?.[1];
  const call = called === undefined ? undefined : value;
  const list = call?.getChild('ArgList');
  let [type, nullable]: (SourceRange | undefined)[] = [];
  for (const [first, second, third] of list ? argumentParts(list) : []) {
    if (!first) continue;
    if (second?.name === 'AssignOp' && third) {
      if (textOf(first) === 'nullable') nullable = rangeOf(third);
      if (/^(?:type_|sa_type)$/u.test(textOf(first))) type = rangeOf(third);
    } else if (called !== 'Field' && first.name !== 'String' && !items.test(textOf(first)))
      type ??= rangeOf(first);
  }
  const statement = module.tree.resolveInner(nameRange.from, 1).parent;
  const written = statement?.getChild('TypeDef');
  const outer = written && childrenOf(written)[1];
  const [object, , only] = outer?.name === 'MemberExpression' ? childrenOf(outer) : [];
  const inner =
    object && /(?:^|\.)(?:Dynamic|WriteOnly)?Mapped$/u.test(textOf(object)) ? only : outer;
  const annotation = inner && inner.name !== 'String' ? rangeOf(inner) : undefined;
  return { annotation, call, type, nullable, value };
}
