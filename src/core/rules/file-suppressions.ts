import type { RuleFinding } from './finding.js';
import type { Rule } from './rule.js';
import { readSuppressions, type Suppression } from './suppressions.js';

/** The suppressions of one file, held against the rules that there are. */
export interface FileSuppressions {
  /** Whether a finding of a rule that begins at an offset is suppressed. */
  covers(rule: string, offset: number): boolean;
  /** What is wrong with the suppressions themselves. */
  readonly problems: readonly RuleFinding[];
}

export function fileSuppressions(
  file: string,
  text: string,
  rules: readonly Rule[],
): FileSuppressions {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const all = readSuppressions(file, text);
  const holds = ({ reason }: Suppression, id: string) =>
    reason !== '' || byId.get(id)?.reasonRequired !== true;
  return {
    covers: (rule, offset) =>
      all.some(
        (one) =>
          one.covers.from <= offset &&
          offset <= one.covers.to &&
          one.ids.some(({ id }) => id === rule) &&
          holds(one, rule),
      ),
    problems: all.flatMap((one) => [...problemsOf(one, file, byId)]),
  };
}

function* problemsOf(
  one: Suppression,
  file: string,
  rules: ReadonlyMap<string, Rule>,
): Generator<RuleFinding> {
  if (one.ids.length === 0)
    yield {
      at: one.range,
      message: 'This suppresses nothing: no rule is named.',
      help: 'Write `alembic-pilot: ignore[rule-id] reason`.',
    };
  for (const { id, range } of one.ids) {
    if (!rules.has(id)) yield unknownRule(id, range, one, file);
    else if (rules.get(id)?.reasonRequired && one.reason === '')
      yield {
        at: one.range,
        message: `The rule ${id} is suppressed only with a reason, and none is given.`,
        help: `Say why behind the bracket: \`alembic-pilot: ignore[${id}] because …\`.`,
      };
  }
}

function unknownRule(
  id: string,
  range: Suppression['range'],
  one: Suppression,
  file: string,
): RuleFinding {
  const others = one.ids.filter((own) => own.range !== range).map((own) => own.id);
  const text = `alembic-pilot: ignore[${others.join(', ')}]${one.reason && ` ${one.reason}`}`;
  const edits = [{ kind: 'replace', file, range: one.range, text } as const];
  return {
    at: range,
    message: `There is no rule \`${id}\`.`,
    help: '`alembic-pilot rules` lists them all.',
    fixes: others.length === 0 ? [] : [{ title: `Remove ${id}`, safety: 'safe', edits }],
  };
}
