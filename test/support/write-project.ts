import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateHistory, randomShape } from './generate-history.js';
import type { HistoryRevision } from './generate-history.js';
import type { Random } from './random.js';
import { historyFiles, writeFiles } from './write-history.js';
import type { WrittenFile } from './write-history.js';

/** One way to configure Alembic: the configuration's text, and the folders it names. */
interface Layout {
  readonly config: string;
  readonly scripts: string;
  readonly versions: readonly [string, ...string[]];
}

const layouts: readonly ((name: string) => Layout)[] = [
  (name) => ({
    config: `script_location = %(here)s/${name}`,
    scripts: name,
    versions: [`${name}/versions`],
  }),
  (name) => ({
    config: `script_location: ${name}\nfile_template = %%(rev)s`,
    scripts: name,
    versions: [`${name}/versions`],
  }),
  (name) => ({
    config: `script_location = ${name}\nversion_locations = %(here)s/${name}/one, ${name}/two ${name}/absent`,
    scripts: name,
    versions: [`${name}/one`, `${name}/two`],
  }),
  (name) => ({
    config: `Script_Location = ${name}\npath_separator = newline\nversion_locations =\n    # the first\n    %(here)s/${name}/one\n\n    %(here)s/${name}/two`,
    scripts: name,
    versions: [`${name}/one`, `${name}/two`],
  }),
  (name) => ({
    config: `base = ${name}\nscript_location = %(base)s\nversion_path_separator = os\nversion_locations = %(base)s/versions:%(here)s/${name}/versions:${name}/plugin`,
    scripts: name,
    versions: [`${name}/versions`, `${name}/plugin`],
  }),
  (name) => ({
    config: `script_location = ${name}\nrecursive_version_locations = true`,
    scripts: name,
    versions: [`${name}/versions`, `${name}/versions/2024/05`, `${name}/versions/zebra`],
  }),
];

/** What was written: its files, so that a test can break one of them. */
export interface WrittenProject {
  readonly history: readonly HistoryRevision[];
  readonly files: readonly WrittenFile[];
}

/**
 * Writes a folder with one to three Alembic projects in it, as sections of one ini or as a
 * pyproject.toml. `edit` may change or add files of each project before they are written.
 */
export async function writeProjects(
  random: Random,
  folder: string,
  edit: (project: WrittenProject) => readonly WrittenFile[] = ({ files }) => files,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (random.chance(0.2)) return writeToml(random, folder, edit);
  const sections = random.chance(0.3) ? ['alembic', 'other', 'third'] : ['alembic'];
  const texts: string[] = [];
  for (const section of sections) {
    const layout = (random.pick(layouts) ?? layouts[0])?.(`${section}_scripts`);
    if (!layout) continue;
    texts.push(`[${section}]\n${layout.config}\n`);
    await writeOne(random, folder, layout, edit);
  }
  const logging = '\n[loggers]\nkeys = root\n\n[formatter_generic]\nformat = %(levelname)s\n';
  await writeFile(join(folder, 'alembic.ini'), `# configuration\n${texts.join('\n')}${logging}`);
}

async function writeToml(
  random: Random,
  folder: string,
  edit: (project: WrittenProject) => readonly WrittenFile[],
): Promise<void> {
  const layout: Layout = {
    config: '',
    scripts: 'migrations',
    versions: ['migrations/a', 'migrations/b'],
  };
  const text = `[project]\nname = "made-up"\n\n[tool.alembic]\nscript_location = "%(here)s/migrations"\nversion_locations = ["%(here)s/migrations/a", "migrations/b"]\nfile_template = "%%(rev)s"\n`;
  await writeFile(join(folder, 'pyproject.toml'), text);
  await writeOne(random, folder, layout, edit);
}

async function writeOne(
  random: Random,
  folder: string,
  layout: Layout,
  edit: (project: WrittenProject) => readonly WrittenFile[],
): Promise<void> {
  const history = generateHistory(random, randomShape(random, 40, random.chance(0.3)));
  const [first, ...more] = layout.versions;
  const folders = [join(folder, first), ...more.map((path) => join(folder, path))] as const;
  const files = edit({ history, files: historyFiles(random, history, [...folders]) });
  await writeFiles([
    {
      path: join(folder, layout.scripts, 'env.py'),
      bytes: Buffer.from('from alembic import context\n'),
    },
    { path: join(folder, first, '__init__.py'), bytes: Buffer.from('') },
    { path: join(folder, first, 'README'), bytes: Buffer.from('not a migration') },
    { path: join(folder, first, '.#lock.py'), bytes: Buffer.from('not a migration') },
    ...files,
  ]);
}
