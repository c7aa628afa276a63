/** What the benchmarks run, in one bundle: the check as the editor runs it. */
export { readCheckFacts } from '../../src/actions/check-facts.js';
export { ProjectCheck } from '../../src/editor/checker/project-check.js';
export { loadProjects } from '../../src/system/files/load-project.js';
export { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
