import * as vscode from 'vscode';
import type { KnownSchema } from '../../core/changes/known-schema.js';
import { offersFor } from '../../core/patterns/offers.js';
import type { Parameter, Pattern, Values } from '../../core/patterns/pattern.js';
import { problemOf, proposalOf, rawReader } from '../../core/patterns/values.js';

type Answer = { readonly value: string } | 'back' | undefined;

/** Left to tab stops, where the code around shows what they are for. */
const isTabStop = ({ kind }: Parameter) =>
  kind === 'new name' || kind === 'number' || kind === 'choice';

/**
 * Asks for what a pattern needs, a step each, with a way back.
 *
 * @returns undefined where the user left; 'back' from the first step
 */
export async function askValues(
  pattern: Pattern,
  schema: KnownSchema | undefined,
): Promise<Values | 'back' | undefined> {
  const asked = pattern.parameters.filter((parameter) => !isTabStop(parameter));
  const values: Record<string, string> = {};
  for (let step = 0; step < asked.length;) {
    const parameter = asked[step];
    if (!parameter) break;
    const title = `${pattern.title}: ${parameter.title}`;
    const place = { title, step: step + 1, totalSteps: asked.length };
    const answer = await askOne(pattern, parameter, values, schema, place);
    if (answer === undefined) return undefined;
    if (answer === 'back') {
      if (step === 0) return 'back';
      step--;
      const earlier = asked[step]?.name;
      if (earlier !== undefined) Reflect.deleteProperty(values, earlier);
    } else {
      values[parameter.name] = answer.value;
      step++;
    }
  }
  return values;
}

interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

function askOne(
  pattern: Pattern,
  parameter: Parameter,
  values: Values,
  schema: KnownSchema | undefined,
  step: Step,
): Promise<Answer> {
  const read = rawReader(pattern, values);
  const offers = offersFor(parameter, read, schema);
  const problem = (value: string) => problemOf(parameter, value, read);
  const proposal = proposalOf(parameter, read);
  if (offers.length === 0) return askText(step, proposal, problem);
  const closed = parameter.kind === 'choice' || parameter.kind === 'switch';
  const items = offers.map(({ value, detail }) => ({ label: value, description: detail, value }));
  return pickOrType(step, items, closed ? () => 'closed' : problem);
}

type Item = vscode.QuickPickItem & { readonly value: string };

/** A list to pick from; what is typed can be taken too, where it is a value. */
function pickOrType(
  step: Step,
  items: readonly Item[],
  problem: (value: string) => string | undefined,
): Promise<Answer> {
  const pick = vscode.window.createQuickPick<Item>();
  Object.assign(pick, step);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.placeholder = 'Pick one, or type something else';
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = items;
  pick.onDidChangeValue((value) => {
    const typed = value.trim();
    const isNew = problem(typed) === undefined && !items.some(({ label }) => label === typed);
    const own = { label: `Take “${typed}” as it is typed`, value: typed, alwaysShow: true };
    pick.items = isNew ? [...items, own] : items;
    const like = items.find(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
    if (like) pick.activeItems = [like];
  });
  return answered(pick, () => pick.selectedItems[0]?.value);
}

function askText(
  step: Step,
  proposal: string,
  problem: (value: string) => string | undefined,
): Promise<Answer> {
  const box = vscode.window.createInputBox();
  Object.assign(box, step);
  box.ignoreFocusOut = true;
  box.value = proposal;
  box.valueSelection = [0, proposal.length];
  box.buttons = [vscode.QuickInputButtons.Back];
  box.onDidChangeValue((value) => {
    box.validationMessage = problem(value);
  });
  return answered(box, () => {
    box.validationMessage = problem(box.value);
    return box.validationMessage === undefined ? box.value.trim() : undefined;
  });
}

/** Shows it until there is a value, the user goes back, or leaves. */
function answered(
  input: (vscode.QuickPick<Item> | vscode.InputBox) & vscode.QuickInput,
  value: () => string | undefined,
): Promise<Answer> {
  return new Promise((resolve) => {
    input.onDidAccept(() => {
      const given = value();
      if (given === undefined) return;
      resolve({ value: given });
      input.hide();
    });
    input.onDidTriggerButton(() => {
      resolve('back');
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
