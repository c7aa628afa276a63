import assert from 'node:assert/strict';
import { planMessage } from '../../../src/core/roadmap/plan-message.js';
import { planProblems } from '../../../src/core/roadmap/plan-problems.js';
import { planState } from '../../../src/core/roadmap/plan-state.js';
import { readDescription } from '../../../src/core/roadmap/read-description.js';
import { markDone, readRoadmap } from '../../../src/core/roadmap/read-roadmap.js';
import type { Plan } from '../../../src/core/roadmap/roadmap.js';
import { historyGraph } from '../../support/history-graph.js';
import { Random } from '../../support/random.js';

const table = `| Number | Description | Priority |
|---|---|---|
| 003 | \`a\` JSONB on \`t\` | P1 |
| 004 | \`b\` column on \`t\` | P2 (done as 002) |
| 005 | c | P3 (done as 099) |
| 002 | d | |
`;
const graph = historyGraph([{ revision: '001' }, { revision: '002', down: ['001'] }]);

function marked(text: string, plan: Plan, revision: string): string {
  const { range, text: added } = markDone(plan, revision);
  return text.slice(0, range.from) + added + text.slice(range.to);
}

/** A table as people write them: odd widths, escaped pipes, missing outer pipes, other columns. */
function oddTable(random: Random): { readonly text: string; readonly numbers: readonly string[] } {
  const end = random.pick(['\n', '\r\n']);
  const space = () => ' '.repeat(random.below(4));
  const extra = random.chance(0.5);
  const outer = random.chance(0.8);
  const line = (cells: readonly string[]) => {
    const inner = cells.map((cell) => `${space()} ${cell}${space()} `).join('|');
    return outer ? `|${inner}|${random.chance(0.2) ? '  ' : ''}` : inner.trimStart();
  };
  // `# |` without a pipe before it is a heading.
  const heads = [outer ? '#' : 'Nr', '**Description**', 'Priority', ...(extra ? ['Who'] : [])];
  const numbers = Array.from({ length: 1 + random.below(6) }, (_, at) => `0${60 + at}`);
  const words = ['`a` \\| `b`', 'ä → ü 😀', '*x* [l](u)', 'plain', '`x\\|y` column on `t`'];
  const rows = numbers.map((number) => [
    random.chance(0.3) ? `\`${number}\`` : number,
    random.pick(words) ?? '',
    random.pick(['P1', 'later \\| never', '😀']),
    ...(extra ? [random.pick(['Ann', 'B. & C.'])] : []),
  ]);
  const lines = [line(heads), line(heads.map(() => random.pick(['---', ':-:', '--'])))];
  const before = random.chance(0.5) ? `# Plans${end}${end}text | more${end}${end}` : '';
  const after = random.chance(0.5) ? `${end}${end}the end${end}` : random.pick(['', end]);
  return { text: before + [...lines, ...rows.map(line)].join(end) + after, numbers };
}

describe('the roadmap', () => {
  it('is read with the state of each plan', () => {
    const plans = readRoadmap(table);
    assert.deepEqual(
      plans.map((plan) => [plan.number, plan.priority, planState(plan, graph)]),
      [
        ['003', 'P1', { kind: 'open' }],
        ['004', 'P2', { kind: 'done', revision: '002' }],
        ['005', 'P3', { kind: 'unknown', revision: '099' }],
        ['002', '', { kind: 'taken', revision: '002' }],
      ],
    );
  });

  it('finds columns by the heads that the project names', () => {
    const text = '| Lfd | Was | Wann |\n|-|-|-|\n| 7 | x | bald |\n';
    assert.deepEqual(readRoadmap(text), []);
    const columns = { number: 'lfd', description: 'Was', priority: 'Wann' };
    const [plan] = readRoadmap(text, columns);
    assert.deepEqual([plan?.number, plan?.description, plan?.priority], ['7', 'x', 'bald']);
  });

  it('marks a plan as done and leaves every other byte, in odd tables', () => {
    let marks = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const random = new Random(seed);
      const { text, numbers } = oddTable(random);
      const plans = readRoadmap(text);
      assert.deepEqual(
        plans.map(({ number }) => number),
        numbers,
        text,
      );
      const at = random.below(plans.length);
      const plan = plans[at];
      assert.ok(plan);
      const result = marked(text, plan, '048');
      assert.equal(result.replace(' (done as 048)', ''), text, `seed ${seed}`);
      const again = readRoadmap(result);
      assert.deepEqual(
        again.map(({ doneAs }) => doneAs),
        plans.map((_, index) => (index === at ? '048' : undefined)),
        result,
      );
      assert.deepEqual(
        again.map(({ number, description }) => [number, description]),
        plans.map(({ number, description }) => [number, description]),
      );
      const twice = again[at];
      assert.ok(twice);
      assert.equal(marked(result, twice, '049'), result.replace('done as 048', 'done as 049'));
      marks++;
    }
    assert.equal(marks, 400);
  });

  it('marks a plan whose last cell is empty', () => {
    const plan = readRoadmap(table).at(-1);
    assert.ok(plan);
    const [done] = readRoadmap(marked(table, plan, '002')).slice(-1);
    assert.equal(done?.doneAs, '002');
  });

  it('never fails on what is no table', () => {
    for (const text of ['', '|', '| # | Description |', '| # |\n|-|', '\uFEFF| a\n|-\n|||'])
      assert.deepEqual(readRoadmap(text), []);
  });

  it('says what does not fit the history, and mends it', () => {
    const plans = readRoadmap(table).map((plan) => ({ plan, state: planState(plan, graph) }));
    const problems = planProblems(plans, graph);
    assert.deepEqual(
      problems.map(({ range, message, fixes }) => [
        table.slice(range.from, range.to),
        message,
        fixes.map(({ title }) => title),
      ]),
      [
        ['099', 'No migration file has the revision 099.', []],
        [
          '002',
          '002 is the number of 002: either that is this plan, or the plan needs another number.',
          ['Mark it as done as 002', 'Plan it as 006'],
        ],
      ],
    );
    for (const { title, edit } of problems.flatMap(({ fixes }) => fixes)) {
      const mended = table.slice(0, edit.range.from) + edit.text + table.slice(edit.range.to);
      const now = readRoadmap(mended).map((plan) => ({ plan, state: planState(plan, graph) }));
      assert.equal(planProblems(now, graph).length, 1, title);
    }
  });

  it('reads what the seed describes, and gives it a message', () => {
    const cases: readonly (readonly [string, string | undefined, string])[] = [
      [
        '`usd_master` enum value in `mediaassettype`',
        'enum-values',
        'Add usd_master to mediaassettype',
      ],
      ['`a_row`, `b_row`, `c_row` JSONB on `cad_files`', 'columns', 'Add row columns to cad_files'],
      ['`step_hash` column on `cad_files`', 'columns', 'Add step_hash to cad_files'],
      [
        'Role hierarchy: `global_admin`, `tenant_admin`',
        'enum-values',
        'Add global_admin and tenant_admin to role',
      ],
      [
        'Rename tessellation settings keys (`gltf_*` → `scene_*`)',
        'rename-keys',
        'Rename tessellation settings keys',
      ],
      ['Move **old** rows to the `archive`', undefined, 'Move old rows to the archive'],
    ];
    for (const [description, kind, message] of cases) {
      assert.equal(readDescription(description)?.kind, kind, description);
      assert.equal(planMessage(description), message);
    }
  });
});
