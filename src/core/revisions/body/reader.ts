import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { evaluate } from '../../python/evaluate.js';
import type { PythonModule } from '../../python/parse.js';
import type { Operation, Unanalyzable } from '../revision.js';
import { quietDirectives, schemaMethods } from './directives.js';
import { foreignReason, harmlessNames, methodName, passesConnection } from './foreign.js';
import { dispatched, frameOf, functionName } from './functions.js';
import { hiddenReason } from './hidden.js';
import { operationOf, type Surroundings } from './operation.js';
import { regionOf, type Region } from './regions.js';
import { methodOf } from './member-roles.js';
import { nestedRounds } from './rounds.js';
import type { Frame, Role } from './role.js';
import { roleOf } from './roles.js';

type FunctionRole = Role & { readonly kind: 'function' };

const deepestHelper = 40;
const mostReadings = 8;

/** Reads what one migration function does, helpers of the same file included. */
export class BodyReader {
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
    const key = `${role.node.from} ${around.conditional} ${around.autocommit} ${roles}`;
    const readings = this.#readings.get(role.node.from) ?? 0;
    if (this.#entered.has(key) || depth > deepestHelper || readings >= mostReadings) return;
    this.#entered.set(key, true);
    this.#readings.set(role.node.from, readings + 1);
    new FunctionWalk(this, frame, around, depth, this.#helpers).walk(role.node);
  }

  add(operation: Operation): void {
    const at = operation.range.from;
    const before = this.#operations.get(at);
    const merged = before ? merge(before, operation) : operation;
    this.#operations.set(at, merged);
    const reason = hiddenReason(merged);
    if (reason !== undefined) this.note(at, reason);
  }
}

/** The same call reached twice: what holds of it is what holds of both. */
function merge(a: Operation, b: Operation): Operation {
  const { conditional, table, rounds, ...rest } = a;
  const both = conditional === true && b.conditional === true;
  const same = table === b.table;
  return {
    ...rest,
    ...(both && { conditional }),
    ...(rounds && b.rounds && { rounds }),
    ...(same && table !== undefined && { table }),
    ...(!same && { dynamic: true }),
  };
}

/** One walk through one function body; nested functions are read when something reaches them. */
class FunctionWalk {
  readonly #open: {
    readonly from: number;
    readonly to: number;
    readonly name: string;
    readonly region: Region;
    readonly frame: Frame;
  }[] = [];
  #returned = false;

  constructor(
    readonly reader: BodyReader,
    private frame: Frame,
    readonly around: Surroundings,
    readonly depth: number,
    readonly helpers: boolean,
  ) {}

  walk(definition: SyntaxNode): void {
    const body = definition.getChild('Body') ?? definition;
    body.cursor().iterate(
      (ref) => this.#enter(ref),
      (ref) => {
        this.#leave(ref);
      },
    );
  }

  #enter(ref: SyntaxNodeRef): boolean {
    switch (ref.name) {
      case 'FunctionDefinition':
      case 'ClassDefinition':
        return false;
      case 'VariableName':
        if (this.helpers) this.#visitName(ref.node);
        return false;
      case 'MemberExpression':
        this.#visitMember(ref.node);
        return true;
      case '⚠':
        this.#visitError(ref.node);
        return true;
      case 'String':
        return false;
      default:
    }
    const region = regionOf(ref, this.frame);
    // The condition after `elif` is evaluated only if those before did not hold.
    const node = ref.name === 'elif' ? ref.node.nextSibling : ref;
    if (!region || !node) return true;
    const { frame } = this;
    this.#open.push({ from: node.from, to: node.to, name: node.name, region, frame });
    const { shadowed } = region;
    if (shadowed)
      this.frame = { ...frame, shadowed: new Set([...(frame.shadowed ?? []), ...shadowed]) };
    return true;
  }

  #leave(ref: SyntaxNodeRef): void {
    if (ref.name === 'ReturnStatement') this.#returned = true;
    // On the way out, because what a call is made on and its arguments run before it.
    if (ref.name === 'CallExpression') this.#visitCall(ref.node);
    for (;;) {
      const top = this.#open.at(-1);
      if (top?.from !== ref.from || top.to !== ref.to || top.name !== ref.name) return;
      this.frame = top.frame;
      this.#open.pop();
    }
  }

  /** `inRound`: seen from one round of the loops around it, which surely runs. */
  #here(inRound = false): Surroundings {
    const { around } = this;
    const decides = (region: Region) => region.conditional && !(inRound && region.loop);
    return {
      conditional:
        around.conditional || this.#returned || this.#open.some(({ region }) => decides(region)),
      autocommit: around.autocommit || this.#open.some(({ region }) => region.autocommit),
      via: around.via,
    };
  }

  #visitCall(node: SyntaxNode): void {
    const { frame } = this;
    const callee = node.firstChild;
    if (this.reader.isHarmless(callee, frame)) return;
    const role = roleOf(callee, frame);
    switch (role?.kind) {
      case 'directive':
        if (role.name === undefined) {
          this.reader.note(node.from, 'The name of the operation is only known when the code runs');
        } else if (!quietDirectives.has(role.name)) this.#addOperation(node, role);
        break;
      case 'send':
        this.#addOperation(node, role);
        break;
      case 'function':
        this.#enterFunction(role, node);
        break;
      case 'class': {
        const start = methodOf(role.node, '__init__', frame);
        const { module } = frame;
        if (start) {
          this.#enterFunction(
            { kind: 'function', node: start, outer: module.scope, self: role.node },
            node,
          );
        }
        break;
      }
      default:
        this.#visitForeign(node, callee);
    }
  }

  #addOperation(node: SyntaxNode, role: Role): void {
    const operation = operationOf(node, role, this.frame, this.#here());
    if (operation) this.reader.add(this.#withRounds(operation, node));
  }

  /** Inside loops over literals: the operation of each round too. */
  #withRounds(operation: Operation, node: SyntaxNode): Operation {
    const loops = this.#open.flatMap(({ region }) => region.loop ?? []);
    const [outermost] = loops;
    const rounds = outermost && nestedRounds(loops, this.frame);
    if (!rounds) return operation;
    const around = this.#here(true);
    const operations = rounds.flatMap((bound) => {
      const frame = { ...this.frame, bound };
      const role = roleOf(node.firstChild, frame);
      const known = role?.kind === 'directive' || role?.kind === 'send';
      return (known ? operationOf(node, role, frame, around) : undefined) ?? [];
    });
    return operations.length === rounds.length
      ? { ...operation, rounds: { loop: outermost.from, operations } }
      : operation;
  }

  #enterFunction(role: FunctionRole, call: SyntaxNode | undefined): void {
    const via = functionName(role.node, this.reader.module);
    this.reader.enter(role, call, this.frame, { ...this.#here(), via }, this.depth + 1);
  }

  #visitForeign(node: SyntaxNode, callee: SyntaxNode | null): void {
    const method = callee ? methodName(callee, this.frame) : undefined;
    if (method !== undefined && schemaMethods.has(method) && passesConnection(node, this.frame)) {
      this.#addSchemaOperation(node, method, callee?.firstChild);
      return;
    }
    const functions = dispatched(callee, this.frame);
    for (const role of functions) this.#enterFunction(role, node);
    const reason = functions.length === 0 ? foreignReason(node, this.frame) : undefined;
    if (reason !== undefined) this.reader.note(node.from, reason);
  }

  /** `mood.create(op.get_bind())`: what it creates is the receiver. */
  #addSchemaOperation(
    node: SyntaxNode,
    name: string,
    receiver: SyntaxNode | null | undefined,
  ): void {
    const role: Role = { kind: 'directive', name };
    const operation = operationOf(node, role, this.frame, this.#here());
    if (!operation || !receiver) return;
    this.reader.add({ ...operation, receiver: evaluate(receiver, this.frame) });
  }

  /** A helper that is handed on instead of called: `run(op, add_columns)`. */
  #visitName(node: SyntaxNode): void {
    const next = node.nextSibling?.name;
    const isCallee = node.parent?.name === 'CallExpression' && node.prevSibling === null;
    if (isCallee || next === 'AssignOp' || next === '.') return;
    const role = roleOf(node, this.frame);
    if (role?.kind === 'function') this.#enterFunction(role, undefined);
  }

  /** A directive that is handed on instead of called: `map(op.drop_table, tables)`. */
  #visitMember(node: SyntaxNode): void {
    const parent = node.parent?.name;
    const isCallee = parent === 'CallExpression' && node.prevSibling === null;
    if (isCallee || parent === 'MemberExpression' || parent === 'AssignStatement') return;
    const role = roleOf(node, this.frame);
    if (role?.kind !== 'directive' || role.name === undefined) return;
    this.reader.note(node.from, `\`${role.name}\` is handed on; how it is called is not known`);
  }

  #visitError(node: SyntaxNode): void {
    const parents = [node.parent?.name, node.parent?.parent?.name];
    // Parenthesized context managers are Python, though not to this parser.
    if (parents.includes('WithStatement')) return;
    this.reader.note(node.from, 'This part could not be read as Python');
  }
}
