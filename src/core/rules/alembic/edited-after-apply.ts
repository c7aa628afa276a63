import type { RuleOn } from '../rule.js';

export const editedAfterApply: RuleOn<'revision'> = {
  id: 'edited-after-apply',
  title: 'The file changed after it was applied',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check({ revision, text }, { outside }) {
    const applied = outside.appliedOtherwise?.(revision.revision, text);
    if (!applied) return;
    yield {
      at: revision.places.revision,
      message: `Revision ${revision.revision} was applied to ${applied.database} on ${applied.date} with other code than this: what has changed since does not run there.`,
      help: 'Roll it back there and apply it again; or leave it as it was, and write the change as a new revision.',
    };
  },
};
