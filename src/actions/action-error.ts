import type { Failure } from './types.js';

/** An action could not do its work; `failure` says why, in words for people. */
export class ActionError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.title} ${failure.cause}`.trim());
    this.name = 'ActionError';
  }
}
