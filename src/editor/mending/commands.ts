import * as vscode from 'vscode';
import { undoMending } from '../../actions/mend.js';
import { chooseMending } from '../../core/mending/choose-mending.js';
import type { Mending } from '../../core/mending/mending.js';
import { findOffers } from '../../core/mending/offers.js';
import { allAbove } from '../../core/mending/rebase.js';
import { databaseOffer } from '../../core/mending/unknown-revision.js';
import type { Services } from '../services.js';
import { databaseOf } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { makeMending } from './make-mending.js';
import { mendTarget, type MendTarget } from './mend-target.js';

export { mendTarget };

type Mend = (services: Services, target: MendTarget) => Promise<void>;

/** By the name of the command. */
export const mendCommands = {
  mend: mendAny,
  mergeHeads,
  rebaseOnto,
  renumber: renumberRevision,
  repoint: repointParent,
  undoMending: undo,
} as const satisfies Readonly<Record<string, Mend>>;

interface Item extends vscode.QuickPickItem {
  readonly mending?: Mending;
}

/** All that is broken, and what mends it. */
async function mendAny(services: Services, target: MendTarget): Promise<void> {
  const { state, situation } = target;
  const unknown = databaseOf(state)?.unknown ?? [];
  const items: Item[] = [
    ...findOffers(situation).flatMap(({ problem, mendings, otherwise }) => [
      { label: problem, kind: vscode.QuickPickItemKind.Separator },
      ...mendings.map((mending) => ({
        label: mending.title,
        detail: [...mending.says, ...otherwise].join(' '),
        mending,
      })),
      ...(mendings.length === 0 ? otherwise.map((label) => ({ label })) : []),
    ]),
    ...unknown.flatMap((id) => {
      const { problem, otherwise } = databaseOffer(situation, id);
      return [
        { label: problem, kind: vscode.QuickPickItemKind.Separator },
        { label: 'Stamp the database…', detail: otherwise.join(' ') },
      ];
    }),
  ];
  if (items.length === 0) {
    void vscode.window.showInformationMessage('Nothing in this history is broken.');
    return;
  }
  const placeHolder = 'How is it to be mended? You see what changes before it does.';
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  if (picked?.mending) await makeMending(services, target, picked.mending);
  else if (picked?.detail !== undefined)
    await vscode.commands.executeCommand(COMMANDS.stamp, { project: state.key });
}

async function mergeHeads(services: Services, target: MendTarget): Promise<void> {
  await makeMending(services, target, chooseMending(target.situation, { kind: 'merge' }));
}

async function rebaseOnto(services: Services, target: MendTarget): Promise<void> {
  const { graph } = target.situation;
  const movable = graph.order.filter((id) => graph.revisions.get(id)?.down.length === 1);
  const revision = await thisOrPick(target, movable, 'Rebase which revision?');
  if (revision === undefined) return;
  const above = allAbove(graph, revision);
  const places = graph.order.filter((id) => !above.has(id));
  const to = await pick(target, places, `Put ${revision} on top of which revision?`);
  if (to === undefined) return;
  const wish = { kind: 'rebase', revision, to } as const;
  await makeMending(services, target, chooseMending(target.situation, wish));
}

async function renumberRevision(services: Services, target: MendTarget): Promise<void> {
  const { situation } = target;
  const { graph } = situation;
  const offer = chooseMending(situation, { kind: 'renumber' });
  const revision =
    target.revision ??
    ('refused' in offer ? await pick(target, graph.order, 'Renumber which revision?') : undefined);
  const isAbout = (id: string) => 'moved' in offer && offer.moved.some((moved) => moved.id === id);
  if (!('refused' in offer) && (revision === undefined || isAbout(revision)))
    return makeMending(services, target, offer);
  if (revision === undefined) return;
  const to = await vscode.window.showInputBox({
    title: `Renumber ${revision}`,
    prompt: 'The new id. File, references and docstrings follow.',
    value: graph.next ?? revision,
    validateInput: (text) =>
      graph.revisions.has(text)
        ? `${text} is taken.`
        : /^[\w.]+$/u.test(text)
          ? undefined
          : 'An id is made of letters, digits and underscores.',
  });
  if (to === undefined) return;
  const wish = { kind: 'renumber', revision, to } as const;
  await makeMending(services, target, chooseMending(situation, wish));
}

async function repointParent(services: Services, target: MendTarget): Promise<void> {
  const { graph } = target.situation;
  const lost = graph.order.filter((id) =>
    graph.revisions.get(id)?.down.some((down) => !graph.revisions.has(down)),
  );
  const revision = await thisOrPick(target, lost, 'Which revision has lost its parent?');
  if (revision === undefined) return;
  const above = allAbove(graph, revision);
  const places = graph.order.filter((id) => !above.has(id));
  const to = await pick(target, places, `What does ${revision} follow?`);
  if (to === undefined) return;
  const wish = { kind: 'repoint', revision, to } as const;
  await makeMending(services, target, chooseMending(target.situation, wish));
}

function thisOrPick(
  target: MendTarget,
  from: readonly string[],
  placeHolder: string,
): Promise<string | undefined> {
  const { revision } = target;
  return revision !== undefined && from.includes(revision)
    ? Promise.resolve(revision)
    : pick(target, from, placeHolder);
}

async function pick(
  { situation }: MendTarget,
  revisions: readonly string[],
  placeHolder: string,
): Promise<string | undefined> {
  const items = revisions.map((label) => ({
    label,
    description: situation.graph.revisions.get(label)?.message ?? '',
  }));
  const options = { placeHolder, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

async function undo({ reader }: Services, { situation }: MendTarget): Promise<void> {
  const undone = await undoMending(situation);
  await reader.read();
  void vscode.window.showInformationMessage(`Undone: ${undone}.`);
}
