import type { SyntaxNode } from '@lezer/common';
import { prefersDoubleQuotes } from '../../patterns/fit-to-file.js';
import type { PythonModule } from '../../python/parse.js';
import type { FileEdit } from '../../rules/finding.js';
import type { SourceRange } from '../../python/value.js';

/** A name by its dotted path, in code that is yet to be spelled as a file does. */
export const named = (path: string) => `⟨${path}⟩`;

const standard =
  /^(?:abc|collections|dataclasses|datetime|decimal|enum|functools|ipaddress|re|typing|uuid)$/u;

/** Writes code in the style of a file, and collects the edits; what it imports comes along. */
export class PythonWriter {
  readonly #edits: FileEdit[] = [];
  /** Names that a `from … import` lacks, by the offset behind its last name. */
  readonly #added = new Map<number, string[]>();
  readonly #lines: string[] = [];
  readonly quote: '"' | "'";

  /** @param prefix what the file has SQLAlchemy's names of, e.g. `db` of Flask-SQLAlchemy */
  constructor(
    readonly file: string,
    readonly module: PythonModule,
    readonly prefix?: string,
  ) {
    this.quote = prefersDoubleQuotes(module.text) ? '"' : "'";
  }

  /** Spells the names in `⟨…⟩` as the file does. */
  spell(code: string): string {
    return code.replaceAll(/⟨([\w.]+)⟩/gu, (_, path: string) => this.#name(path));
  }

  text(value: string): string {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    return this.quote + escaped.replaceAll(this.quote, `\\${this.quote}`) + this.quote;
  }

  replace(range: SourceRange, code: string): void {
    this.#edits.push({ kind: 'replace', file: this.file, range, text: this.spell(code) });
  }

  /** Puts lines behind the line on which an offset stands. */
  lineAfter(offset: number, code: string): void {
    const { text } = this.module;
    const end = text.indexOf('\n', offset);
    const at = end < 0 ? text.length : end;
    this.replace({ from: at, to: at }, `\n${code}`);
  }

  /** All edits, those of the imports among them. */
  get edits(): readonly FileEdit[] {
    const added = [...this.#added].map(([at, names]): FileEdit => {
      const text = names.map((name) => `, ${name}`).join('');
      return { kind: 'replace', file: this.file, range: { from: at, to: at }, text };
    });
    return [...this.#edits, ...added, ...this.#newLines()];
  }

  #name(path: string): string {
    const { bindings } = this.module.scope;
    const parts = path.split('.');
    const name = parts.pop() ?? '';
    const module = parts.join('.');
    if (module === '') return name;
    if (this.prefix !== undefined && /^sqlalchemy(?:\.orm|\.sql)?$/u.test(module))
      return `${this.prefix}.${name}`;
    const bound = (wanted: string) =>
      [...bindings].find(
        ([, all]) => all.at(-1)?.kind === 'import' && all.at(-1)?.path === wanted,
      )?.[0];
    const own = bound(path);
    if (own !== undefined) return own;
    const whole = bound(module);
    if (whole !== undefined) return `${whole}.${name}`;
    const listed = this.#listOf(module);
    if (listed !== undefined) {
      const names = this.#added.get(listed) ?? [];
      if (!names.includes(name)) this.#added.set(listed, [...names, name]);
      return name;
    }
    const asModule = module === 'uuid';
    const line = asModule ? 'import uuid' : `from ${module} import ${name}`;
    if (!this.#lines.includes(line)) this.#lines.push(line);
    return asModule ? path : name;
  }

  /** Behind the last name of `from module import a, b`. */
  #listOf(module: string): number | undefined {
    const statement = this.#imports.findLast((node) => {
      const text = this.module.text.slice(node.from, node.to).replaceAll(/\s+/gu, ' ');
      return text.startsWith(`from ${module} import `) && !text.includes('*');
    });
    return statement?.getChildren('VariableName').at(-1)?.to;
  }

  get #imports(): readonly SyntaxNode[] {
    return this.module.tree.topNode.getChildren('ImportStatement');
  }

  #newLines(): readonly FileEdit[] {
    return this.#lines.map((line) => {
      const root = rootOf(line);
      const { text } = this.module;
      const rootsOf = (node: SyntaxNode) => rootOf(text.slice(node.from, node.to));
      const kin = standard.test(root) ? (other: string) => standard.test(other) : undefined;
      const after =
        this.#imports.findLast((node) => rootsOf(node) === root) ??
        (kin
          ? this.#imports.findLast((node) => kin(rootsOf(node)) || rootsOf(node) === '__future__')
          : this.#imports.findLast((node) => rootsOf(node) !== ''));
      const first = this.#imports[0];
      const at = after ? lineEnd(text, after.to) : (first?.from ?? 0);
      return { kind: 'replace', file: this.file, range: { from: at, to: at }, text: `${line}\n` };
    });
  }
}

const rootOf = (statement: string) => /^(?:from|import)\s+(\w+)/u.exec(statement)?.[1] ?? '';

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
