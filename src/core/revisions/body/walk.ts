import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { evaluate } from '../../python/evaluate.js';
import type { PythonModule } from '../../python/parse.js';
import type { Operation } from '../revision.js';
import { quietDirectives, schemaMethods } from './directives.js';
import { foreignReason, methodName, passesConnection } from './foreign.js';
import { dispatched, functionName } from './functions.js';
import { methodOf } from './member-roles.js';
import { operationOf, type Surroundings } from './operation.js';
import { regionOf, type Region } from './regions.js';
import type { Frame, FunctionRole, Role } from './role.js';
import { roleOf } from './roles.js';
import { nestedRounds } from './rounds.js';

/** Far more than any Python takes; the time that a node takes grows with its depth. */
const deepestNode = 600;

/** Who is told what a walk finds, and goes on where it leads. */
export interface Findings {
  readonly module: PythonModule;
  add(operation: Operation): void;
  /** Notes that something at an offset cannot be understood. */
  note(offset: number, reason: string): void;
  /** True for `sa.Column`, `uuid.uuid4`: calls in which nothing can hide. */
  isHarmless(callee: SyntaxNode | null, frame: Frame): boolean;
  /** Reads a function of this file that something reaches. */
  enter(
    role: FunctionRole,
    call: SyntaxNode | undefined,
    from: Frame,
    around: Surroundings,
    depth: number,
  ): void;
}

/** One walk through one function body; nested functions are read when something reaches them. */
export class FunctionWalk {
  readonly #open: {
    readonly from: number;
    readonly to: number;
    readonly name: string;
    readonly region: Region;
    readonly frame: Frame;
  }[] = [];
  #returned = false;
  #nesting = 0;

  constructor(
    readonly reader: Findings,
    private frame: Frame,
    readonly around: Surroundings,
    readonly depth: number,
    readonly helpers: boolean,
  ) {}

  walk(definition: SyntaxNode): void {
    const body = definition.getChild('Body') ?? definition;
    body.cursor().iterate(
      (ref) => {
        if (this.#nesting >= deepestNode) {
          this.#note(ref.from, 'This part is nested too deep to be read');
          return false;
        }
        const inside = this.#enter(ref);
        if (inside) this.#nesting++;
        return inside;
      },
      (ref) => {
        this.#nesting--;
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
  #here(role?: Role, inRound = false): Surroundings {
    const { around } = this;
    // A batch does its work where it ends: a block inside of it is over by then.
    const deferred = role?.kind === 'directive' && role.batch !== undefined;
    const end = deferred ? this.#open.findLastIndex(({ region }) => region.batch) : -1;
    const holding = end < 0 ? this.#open : this.#open.slice(0, end + 1);
    const decides = (region: Region) => region.conditional && !(inRound && region.loop);
    return {
      conditional:
        around.conditional || this.#returned || this.#open.some(({ region }) => decides(region)),
      otherDatabase: around.otherDatabase || this.#elsewhere(),
      autocommit: around.autocommit || holding.some(({ region }) => region.autocommit),
      via: around.via,
    };
  }

  /** Inside of what only runs under another database. */
  #elsewhere(): boolean {
    return this.#open.some(({ region }) => region.otherDatabase);
  }

  #note(offset: number, reason: string): void {
    if (!this.around.otherDatabase && !this.#elsewhere()) this.reader.note(offset, reason);
  }

  #visitCall(node: SyntaxNode): void {
    const { frame } = this;
    const callee = node.firstChild;
    if (this.reader.isHarmless(callee, frame)) return;
    const role = roleOf(callee, frame);
    switch (role?.kind) {
      case 'directive':
        if (role.name === undefined) {
          this.#note(node.from, 'The name of the operation is only known when the code runs');
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
    const operation = operationOf(node, role, this.frame, this.#here(role));
    if (operation) this.reader.add(this.#withRounds(operation, node));
  }

  /** Inside loops over literals: the operation of each round too. */
  #withRounds(operation: Operation, node: SyntaxNode): Operation {
    const loops = this.#open.flatMap(({ region }) => region.loop ?? []);
    const [outermost] = loops;
    const rounds = outermost && nestedRounds(loops, this.frame);
    if (!rounds) return operation;
    const operations = rounds.flatMap((bound) => {
      const frame = { ...this.frame, bound };
      const role = roleOf(node.firstChild, frame);
      const around = this.#here(role, true);
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
    if (reason !== undefined) this.#note(node.from, reason);
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
    this.#note(node.from, `\`${role.name}\` is handed on; how it is called is not known`);
  }

  #visitError(node: SyntaxNode): void {
    const parents = [node.parent?.name, node.parent?.parent?.name];
    // Parenthesized context managers are Python, though not to this parser.
    if (parents.includes('WithStatement')) return;
    this.#note(node.from, 'This part could not be read as Python');
  }
}
