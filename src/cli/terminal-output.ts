import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Output } from './command.js';

/** Results on standard output, everything else on standard error. */
export function terminalOutput(): Output {
  return {
    result: (lines) => {
      if (lines !== '') process.stdout.write(lines.endsWith('\n') ? lines : `${lines}\n`);
    },
    json: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    input: () => text(process.stdin),
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
