import { execFileSync } from 'node:child_process';

const program = `
import ast, json, sys
errors = []
for name, text in json.load(sys.stdin):
    try:
        ast.parse(text)
    except SyntaxError as error:
        errors.append(f"{name}: {error}")
print(json.dumps(errors))
`;

/** What Python's own parser says against some named texts. */
export function pythonErrors(texts: readonly (readonly [string, string])[]): readonly string[] {
  const input = JSON.stringify(texts);
  const output = execFileSync('python3', ['-c', program], { input, encoding: 'utf8' });
  return JSON.parse(output) as string[];
}
