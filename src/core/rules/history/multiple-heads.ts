import { fromGraph } from '../from-graph.js';

export const multipleHeads = fromGraph({
  id: 'multiple-heads',
  title: 'The history has several heads',
  severity: 'error',
  help: 'Merge them (`alembic merge heads`), or set the down_revision of the first revision of one branch to the head of the other.',
  details: ({ problem, subject: { graph } }) => ({
    related: graph.heads.flatMap((id) => {
      const head = graph.revisions.get(id);
      if (!head || head.file === problem.file) return [];
      return [{ file: head.file, range: head.places.revision, message: `Another head: ${id}` }];
    }),
  }),
});
