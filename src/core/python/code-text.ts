import { parsePython } from './parse.js';

/**
 * What Python runs of a file: its text without comments, line ends, blanks between words, the
 * module's docstring and the comma after a last item. Two files with the same code differ in form
 * only. Indentation is kept as far as blocks begin and end.
 */
export function codeText(text: string): string {
  const { tree } = parsePython(text);
  const parts: string[] = [];
  let docstring = tree.topNode.firstChild;
  while (docstring?.name === 'Comment') docstring = docstring.nextSibling;
  const isDocstring =
    docstring?.name === 'ExpressionStatement' &&
    (docstring.firstChild?.name.endsWith('String') ?? false);
  tree.cursor().iterate(
    (node) => {
      if (isDocstring && node.from === docstring?.from && node.name === docstring.name)
        return false;
      if (node.name === 'Body') parts.push('{');
      const leaf = node.node.firstChild === null || node.name === 'String';
      if (!leaf || node.name === 'Comment') return node.name !== 'Comment';
      const own = text.slice(node.from, node.to);
      if (/^[)\]}]$/.test(own) && parts.at(-1) === ',') parts.pop();
      parts.push(plainQuotes(own));
      return false;
    },
    (node) => {
      if (node.name === 'Body') parts.push('}');
      if (node.name.endsWith('Statement')) parts.push(';');
    },
  );
  return parts.join(' ');
}

/** `'x'` as `"x"`, where nothing inside has to change for it. */
const plainQuotes = (leaf: string) => leaf.replace(/^'([^'"\\]*)'$/, '"$1"');
