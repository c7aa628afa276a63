import type { SyntaxNode } from '@lezer/common';
import type { PythonModule } from '../../python/parse.js';
import type { Operation, Unanalyzable } from '../revision.js';
import { harmlessNames } from './foreign.js';
import { frameOf } from './functions.js';
import { hiddenReason } from './hidden.js';
import type { Surroundings } from './operation.js';
import type { Frame, FunctionRole } from './role.js';
import { FunctionWalk, type Findings } from './walk.js';

const deepestHelper = 40;
const mostReadings = 8;

/** Reads what one migration function does, helpers of the same file included. */
export class BodyReader implements Findings {
  readonly #operations = new Map<number, Operation>();
  readonly #unread = new Map<string, Unanalyzable>();
  readonly #entered = new Map<string, true>();
  readonly #readings = new Map<number, number>();
  /** Names of functions and classes of the file, besides the one that is read. */
  readonly #helpers: boolean;

  readonly #harmless: ReadonlySet<string>;

  constructor(readonly module: PythonModule) {
    this.#harmless = harmlessNames(module);
    this.#helpers = /^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(?!upgrade\b|downgrade\b)/mu.test(
      module.text,
    );
  }

  get operations(): readonly Operation[] {
    return [...this.#operations.values()];
  }

  get unanalyzable(): readonly Unanalyzable[] {
    return [...this.#unread.values()];
  }

  /** Notes that something at an offset cannot be understood. */
  note(offset: number, reason: string): void {
    const line = this.module.lines.line(offset);
    this.#unread.set(`${line} ${reason}`, { line, reason });
  }

  /** True for `sa.Column`, `uuid.uuid4`: calls in which nothing can hide. */
  isHarmless(callee: SyntaxNode | null, { scope }: Frame): boolean {
    const root = callee?.name === 'MemberExpression' ? callee.firstChild : callee;
    if (root?.name !== 'VariableName') return false;
    const name = this.module.text.slice(root.from, root.to);
    return this.#harmless.has(name) && (scope === this.module.scope || !scope.bindings.has(name));
  }

  /** Reads a function from its start: `upgrade()`, or a helper that is reached by a call. */
  enter(
    role: FunctionRole,
    call: SyntaxNode | undefined,
    from: Frame,
    around: Surroundings,
    depth = 0,
  ): void {
    const frame = frameOf(role, call, from);
    const roles = [...frame.parameters].map(([name, { kind }]) => `${name} ${kind}`).join();
    const { conditional, autocommit, otherDatabase } = around;
    const key = `${role.node.from} ${conditional} ${autocommit} ${otherDatabase} ${roles}`;
    const readings = this.#readings.get(role.node.from) ?? 0;
    if (this.#entered.has(key) || depth > deepestHelper || readings >= mostReadings) return;
    this.#entered.set(key, true);
    this.#readings.set(role.node.from, readings + 1);
    new FunctionWalk(this, frame, around, depth, this.#helpers).walk(role.node);
  }

  add(operation: Operation): void {
    // No two calls end at one place, though `a().b()` begins where `a()` does.
    const { from, to } = operation.range;
    const before = this.#operations.get(to);
    const merged = before ? merge(before, operation) : operation;
    this.#operations.set(to, merged);
    const reason = merged.otherDatabase ? undefined : hiddenReason(merged);
    if (reason !== undefined) this.note(from, reason);
  }
}

/** The same call reached twice: what holds of it is what holds of both. */
function merge(a: Operation, b: Operation): Operation {
  const { conditional, otherDatabase, table, rounds, ...rest } = a;
  const both = conditional === true && b.conditional === true;
  const same = table === b.table;
  return {
    ...rest,
    ...(both && { conditional }),
    ...(otherDatabase && b.otherDatabase && { otherDatabase }),
    ...(rounds && b.rounds && { rounds }),
    ...(same && table !== undefined && { table }),
    ...(!same && { dynamic: true }),
  };
}
