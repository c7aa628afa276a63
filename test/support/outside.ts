import path from 'node:path';
import { codeText } from '../../src/core/python/code-text.js';
import { projectCode, type CodeSource } from '../../src/core/models/project-code.js';
import { declaredModels } from '../../src/core/rules/declared-models.js';
import type { NamingConvention } from '../../src/core/schema/replay/replay.js';
import type { DeclaredTable, Outside } from '../../src/core/rules/outside.js';

/** The files of a fixture, sorted by what they stand for. */
export interface Scene {
  /** Those in the versions folder. */
  readonly versions: ReadonlyMap<string, string>;
  readonly env: readonly [string, string] | undefined;
  /** Those below `app/`: models and schemas. */
  readonly code: ReadonlyMap<string, string>;
  readonly outside: Outside;
}

const noEnv = '/project/alembic/env.py';

/**
 * Files in the folder of a scene are migrations, and `env.py`. What else is known stands beside them:
 * `001.py.applied` is what was applied of `001.py`, `models.json` is what the models declare,
 * `naming.json` the naming convention of their metadata,
 * files below `app/` are the application,
 * `@main/002.py` is a file that the branch `main` has added, `old/003.py` lies in a folder that
 * Alembic does not read, `new.json` names those that are new here (else all), `lost.json` is what git tells of revisions without a file.
 */
export function readScene(files: ReadonlyMap<string, string>): Scene {
  const folders = [...files.keys()].map((file) => path.dirname(file));
  const root = folders.reduce((a, b) => (b.length < a.length ? b : a), folders[0] ?? '');
  const all = [...files].map(([file, text]) => {
    const folder = path.relative(root, path.dirname(file));
    return { file, text, folder, name: path.basename(file) };
  });
  const inRoot = all.filter(({ folder }) => folder === '');
  const json = (name: string): unknown => {
    const found = inRoot.find((one) => one.name === name);
    return found && JSON.parse(found.text);
  };
  const env = inRoot.find(({ name }) => name === 'env.py');
  const versions = inRoot.filter(({ name }) => !/^env\.py$|\.(?:json|applied)$/.test(name));
  const isCode = ({ folder }: { readonly folder: string }) => /^app(?:$|[\\/])/.test(folder);
  const code = new Map(all.filter(isCode).map(({ file, text }) => [file, text]));
  const branches = all.filter(({ folder }) => folder.startsWith('@'));
  const fresh = json('new.json') as readonly string[] | undefined;
  const isNew = ({ name }: { readonly name: string }) => fresh?.includes(name) ?? true;
  const models = json('models.json') as readonly DeclaredTable[] | undefined;
  const naming = json('naming.json') as NamingConvention | undefined;
  const lost = json('lost.json') as object | undefined;
  const applied = inRoot.filter(({ name }) => name.endsWith('.applied'));
  const envFile = env?.file ?? noEnv;
  const source: CodeSource | undefined =
    code.size === 0
      ? undefined
      : {
          texts: new Map([...code, [envFile, env?.text ?? '']]),
          env: envFile,
          stated: new Map(),
        };
  return {
    versions: new Map(versions.map(({ file, text }) => [file, text])),
    env: env && [env.file, env.text],
    code,
    outside: {
      code: source,
      models:
        models || naming
          ? { tables: models ?? [], naming }
          : source && declaredModels(projectCode(source).models),
      git: {
        added: new Set(versions.filter(isNew).map(({ file }) => file)),
        elsewhere: branches.map(({ name, folder, text }) => {
          const branch = folder.slice(1);
          return { branch, main: branch === 'main', file: path.join(root, name), text };
        }),
        lost: new Map(Object.entries(lost ?? {})),
      },
      appliedOtherwise: (_, now) => {
        const file = versions.find(({ text }) => text === now)?.file;
        const then = applied.find((one) => one.file === `${file ?? ''}.applied`);
        return then && codeText(then.text) !== codeText(now)
          ? { database: 'shop', date: '2026-11-23' }
          : undefined;
      },
      unreadFolders: new Map(
        all
          .filter((one) => one.folder !== '' && !one.folder.startsWith('@') && !isCode(one))
          .map(({ file, text }) => [file, text]),
      ),
    },
  };
}
