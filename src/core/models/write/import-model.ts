import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../../python/nodes.js';
import type { FileEdit } from '../../rules/finding.js';
import type { ModelTable } from '../model.js';
import type { PythonFiles } from '../python-files.js';
import { PythonWriter } from './python-writer.js';

interface ModelImport {
  readonly node: SyntaxNode;
  /** As it is written: `app.models.order`, `.order`, `app.models`. */
  readonly module: string;
  /** The file that it leads to. */
  readonly file: string;
}

/** The file that imports most modules of models, of those that env.py leads to. */
export function modelsHub(
  seen: readonly ModelTable[],
  imported: ReadonlySet<string>,
  files: PythonFiles,
): string | undefined {
  const modules = new Set(seen.map(({ place }) => place.file));
  return [...imported]
    .map((file) => ({
      file,
      count: importsIn(file, files).filter((one) => modules.has(one.file)).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.file.endsWith('__init__.py') ? -1 : 1))[0]?.file;
}

/** The import of a model in the way of the others, in their order, and its name in `__all__`. */
export function importEdits(
  { model = '', place }: ModelTable,
  hub: string,
  seen: readonly ModelTable[],
  files: PythonFiles,
): readonly FileEdit[] | undefined {
  const modules = new Set(seen.map((table) => table.place.file));
  const all = importsIn(hub, files).filter(({ file }) => modules.has(file));
  const sibling = all.find(({ file }) => folderOf(file) === folderOf(place.file)) ?? all[0];
  const path = sibling && pathLike(sibling, place.file);
  if (path === undefined) return undefined;
  const module = files.module(hub);
  const { text } = module;
  const writer = new PythonWriter(hub, module);
  const line = `from ${path} import ${model}`;
  const after = all.filter((one) => one.module < path).at(-1);
  const next = all[0];
  if (after) writer.lineAfter(after.node.to, suffixed(line, text, after.node));
  else if (next) writer.replace({ from: next.node.from, to: next.node.from }, `${line}\n`);
  listed(model, writer);
  return writer.edits;
}

/** `# noqa` and the like stands behind every import of such a file. */
function suffixed(line: string, text: string, { to }: SyntaxNode): string {
  const end = text.indexOf('\n', to);
  const rest = text.slice(to, end < 0 ? undefined : end);
  return /^\s*#\s*noqa/u.test(rest) ? line + rest : line;
}

/** Puts a name into `__all__`, in its place where that is in order. */
function listed(name: string, writer: PythonWriter): void {
  const { scope, text } = writer.module;
  const list = scope.bindings.get('__all__')?.at(-1)?.node;
  if (list?.name !== 'ArrayExpression' && list?.name !== 'TupleExpression') return;
  const items = childrenOf(list).filter((item) => item.name === 'String');
  const nameOf = (item: SyntaxNode) => text.slice(item.from + 1, item.to - 1);
  const after = items.findLast((item) => nameOf(item) < name) ?? items.at(-1);
  const own = writer.text(name);
  if (!after) return;
  const lines = text.slice(list.from, list.to).includes('\n');
  const indent = /[^\S\n]*$/u.exec(text.slice(0, after.from))?.[0] ?? '';
  const gap = lines && text[after.from - indent.length - 1] === '\n' ? `\n${indent}` : ' ';
  writer.replace({ from: after.to, to: after.to }, `,${gap}${own}`);
}

/** `from a.b import C`, with the file of `a.b`, at the top of a file. */
function importsIn(file: string, files: PythonFiles): readonly ModelImport[] {
  const { tree, text } = files.module(file);
  return tree.topNode.getChildren('ImportStatement').flatMap((node) => {
    const [, module] = /^from\s+([\w.]+)\s+import\b/u.exec(text.slice(node.from, node.to)) ?? [];
    const found = module === undefined ? undefined : files.fileOf(module, file);
    return module === undefined || found === undefined ? [] : [{ node, module, file: found }];
  });
}

/** The module of a file in the way that a sibling's is written. */
function pathLike({ module, file }: ModelImport, wanted: string): string | undefined {
  const own = partsOf(wanted);
  const theirs = partsOf(file);
  const written = module.split('.');
  let common = 0;
  while (common < theirs.length && own[common] === theirs[common]) common++;
  const gone = theirs.length - common;
  const kept = written.slice(0, written.length - gone);
  // What both have in common has to be written for the rest to be reached.
  if (kept.length === 0 || (gone > 0 && written.slice(-gone).some((part) => part === '')))
    return undefined;
  return [...kept, ...own.slice(common)].join('.');
}

function partsOf(file: string): readonly string[] {
  const parts = file.replace(/\.py$/u, '').split(/[\\/]/u);
  return parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts;
}

const folderOf = (file: string) => file.replace(/[\\/][^\\/]*$/u, '');
