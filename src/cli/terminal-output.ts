import { createInterface } from 'node:readline/promises';
import type { Output } from './command.js';

/** Results on standard output, everything else on standard error. */
export function terminalOutput(): Output {
  return {
    result: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    ask: async (question) => {
      if (!process.stdin.isTTY) return undefined;
      const prompt = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await prompt.question(question);
      } finally {
        prompt.close();
      }
    },
  };
}
