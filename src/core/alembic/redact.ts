import type { CommandSpec } from './command-spec.js';

const hidden = '***';

/** Where secrets stand in text; the first group stays. Bounded, so that long lines cost no more. */
const places: readonly RegExp[] = [
  /(:\/\/[^\s:/@'"]{0,200}:)[^\s@'"]{1,300}(?=@)/gu,
  /(\b[\w-]{0,60}(?:password|passwd|secret|token|api[_-]?key)[\w-]{0,60}["']?\s{0,9}[=:]\s{0,9})(?:'[^']*'|"[^"]*"|[^\s,;)&]+)/giu,
];

const secretName = /password|passwd|secret|token|api_?key|credential/iu;

/** Text for a log, a report or a message: passwords in URLs and after their names are hidden. */
export function redact(text: string): string {
  return places.reduce((result, place) => result.replace(place, `$1${hidden}`), text);
}

/** A command for the log: redacted arguments, and no value of a variable whose name tells a secret. */
export function redactCommand(spec: CommandSpec): CommandSpec {
  const env = Object.entries(spec.env).map(([name, value]) => [
    name,
    secretName.test(name) ? hidden : redact(value),
  ]);
  return {
    ...spec,
    args: spec.args.map(redact),
    env: Object.fromEntries(env) as Record<string, string>,
  };
}
