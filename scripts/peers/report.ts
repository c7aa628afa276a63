import { disagreements, type Judged } from './compare.js';

/** What each tool says of the same statements, in the same order. */
export type ByTool = readonly (readonly [tool: string, judged: readonly Judged[]])[];

/** A table of all statements that a tool answers otherwise than the server, with what was measured. */
export function disagreementTable(all: ByTool): string {
  const [first] = all;
  const rows = (first?.[1] ?? []).flatMap(({ statement, truth }, index) => {
    const answers = all.map(([, judged]) => {
      const one = judged[index];
      return one ? disagreements(one).join(', ') || 'right' : '';
    });
    if (answers.every((answer) => answer === 'right')) return [];
    const { sql, autocommit } = statement;
    const text = sql.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'");
    const where = autocommit ? ' (autocommit)' : '';
    return [[`\`${text}\`${where}`, proof(truth), ...answers]];
  });
  const head = ['statement', 'measured', ...all.map(([tool]) => tool)];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function proof({ sqlstate, hazards, rewritten, scanned, locks = {} }: Judged['truth']): string {
  if (sqlstate !== undefined) return `fails: ${sqlstate}`;
  const [table] = rewritten?.filter((name) => !/_(?:pkey|idx|key|seq)$/.test(name)) ?? [];
  const strongest = Object.entries(locks)
    .filter(([name]) => !/_(?:pkey|idx|key|seq)$/.test(name))
    .map(([name, lock]) => `${lock} on ${name}`);
  const parts = [
    table === undefined
      ? rewritten
        ? `builds ${rewritten.join(', ')} anew`
        : ''
      : `writes ${table} anew`,
    scanned && table === undefined ? `reads ${scanned.join(', ')}` : '',
    strongest.join(', '),
    ...hazards.filter((hazard) => hazard === 'loses' || hazard === 'renames'),
  ].filter((part) => part !== '');
  return parts.join('; ') || 'none of it, and no lock on a table that was there';
}
