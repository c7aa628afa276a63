import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HistoryRevision } from './generate-history.js';
import type { Random } from './random.js';

/** How the identifiers of one file are written. Each style means the same to Python. */
const styles = ['plain', 'annotated', 'union', 'computed', 'unpacked', 'single'] as const;

export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a history, spread over these folders, in the many ways that people write them. `odd`
 * is the share of files that are not as Alembic's own template makes them.
 */
export function historyFiles(
  random: Random,
  history: readonly HistoryRevision[],
  folders: readonly [string, ...string[]],
  odd = 1,
): readonly WrittenFile[] {
  return history.map((entry, index) => {
    const path = join(random.pick(folders), `${fileName(entry, index)}.py`);
    if (random.chance(odd)) return { path, bytes: encode(random, fileText(random, entry)) };
    return { path, bytes: Buffer.from(templateText(entry)) };
  });
}

/** Writes files, making their folders. */
export async function writeFiles(files: readonly WrittenFile[]): Promise<void> {
  for (const folder of new Set(files.map(({ path }) => dirname(path))))
    await mkdir(folder, { recursive: true });
  await Promise.all(files.map(({ path, bytes }) => writeFile(path, bytes)));
}

function fileName({ revision }: HistoryRevision, index: number): string {
  return /^\d+$/.test(revision) ? `${revision}_change_${index}` : revision;
}

function fileText(random: Random, entry: HistoryRevision): string {
  const { revision, down, dependsOn, branchLabels } = entry;
  const message = `Change number ${revision}: café`;
  const quotes = random.pick(['"""', "'''"]);
  const head = random.chance(0.9)
    ? `${quotes}${message}\n\nRevision ID: ${revision}\nRevises: ${down.join(', ')}\n${quotes}\n`
    : '';
  const imports =
    'from alembic import op\nimport sqlalchemy as sa\nfrom typing import Sequence, Union\n';
  return `${head}${imports}\n${identifiers(random, revision, down, dependsOn, branchLabels)}\n${body}`;
}

/** As Alembic's generic template has it. */
function templateText({ revision, down, dependsOn, branchLabels }: HistoryRevision): string {
  const value = (ids: readonly string[]) =>
    ids.length === 0 ? 'None' : ids.length === 1 ? `'${ids[0] ?? ''}'` : `('${ids.join("', '")}')`;
  return `"""Change number ${revision}

Revision ID: ${revision}
Revises: ${down.join(', ')}
Create Date: 2024-05-17 10:21:33.123456

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '${revision}'
down_revision: Union[str, Sequence[str], None] = ${value(down)}
branch_labels: Union[str, Sequence[str], None] = ${value(branchLabels)}
depends_on: Union[str, Sequence[str], None] = ${value(dependsOn)}

${body}`;
}

const body = `
def upgrade() -> None:
    op.add_column("things", sa.Column("size", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("things", "size")
`;

function identifiers(
  random: Random,
  revision: string,
  down: readonly string[],
  dependsOn: readonly string[],
  labels: readonly string[],
): string {
  const list = (ids: readonly string[]) => listText(random, ids);
  const rest = [`branch_labels = ${list(labels)}`, `depends_on = ${list(dependsOn)}`];
  switch (random.pick(styles)) {
    case 'plain':
      return [
        `revision = ${quoted(random, revision)}`,
        `down_revision = ${list(down)}`,
        ...rest,
      ].join('\n');
    case 'single':
      // Alembic does without the two that say nothing.
      return [
        `revision = ${quoted(random, revision)}`,
        `down_revision = ${list(down)}`,
        ...rest.filter((_, index) => (index === 0 ? labels : dependsOn).length > 0),
      ].join('\n');
    case 'annotated':
      return [
        `revision: str = ${quoted(random, revision)}  # the id`,
        `down_revision: Union[str, Sequence[str], None] = ${list(down)}`,
        `branch_labels: Union[str, Sequence[str], None] = ${list(labels)}`,
        `depends_on: Union[str, Sequence[str], None] = ${list(dependsOn)}`,
      ].join('\n');
    case 'union':
      return [
        `down_revision: "str | None" = ${list(down)}`,
        ...rest,
        `revision: str = ${quoted(random, revision)}`,
      ].join('\n');
    case 'unpacked':
      return [`revision, down_revision = ${quoted(random, revision)}, ${list(down)}`, ...rest].join(
        '\n',
      );
    case 'computed': {
      const half = Math.floor(revision.length / 2);
      return [
        `_PREFIX = ${JSON.stringify(revision.slice(0, half))}`,
        `revision = _PREFIX + ${JSON.stringify(revision.slice(half))}`,
        `_parents = ${list(down)}`,
        'down_revision = _parents',
        ...rest,
      ].join('\n');
    }
  }
}

/** One id as itself, a tuple or a list; none as None or an empty tuple. */
function listText(random: Random, ids: readonly string[]): string {
  const items = ids.map((id) => quoted(random, id));
  if (items.length === 0) return random.pick(['None', 'None', '()', '[]']);
  if (items.length === 1 && random.chance(0.7)) return items[0] ?? '';
  const lines = random.chance(0.3) ? `\n    ${items.join(',\n    ')},\n` : items.join(', ');
  if (random.chance(0.5)) return `[${lines}]`;
  return items.length === 1 && !lines.endsWith(',\n') ? `(${lines},)` : `(${lines})`;
}

function quoted(random: Random, text: string): string {
  if (random.chance(0.1)) return `"${text.slice(0, 1)}" "${text.slice(1)}"`;
  return random.pick([`"${text}"`, `'${text}'`, `"""${text}"""`, `r'${text}'`]);
}

/** UTF-8, with a byte order mark, Latin-1 with a coding line, or with the line ends of Windows. */
function encode(random: Random, text: string): Uint8Array {
  const kind = random.below(10);
  if (kind === 0) return Buffer.from(`\uFEFF${text}`, 'utf8');
  if (kind === 1) return Buffer.from(`# -*- coding: latin-1 -*-\n${text}`, 'latin1');
  if (kind === 2) return Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8');
  if (kind === 3) return Buffer.from(`\n\f\n${text}`, 'utf8');
  return Buffer.from(text, 'utf8');
}
