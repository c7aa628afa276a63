import type { Finding } from '../../core/rules/finding.js';
import { sortedOnce } from '../../core/rules/run-rules.js';

/** Findings of many sources (revisions, the history, the configuration), put together by file. */
export class FindingsByFile {
  private readonly sources = new Map<string, ReadonlyMap<string, readonly Finding[]>>();
  /** The sources that have findings in a file. */
  private readonly bearers = new Map<string, Set<string>>();
  private files: ReadonlyMap<string, readonly Finding[]> = new Map();

  /** By file; neither the map nor an array changes while the findings do not. */
  get all(): ReadonlyMap<string, readonly Finding[]> {
    return this.files;
  }

  /** Replaces what one source has found. */
  put(source: string, findings: readonly Finding[]): void {
    const before = this.sources.get(source) ?? new Map<string, readonly Finding[]>();
    const after = grouped(findings);
    this.sources.set(source, after);
    const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => JSON.stringify(before.get(file)) !== JSON.stringify(after.get(file)),
    );
    if (touched.length === 0) return;
    const files = new Map(this.files);
    for (const file of touched) {
      const bearers = this.bearers.get(file) ?? new Set<string>();
      this.bearers.set(file, bearers);
      if (after.has(file)) bearers.add(source);
      else bearers.delete(source);
      const own = [...bearers].flatMap((one) => this.sources.get(one)?.get(file) ?? []);
      if (own.length > 0) files.set(file, sortedOnce(own));
      else files.delete(file);
    }
    this.files = files;
  }

  /** Forgets every source that is not among these. */
  retain(sources: ReadonlySet<string>): void {
    for (const source of [...this.sources.keys()]) {
      if (sources.has(source)) continue;
      this.put(source, []);
      this.sources.delete(source);
    }
  }
}

function grouped(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group) group.push(finding);
    else groups.set(finding.file, [finding]);
  }
  return groups;
}
