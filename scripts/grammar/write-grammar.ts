/** Writes the grammar that VS Code reads from its source: `tsx scripts/grammar/write-grammar.ts`. */
import { writeFileSync } from 'node:fs';
import { grammarFile, grammarText } from './grammar-file.js';

writeFileSync(grammarFile, await grammarText());
