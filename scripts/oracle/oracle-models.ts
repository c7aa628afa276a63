/**
 * Compares the index of models and schemas with what Python says once it has imported them.
 *
 *     npm run oracle:models -- <root> --models a.b,c.d [--schemas e.f] [--python file]
 *
 * `root` is the folder that the names of modules count from; the interpreter must be able to import
 * them. Only for code that may be run.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareModels, compareSchemas, type ModelsComparison } from './models.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    models: { type: 'string', default: '' },
    schemas: { type: 'string', default: '' },
    python: { type: 'string', default: 'python3' },
  },
});
const root = path.resolve(positionals[0] ?? '.');
const names = (list: string) => list.split(',').filter(Boolean);
const show = (what: string, { compared, facts, differences }: ModelsComparison): void => {
  for (const difference of differences) console.log(difference);
  console.log(`${compared} ${what}, ${facts} facts compared, ${differences.length} differ`);
};
const [models, schemas] = [names(values.models), names(values.schemas)];
if (models.length === 0 && schemas.length === 0) {
  console.error('Usage: npm run oracle:models -- <root> --models a.b,c.d [--schemas e.f]');
  process.exitCode = 2;
}
if (models.length > 0) show('tables', await compareModels(root, models, values.python));
if (schemas.length > 0) show('schemas', await compareSchemas(root, schemas, values.python));
