import type {
  BridgeEvent,
  DatabaseEvent,
  FailedEvent,
  HelloEvent,
  RowsEvent,
  StepEvent,
} from '../../core/alembic/bridge-protocol.js';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import { BoundedText } from '../processes/bounded-text.js';
import type { ProcessError } from '../processes/process-error.js';

/**
 * How a run ended. `done`: exit code 0. `failed`: it says why, and nothing runs any more.
 * `cancelled`: the bridge said that it stopped. `lost`: it began and never said how it ended, so the
 * database has to be asked.
 */
export type BridgeOutcome = 'done' | 'failed' | 'cancelled' | 'lost';

export interface BridgeResult {
  readonly outcome: BridgeOutcome;
  /** What was started. */
  readonly spec: CommandSpec;
  readonly exitCode: number | undefined;
  readonly hello: HelloEvent | undefined;
  readonly database: DatabaseEvent | undefined;
  /** Steps that ran to their end, in order; after a failure the transaction may have undone them. */
  readonly steps: readonly StepEvent[];
  /** The step that was running when it ended. */
  readonly unfinished: StepEvent | undefined;
  /** Rows per query of a `query` request. */
  readonly results: RowsEvent['results'] | undefined;
  readonly failure: FailedEvent | undefined;
  /** Why nothing was started. */
  readonly startError: ProcessError | undefined;
  /** The last megabyte of each. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Collects a result from events. */
export class ResultCollector {
  #hello: HelloEvent | undefined;
  #database: DatabaseEvent | undefined;
  #results: RowsEvent['results'] | undefined;
  #failure: FailedEvent | undefined;
  #cancelled = false;
  #exit: number | undefined;
  readonly #steps: StepEvent[] = [];
  #unfinished: StepEvent | undefined;
  readonly #output = { stdout: new BoundedText(), stderr: new BoundedText() };

  take(event: BridgeEvent): void {
    switch (event.event) {
      case 'hello':
        this.#hello = event;
        break;
      case 'database':
        this.#database ??= event;
        break;
      case 'rows':
        this.#results = event.results;
        break;
      case 'step':
        if (event.phase === 'done') this.#steps.push(event);
        this.#unfinished = event.phase === 'start' ? event : undefined;
        break;
      case 'output':
        this.#output[event.stream].add(event.text);
        break;
      case 'failed':
        this.#failure = event;
        break;
      case 'cancelled':
        this.#cancelled = true;
        break;
      case 'exit':
        this.#exit = event.code;
        break;
      case 'statement':
        break;
    }
  }

  /** `exitCode`: the process's own, undefined where a signal ended it. */
  result(spec: CommandSpec, exitCode: number | undefined, startError?: ProcessError): BridgeResult {
    return {
      outcome: this.#outcome(),
      spec,
      exitCode: this.#exit ?? exitCode,
      hello: this.#hello,
      database: this.#database,
      steps: this.#steps,
      unfinished: this.#unfinished,
      results: this.#results,
      failure: this.#failure,
      startError,
      stdout: this.#output.stdout.text,
      stderr: this.#output.stderr.text,
    };
  }

  #outcome(): BridgeOutcome {
    if (this.#cancelled) return 'cancelled';
    if (this.#exit === 0) return 'done';
    if (this.#exit !== undefined) return 'failed';
    // Before `hello` no line of the project's code has run.
    return this.#hello ? 'lost' : 'failed';
  }
}
