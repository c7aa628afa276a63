import { literalText } from '../python/as-text.js';
import type { PythonValue } from '../python/value.js';
import { parseIdentity } from './identity-parse.js';
import { scanIdentity } from './identity-scan.js';
import type { Identity, IdentityName, IdentityValue } from './identity.js';
import type { Problem, Revision } from './revision.js';

/** What a file in a versions directory is. An id with illegal characters has both. */
export type ReadRevision =
  | { readonly revision: Revision; readonly problem?: Problem }
  | { readonly problem: Problem }
  | { readonly ignored: true };

/** Alembic's own patterns, at 1.20: files it loads, and files whose name is the id (0.1's style). */
const revisionFile = /^(?!\.#|__init__).*\.py$/su;
const legacyFile = /^([a-f0-9]+)\.py$/u;

/**
 * Reads the identity of one migration file, as importing it would give it, without running it.
 *
 * @param file absolute path; its name decides whether Alembic would load it at all
 * @param text the decoded text
 */
export function readRevision(file: string, text: string): ReadRevision {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  if (!revisionFile.test(name)) return { ignored: true };
  const identity = readIdentity(text);
  const id = identity.names.get('revision');
  const legacyId = legacyFile.exec(name)?.[1];
  if (!id && !identity.open && legacyId === undefined) return missing(file, 'revision', identity);
  if (!identity.names.has('down_revision') && !identity.open) {
    return missing(file, 'down_revision', identity);
  }
  const revision = id ? literalText(id.value) : identity.open ? undefined : legacyId;
  if (revision === undefined) return notLiteral(file, text, id);
  const read = assemble(file, text, identity, revision);
  const problem = illegalId(read);
  return problem ? { revision: read, problem } : { revision: read };
}

function readIdentity(text: string): Identity {
  const identity = scanIdentity(text) ?? parseIdentity(text);
  // What `import *` brings is not known; but it does not bring all that makes a file a revision.
  return { ...identity, open: identity.open && identity.names.size > 0 };
}

function assemble(file: string, text: string, identity: Identity, revision: string): Revision {
  const unknown: Revision['unknown'][number][] = [];
  const ids = (name: IdentityName, key: Revision['unknown'][number]): string[] => {
    const found = identity.names.get(name);
    const list = found ? identifiers(found.value) : { ids: [], complete: !identity.open };
    if (!list.complete) unknown.push(key);
    return list.ids;
  };
  const place = (name: IdentityName): { from: number; to: number } | undefined =>
    identity.names.get(name)?.value.range;
  const [down, dependsOn, branchLabels] = [
    place('down_revision'),
    place('depends_on'),
    place('branch_labels'),
  ];
  return {
    file,
    revision,
    down: ids('down_revision', 'down'),
    dependsOn: ids('depends_on', 'dependsOn'),
    branchLabels: ids('branch_labels', 'branchLabels'),
    message: messageOf(identity.docstring),
    line: lineOf(text, identity.names.get('revision')?.nameFrom ?? 0),
    places: {
      revision: place('revision') ?? { from: 0, to: 0 },
      ...(down && { down }),
      ...(dependsOn && { dependsOn }),
      ...(branchLabels && { branchLabels }),
    },
    unknown,
  };
}

/** `None`, one identifier, or several; what is not literal is left out and makes it incomplete. */
function identifiers(value: PythonValue): { ids: string[]; complete: boolean } {
  if (value.kind === 'none') return { ids: [], complete: true };
  const items = 'items' in value ? value.items : [value];
  const ids = items.map(literalText).filter((id) => id !== undefined);
  return { ids, complete: ids.length === items.length };
}

/** The docstring up to its first empty line, as `Script.doc` of alembic/script/base.py has it. */
function messageOf(docstring: string): string {
  return docstring.trim().split('\n\n', 1)[0] ?? '';
}

function lineOf(text: string, offset: number): number {
  const end = text.includes('\r') ? /\r\n?|\n/u : '\n';
  return text.slice(0, offset).split(end).length;
}

function missing(file: string, name: IdentityName, identity: Identity): { problem: Problem } {
  const other = identity.names.get(name === 'revision' ? 'down_revision' : 'revision');
  const message =
    `This file sets no \`${name}\` at module level, so every alembic command fails. ` +
    (name === 'revision' && !other
      ? 'If it is a migration, add `revision` and `down_revision`; if not, move it out of this folder.'
      : `Add \`${name} = …\`${name === 'down_revision' ? ' (None for the first revision)' : ''}.`);
  return { problem: { rule: 'not-a-revision', message, file, line: 1 } };
}

function notLiteral(
  file: string,
  text: string,
  id: IdentityValue | undefined,
): { problem: Problem } {
  const why =
    id && id.value.kind !== 'unknown' ? 'is no string' : 'is only known when the file runs';
  const message = `The value of \`revision\` ${why}, so this file is not in the graph. Write it as a plain string.`;
  const line = lineOf(text, id?.nameFrom ?? 0);
  const range = id?.value.range;
  return { problem: { rule: 'unanalyzable', message, file, line, ...(range && { range }) } };
}

/** `Revision.verify_rev_id` of alembic/script/revision.py; `:` only from Alembic 1.17.1. */
function illegalId(revision: Revision): Problem | undefined {
  const characters = [...new Set(revision.revision)].filter((char) => '@-+:'.includes(char));
  if (characters.length === 0) return undefined;
  const { file, line, places } = revision;
  const list = characters.map((char) => `\`${char}\``).join(', ');
  const since = characters.join('') === ':' ? ' from Alembic 1.17.1 on' : '';
  const message =
    `The revision id \`${revision.revision}\` contains ${list}, which no id may: every alembic ` +
    `command fails${since}. Use letters, digits and underscores.`;
  return { rule: 'revision-id-illegal', message, file, line, range: places.revision };
}
