import type { Revision } from '../revisions/revision.js';

/** What a new migration file says of itself. */
export interface NewMigration {
  readonly id: string;
  readonly down: readonly string[];
  readonly message: string;
  readonly date: Date;
  /** Lines of the bodies, without indentation; none: `pass`. */
  readonly upgrade?: readonly string[];
  readonly downgrade?: readonly string[];
}

/** A migration of the project, to write as it is written. */
export interface Sample {
  readonly revision: Revision;
  readonly text: string;
}

/**
 * The text of a new migration, in the style of one that the project has: its line ends, imports of
 * Alembic and SQLAlchemy, annotations and signatures; in Alembic's own style where there is none.
 */
export function migrationText(migration: NewMigration, sample: Sample | undefined): string {
  const text = sample?.text ?? '';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const quote = sample && /^["']/u.exec(text.slice(sample.revision.places.revision.from))?.[0];
  const literal = (value: string) => `${quote ?? "'"}${value}${quote ?? "'"}`;
  const list = migration.down.map(literal);
  const down = list.length > 1 ? `(${list.join(', ')})` : (list[0] ?? 'None');
  const lines = [
    `"""${migration.message.replaceAll('\\', '\\\\').replaceAll('"""', "'''")}`,
    '',
    `Revision ID: ${migration.id}`,
    `Revises: ${migration.down.join(', ')}`.trimEnd(),
    `Create Date: ${migration.date.toISOString().replace('T', ' ').replace('Z', '000')}`,
    '',
    '"""',
    ...importLines(text),
    '',
    '# revision identifiers, used by Alembic.',
    `${targetOf(text, 'revision')} = ${literal(migration.id)}`,
    `${targetOf(text, 'down_revision')} = ${down}`,
    `${targetOf(text, 'branch_labels')} = None`,
    `${targetOf(text, 'depends_on')} = None`,
    '',
    '',
    signatureOf(text, 'upgrade'),
    ...bodyOf(migration.upgrade),
    '',
    '',
    signatureOf(text, 'downgrade'),
    ...bodyOf(migration.downgrade),
  ];
  return lines.join(end) + end;
}

/** Imports of `typing`, Alembic and SQLAlchemy that stand on a line each; at least `op` and `sa`. */
function importLines(text: string): readonly string[] {
  const head = text.slice(0, /^def /mu.exec(text)?.index ?? 0);
  const annotated = /^(?:down_revision|revision)\s*:/mu.test(text);
  const typing = head.match(/^from typing import [^(\r\n]+$/gmu) ?? [];
  const aliased = /^import sqlalchemy as (\w+)$/mu.exec(head)?.[0] ?? 'import sqlalchemy as sa';
  const op = /^from alembic import op(?: as \w+)?$/mu.exec(head)?.[0] ?? 'from alembic import op';
  const own = [op, aliased];
  const ordered = head.indexOf(aliased) >= 0 && head.indexOf(aliased) < head.indexOf(op);
  return [
    ...(annotated && typing[0] ? [typing[0], ''] : []),
    ...(ordered ? own.reverse() : own),
    '',
  ];
}

/** `down_revision: Union[str, None]`, as the project annotates it. */
function targetOf(text: string, name: string): string {
  const found = new RegExp(`^(${name}\\s*:[^=\\r\\n]+?)\\s*=`, 'mu').exec(text)?.[1];
  const needs = /[A-Z]\w+/u.test(found ?? '');
  const imported = /^from typing import /mu.test(text);
  return found !== undefined && (!needs || imported) ? found : name;
}

function signatureOf(text: string, name: string): string {
  return new RegExp(`^def ${name}\\(\\)[^:\\r\\n]*:`, 'mu').exec(text)?.[0] ?? `def ${name}():`;
}

function bodyOf(lines: readonly string[] | undefined): readonly string[] {
  const code = lines && lines.length > 0 ? lines : ['pass'];
  return code.map((line) => (line === '' ? '' : `    ${line}`));
}
