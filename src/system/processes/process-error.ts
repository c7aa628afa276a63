/** Why a process could not be started. */
export type StartProblem = 'not-found' | 'no-directory' | 'not-permitted' | 'other';

/** A process that did not start: nothing was run. */
export class ProcessError extends Error {
  constructor(
    message: string,
    readonly problem: StartProblem,
    readonly file: string,
  ) {
    super(message);
    this.name = 'ProcessError';
  }
}
