/** The place of a finding: the argument of commands. */
export interface FindingTarget {
  readonly rule: string;
  readonly file: string;
  /** Where it begins, in UTF-16 units of the file's text. */
  readonly offset: number;
}

export function isFindingTarget(argument: unknown): argument is FindingTarget {
  return (
    typeof argument === 'object' && argument !== null && 'rule' in argument && 'offset' in argument
  );
}
