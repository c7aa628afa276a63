import { connect } from '../../actions/connect.js';
import { lastMending, readSituation, undoMending } from '../../actions/mend.js';
import { mendHistory, planMending } from '../../actions/mend-history.js';
import { chooseMending } from '../../core/mending/choose-mending.js';
import { isMending, type Mending } from '../../core/mending/mending.js';
import { findOffers } from '../../core/mending/offers.js';
import { databaseOffer } from '../../core/mending/unknown-revision.js';
import type { Situation } from '../../core/mending/situation.js';
import type { LoadedProject } from '../../system/files/load-project.js';
import { UsageError, type Command, type ExitCode, type Invocation } from '../command.js';
import { contextFor, readingPorts } from '../context.js';
import { databaseChoice } from '../database.js';
import { offersJson, offersText, planJson, planText } from '../mend-result.js';
import { findProject, projectJson } from '../projects.js';
import { oneRevision } from '../revision.js';
import { runCommand, runOptions } from '../run-command.js';

const kinds = ['merge', 'rebase', 'renumber', 'repoint'] as const;

export const mend: Command = {
  name: 'mend',
  summary: 'Lists what is broken in a history, and mends it.',
  positionals: [],
  verbs: [...kinds, 'stamp', 'undo'],
  options: {
    ...runOptions,
    revision: { type: 'string', value: 'R', help: 'The revision to mend; of stamp: to stamp' },
    onto: { type: 'string', value: 'R', help: 'rebase: the revision to go on top of' },
    to: { type: 'string', value: 'R', help: 'renumber: the new id; repoint: what to follow' },
    'though-applied': {
      type: 'boolean',
      help: 'With --yes: go on though the database has applied what changes',
    },
  },
  async run(invocation) {
    const { verb, output, json, directory } = invocation;
    const loaded = await findProject(invocation);
    const project = projectJson(loaded, directory);
    if (verb === 'undo') {
      const undone = await undoMending(loaded);
      if (json) output.json({ version: 1, ...project, undone });
      else output.result(`Undone: ${undone}.`);
      return 0;
    }
    const state = await stateOf(invocation, loaded);
    const situation = await readSituation(loaded, {
      unknown: state?.unknown ?? [],
      root: directory,
    });
    const kind = kinds.find((one) => one === verb);
    if (kind !== undefined) return make(invocation, situation, kind, state);
    const offers = [
      ...findOffers(situation),
      ...(state?.unknown ?? []).map((id) => databaseOffer(situation, id)),
    ];
    if (verb === 'stamp') return stamp(invocation, loaded);
    const undo = (await lastMending(loaded)) ?? null;
    if (json)
      output.json({
        version: 1,
        ...project,
        offers: offersJson(offers, situation, directory),
        undo,
      });
    else output.result(offersText(offers, undo));
    return offers.length > 0 ? 1 : 0;
  },
};

async function stateOf(invocation: Invocation, loaded: LoadedProject) {
  const database = databaseChoice(invocation);
  if (!database) return undefined;
  return connect(await contextFor(invocation, loaded, database), readingPorts(invocation));
}

async function stamp(invocation: Invocation, loaded: LoadedProject): Promise<ExitCode> {
  const text = invocation.option('revision');
  if (text === undefined)
    throw new UsageError(
      'Say what the database really is at: stamp --revision R. Without a verb, mend says what is known.',
    );
  const revision = text === 'base' ? undefined : oneRevision(loaded.graph, text);
  return runCommand(invocation, loaded, { do: 'stamp', revision, purge: true });
}

async function make(
  invocation: Invocation,
  situation: Situation,
  kind: Mending['kind'],
  state: Awaited<ReturnType<typeof stateOf>>,
): Promise<ExitCode> {
  const { option, flag, json, output, directory } = invocation;
  const { project, graph } = situation;
  const id = (name: string) => {
    const text = option(name);
    return text === undefined ? undefined : oneRevision(graph, text);
  };
  const to = kind === 'rebase' ? id('onto') : kind === 'renumber' ? option('to') : id('to');
  const mending = chooseMending(situation, { kind, revision: id('revision'), to });
  if (!isMending(mending)) throw new UsageError(mending.refused);
  const plan = planMending(situation, mending, state);
  const ask = (question: string, option: string) => async () => {
    if (flag('yes') && (option === 'yes' || flag(option))) return true;
    const answer = await output.ask(`${question} [y/N] `);
    if (answer !== undefined) return /^y(es)?$/iu.test(answer.trim());
    throw new UsageError(`${question} Without a terminal this wants --yes and --${option}.`);
  };
  if (!flag('dry-run')) output.note(planText(plan));
  const made =
    !flag('dry-run') &&
    (await mendHistory(situation, plan, {
      confirm: ask('Change these files?', 'yes'),
      confirmApplied: ask(
        `The database has applied ${plan.applied.join(', ')} already. Change it all the same?`,
        'though-applied',
      ),
    }));
  const outcome = flag('dry-run') ? 'planned' : made ? 'done' : 'refused';
  if (json)
    output.json({
      version: 1,
      ...projectJson({ project, graph, files: situation.files }, directory),
      outcome,
      ...planJson(plan, directory),
    });
  else
    output.result(
      outcome === 'planned'
        ? planText(plan)
        : outcome === 'done'
          ? `Done: ${mending.title}. \`alembic-pilot mend undo\` takes it back.`
          : 'Nothing was changed.',
    );
  return outcome === 'refused' ? 1 : 0;
}
