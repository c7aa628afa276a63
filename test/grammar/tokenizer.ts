import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRegistryFromGrammars } from 'vscode-tmgrammar-test/dist/common/index.js';
import { grammarFile } from '../../scripts/grammar/grammar-file.js';
import { sqlInPython } from '../../scripts/grammar/sql-in-python.js';
import { builtInExtensions } from '../../scripts/toolchain/vscode.js';

export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** VS Code's own Python grammars with ours injected, as VS Code puts them together. */
export async function pythonWithSql(): Promise<ReturnType<typeof createRegistryFromGrammars>> {
  const syntaxes = join(await builtInExtensions('newest'), 'python', 'syntaxes');
  const grammars = [
    { path: join(syntaxes, 'MagicPython.tmLanguage.json'), scopeName: 'source.python' },
    { path: join(syntaxes, 'MagicRegExp.tmLanguage.json'), scopeName: 'source.regexp.python' },
    { path: grammarFile, scopeName: sqlInPython.scopeName, injectTo: ['source.python'] },
  ];
  return createRegistryFromGrammars(
    await Promise.all(
      grammars.map(async (grammar) => ({ grammar, content: await readFile(grammar.path, 'utf8') })),
    ),
  );
}

/** Splits Python source into the tokens of its lines. */
export async function makeTokenizer(): Promise<(source: string) => Token[][]> {
  const grammar = await (await pythonWithSql()).loadGrammar('source.python');
  if (grammar === null) throw new Error('VS Code has no Python grammar');
  return (source) => {
    let state: Parameters<typeof grammar.tokenizeLine>[1] = null;
    return source.split('\n').map((line) => {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes,
      }));
    });
  };
}
