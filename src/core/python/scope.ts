import type { SyntaxNode } from '@lezer/common';
import type { Binding, Block, Scope, ScopeBuilder } from './binding.js';
import { bindImports } from './imports.js';
import { bindTargets } from './targets.js';

/** Collects the bindings of a module (`Script`) or a function, nested functions left out. */
export function collectScope(text: string, root: SyntaxNode, outer?: Scope): Scope {
  const bindings = new Map<string, Binding[]>();
  const blocks: Block[] = [];
  const declared = new Set<string>();
  const stars: string[] = [];
  const open: Block[] = [];
  const builder: ScopeBuilder = {
    text,
    stars,
    add(binding) {
      const bound = { ...binding, block: open.at(-1) };
      const known = bindings.get(binding.name);
      if (known) known.push(bound);
      else bindings.set(binding.name, [bound]);
    },
  };
  const walrus = text.includes(':=');
  root.cursor().iterate(
    (ref) => {
      if (ref.from === root.from && ref.to === root.to && ref.name === root.name) return true;
      if (ref.name === 'Body' && isClause(ref.node.parent)) {
        const runs = surelyRuns(ref.node, text);
        if (runs !== undefined) return runs;
        const block = openBlock(ref.node, open.at(-1));
        open.push(block);
        blocks.push(block);
        return true;
      }
      if (ref.name === 'ScopeStatement') {
        for (const name of ref.node.getChildren('VariableName')) {
          declared.add(text.slice(name.from, name.to));
        }
        return false;
      }
      return bindStatement(ref.name, ref, builder, root) ?? (walrus || !leaves.has(ref.name));
    },
    (ref) => {
      const top = open.at(-1);
      if (top && ref.name === 'Body' && top.from === ref.from && top.to === ref.to) open.pop();
    },
  );
  return { text, outer, root, bindings, blocks, declared, stars };
}

/** Statements that hold no statements, so need no look inside for bindings. */
const leaves = new Set([
  'AssignStatement',
  'UpdateStatement',
  'ExpressionStatement',
  'ReturnStatement',
  'ArgList',
  'RaiseStatement',
]);

const clauses = new Map([
  ['IfStatement', { loop: false, exclusive: true }],
  ['ForStatement', { loop: true, exclusive: false }],
  ['WhileStatement', { loop: true, exclusive: false }],
  ['TryStatement', { loop: false, exclusive: false }],
  ['MatchClause', { loop: false, exclusive: true }],
]);

function isClause(parent: SyntaxNode | null): boolean {
  return parent !== null && clauses.has(parent.name);
}

/**
 * Whether a body surely runs (true) or surely does not: that of `if True:` or `if False:`, and what
 * follows `if True:` as `elif` or `else`. Undefined where only running the code could tell.
 */
function surelyRuns(body: SyntaxNode, text: string): boolean | undefined {
  const test =
    body.parent?.name === 'IfStatement' ? body.parent.firstChild?.nextSibling : undefined;
  if (test?.name !== 'Boolean') return undefined;
  const first = body.prevSibling?.from === test.from;
  if (text.slice(test.from, test.to) === 'True') return first;
  return first ? false : undefined;
}

function openBlock(body: SyntaxNode, parent: Block | undefined): Block {
  const owner = body.parent;
  const { loop, exclusive } = clauses.get(owner?.name ?? '') ?? { loop: false, exclusive: false };
  // A match clause hangs in MatchBody in MatchStatement; the clauses of one statement share it.
  const statement = owner?.name === 'MatchClause' ? (owner.parent?.parent ?? owner) : owner;
  const { from, to } = body;
  return { from, to, parent, statement: statement?.from ?? from, loop, exclusive };
}

/** Binds what a statement binds. True or false: whether to look inside; undefined: as usual. */
function bindStatement(
  name: string,
  ref: { readonly node: SyntaxNode },
  builder: ScopeBuilder,
  root: SyntaxNode,
): boolean | undefined {
  switch (name) {
    case 'FunctionDefinition':
    case 'ClassDefinition': {
      const node = ref.node;
      const label = node.getChild('VariableName');
      const kind = name === 'ClassDefinition' ? 'class' : 'function';
      if (label) {
        const text = builder.text.slice(label.from, label.to);
        builder.add({ name: text, kind, at: node.to, node, nameFrom: label.from });
      }
      return false;
    }
    case 'ImportStatement':
      bindImports(ref.node, builder);
      return false;
    case 'ParamList':
      if (ref.node.parent?.from === root.from) bindTargets(ref.node, builder);
      return false;
    case 'LambdaExpression':
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'DictionaryComprehensionExpression':
    case 'SetComprehensionExpression':
      return false;
    case 'AssignStatement':
    case 'UpdateStatement':
    case 'ForStatement':
    case 'WithStatement':
    case 'TryStatement':
    case 'DeleteStatement':
    case 'NamedExpression':
    case 'CapturePattern':
    case 'AsPattern':
      bindTargets(ref.node, builder);
      return undefined;
    default:
      return undefined;
  }
}
