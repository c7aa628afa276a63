/**
 * Compares what we read of migrations with what Python and Alembic say, for any folders:
 *
 *   npm run oracle -- <dir>…
 *
 * Prints every difference, then the figures. Exit code 1 where something differs, 2 for no folder.
 */
import { pythonWithAlembic } from '../toolchain/python.js';
import { compareGraphs, graphFigures } from './graph.js';
import type { GraphComparison } from './graph.js';
import { compareOperations, operationsFigures } from './operations.js';
import type { OperationsComparison } from './operations.js';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Usage: npm run oracle -- <dir>…');
  process.exit(2);
}

const { python, label } = await pythonWithAlembic();
console.log(label);
const graphs: GraphComparison[] = [];
const operations: OperationsComparison[] = [];
for (const folder of folders) {
  const compared = await compareGraphs(folder, python);
  compared.forEach(printGraph);
  graphs.push(...compared);
  const bodies = await compareOperations(folder, python);
  bodies.differences.forEach((difference) => {
    console.log(`operations differ: ${difference}`);
  });
  operations.push(bodies);
}
console.log(graphFigures(graphs));
console.log(operationsFigures(operations));
const wrong =
  graphs.some(({ verdict }) => verdict === 'differs' || verdict === 'unexplained') ||
  operations.some(({ differences }) => differences.length > 0);
process.exitCode = wrong ? 1 : 0;

function printGraph({ project, verdict, revisions, details, standIns }: GraphComparison): void {
  const section = project.section === undefined ? '' : ` [${project.section}]`;
  const how = standIns ? ', with stand-ins for missing packages' : '';
  console.log(`graph ${verdict}: ${project.config}${section}, ${revisions} revisions${how}`);
  details.slice(0, 20).forEach((detail) => {
    console.log(`  ${detail.replaceAll('\n', '\n  ')}`);
  });
}
