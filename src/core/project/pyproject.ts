import { parse, TomlError } from 'smol-toml';

/** The table `[tool.alembic]`, or why the file cannot be read. Lines start at 1. */
export type Pyproject =
  | { readonly options: Readonly<Record<string, unknown>>; readonly line: number }
  | { readonly problem: string; readonly line: number };

/** Reads `[tool.alembic]` of a pyproject.toml; undefined where the file has none. Never throws. */
export function readPyproject(text: string): Pyproject | undefined {
  if (!/\balembic\b/.test(text)) return undefined;
  const header = /^[ \t]*\[\[?[ \t]*tool[ \t]*\.[ \t]*["']?alembic\b/m.exec(text);
  const line = header ? text.slice(0, header.index).split('\n').length : 1;
  try {
    const tool = record(parse(text.replace(/^\uFEFF/, ''))['tool']);
    const alembic = tool?.['alembic'];
    if (alembic === undefined) return undefined;
    const options = record(alembic);
    return options ? { options, line } : { problem: '[tool.alembic] is not a table.', line };
  } catch (error) {
    // A file that is no TOML is Alembic's business only where it seems to configure Alembic.
    if (!header) return undefined;
    const place = error instanceof TomlError ? error.line : line;
    return { problem: `The file is not TOML: ${firstLine(error)}`, line: place };
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
