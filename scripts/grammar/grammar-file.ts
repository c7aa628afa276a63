import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectRoot } from '../toolchain/project-root.js';
import { sqlInPython } from './sql-in-python.js';

/** The file that the manifest names. */
export const grammarFile = join(projectRoot, 'syntaxes', 'sql-in-python.tmLanguage.json');

/** What has to be in it. */
export async function grammarText(): Promise<string> {
  const style = await resolveConfig(grammarFile);
  return format(JSON.stringify(sqlInPython), { ...style, filepath: grammarFile });
}
