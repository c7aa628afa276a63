import type { RuleOn } from '../rule.js';

export const missingUpgrade: RuleOn<'revision'> = {
  id: 'missing-upgrade',
  title: 'The file has no upgrade()',
  category: 'checklist',
  severity: 'error',
  on: 'revision',
  *check({ body, module, revision }) {
    const { bindings, stars } = module.scope;
    if (body.upgrade || bindings.has('upgrade') || stars.length > 0) return;
    yield {
      at: revision.places.revision,
      message: `Revision ${revision.revision} has no upgrade(): "alembic upgrade" fails with AttributeError when it comes to it.`,
      help: 'Write `def upgrade() -> None:` with the operations, or with `pass` if there are none.',
    };
  },
};
