import type { ExplanationRow } from './explanation.js';

/** Alembic itself refused. */
export const alembicRows: readonly ExplanationRow[] = [
  {
    text: /No 'script_location' key found|No config file '(?<missing>[^']+)' found/u,
    title: 'Alembic found no configuration',
    cause: '{message} It looks for alembic.ini and pyproject.toml in its working directory.',
    whatToDo:
      'Check that the configuration is where this runner looks, and that it sets script_location.',
  },
  {
    text: /Path doesn't exist: '?(?<path>[^'\s]+)'?/u,
    title: 'The script directory {path} is not there',
    cause: 'script_location is relative to the working directory of the runner.',
    whatToDo: 'Correct script_location (`%(here)s/…` is safe), or the working directory.',
  },
  {
    runner: 'compose',
    text: /Can't locate revision identified by '(?<missing>[^']+)'/u,
    title: 'Revision {missing} is not in the container',
    cause:
      'Alembic in the container sees no file with this revision. The image may have been built before the file was written, or the database was migrated from another branch.',
    whatToDo:
      'Mount the versions folder or build the image again; if no branch has the file, stamp the database.',
  },
  {
    text: /Can't locate revision identified by '(?<missing>[^']+)'/u,
    title: 'No file has the revision {missing}',
    cause:
      'The database may have been migrated from another branch, or the file was deleted or renamed.',
    whatToDo:
      'Check out the branch that has the file, or stamp the database with a revision that exists.',
  },
  {
    text: /Multiple head revisions are present|Multiple heads are present/u,
    title: 'The history has several heads',
    cause: 'Two revisions follow the same one, so it is not clear which is meant.',
    whatToDo: 'Merge the heads or renumber one of them, or upgrade to "heads".',
  },
  {
    text: /Target database is not up to date/u,
    title: 'The database is behind the migrations',
    cause: 'A new migration is compared with the database, which must be at the head for that.',
    whatToDo: 'Upgrade to head first.',
  },
  {
    text: /Could not determine revision id from filename (?<stray>\S+?)\.?(?:\s|$)/u,
    title: '{stray} is no migration',
    cause: 'A Python file in the versions folder sets no `revision`, so no Alembic command works.',
    whatToDo: 'Move the file out of the folder, or give it a revision.',
  },
  {
    types: ['CycleDetected', 'LoopDetected', 'DependencyCycleDetected', 'DependencyLoopDetected'],
    title: 'The history goes in a circle',
    cause: '{message}',
    whatToDo: 'Correct down_revision or depends_on of one of these revisions.',
  },
  {
    text: /(?:Cycle|Loop) is detected in revisions/iu,
    title: 'The history goes in a circle',
    cause: '{message}',
    whatToDo: 'Correct down_revision or depends_on of one of these revisions.',
  },
  {
    text: /Ambiguous|overlaps with other requested revisions/u,
    title: 'It is not clear which revision is meant',
    cause: '{message}',
    whatToDo: 'Name the revision, with the branch in front if there is one.',
  },
  {
    text: /is not a valid (?:upgrade|downgrade) target|not an ancestor of/u,
    title: 'The database cannot go there',
    cause: '{message}',
    whatToDo: 'Refresh: the database is at another revision than thought.',
  },
  {
    text: /New upgrade operations detected/u,
    title: 'The models differ from the migrations',
    cause: '{message}',
    whatToDo: 'Generate a migration.',
  },
  {
    types: ['NotImplementedError'],
    title: 'Revision {revision} refuses to run this way',
    cause: '{message} ({file}, line {line})',
    whatToDo: 'Write the missing function, or go back by a backup.',
  },
];
