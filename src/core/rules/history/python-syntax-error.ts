import { fromGraph } from '../from-graph.js';

export const pythonSyntaxError = fromGraph({
  id: 'python-syntax-error',
  title: 'The file is not Python',
  severity: 'error',
  help: 'Mend the line; until then every alembic command fails.',
});
