import { Arguments, lastPart, literalText } from '../changes/arguments.js';
import type { PythonValue } from '../python/value.js';
import type { Annotation } from './annotation.js';
import type { Relationship } from './model.js';
import { attributeValue, type Attribute } from './python-class.js';

const collections =
  /^(?:Mapped|DynamicMapped|WriteOnlyMapped|list|List|set|Set|Sequence|Collection|dict|Dict)$/u;

/** Reads `relationship(…)`, and SQLModel's `Relationship(…)`; undefined for what is none. */
export function readRelationship(attribute: Attribute): Relationship | undefined {
  const value = attributeValue(attribute);
  if (value?.kind !== 'call') return undefined;
  if (!/^(?:relationship|Relationship|relation)$/u.test(lastPart(value.path ?? value.method)))
    return undefined;
  const bound = new Arguments(['argument'], value.args, value.keywords);
  return {
    attribute: attribute.name,
    target: className(bound.given('argument')) ?? annotated(attribute.annotation),
    backPopulates: bound.text('back_populates'),
    backref: bound.given('backref') !== undefined,
    viewOnly: bound.flag('viewonly') ?? false,
    place: { file: attribute.file, range: attribute.nameRange },
    written: attribute,
  };
}

/** `"User"`, `"app.models.User"`, `User` or `lambda: User`, by the class's own name. */
function className(value: PythonValue | undefined): string | undefined {
  const text = literalText(value);
  if (text !== undefined) return /^[\w.]+$/u.test(text) ? lastPart(text) : undefined;
  return value?.kind === 'name' ? lastPart(value.path) : undefined;
}

function annotated(annotation: Annotation | undefined): string | undefined {
  let at = annotation;
  while (at && collections.test(lastPart(at.path))) at = at.args.at(-1);
  return at?.path === undefined ? undefined : lastPart(at.path);
}
