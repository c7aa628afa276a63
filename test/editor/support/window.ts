import {
  windowAddressVariable,
  type ClickOptions,
  type WindowRequest,
  type WindowResponse,
} from './window-protocol.js';

/**
 * The window that shows VS Code, as a user sees and touches it. Selectors are Playwright's, and a
 * click waits until its target is there. Only VS Code in a browser can be driven; in a
 * desktop VS Code every function here throws, and `windowAvailable` is false.
 */
export const windowAvailable = process.env[windowAddressVariable] !== undefined;

const patience = 30_000;

/** Saves what the window shows and returns the picture's absolute path; `name` has no ending. */
export async function screenshot(name: string): Promise<string> {
  return String(await ask({ action: 'screenshot', name }));
}

export async function click(selector: string, options: ClickOptions = {}): Promise<void> {
  await ask({ action: 'click', selector, options, timeout: patience });
}

/** Types the text by key strokes into whatever has the focus. */
export async function type(text: string): Promise<void> {
  await ask({ action: 'type', text });
}

/** Presses one key or chord in Playwright's notation, such as `Enter` or `Control+Shift+P`. */
export async function press(key: string): Promise<void> {
  await ask({ action: 'press', key });
}

export async function waitFor(
  selector: string,
  state: 'visible' | 'hidden' = 'visible',
  timeout = patience,
): Promise<void> {
  await ask({ action: 'waitFor', selector, state, timeout });
}

/** The visible texts of everything that matches now. */
export async function texts(selector: string): Promise<string[]> {
  return (await ask({ action: 'texts', selector })) as string[];
}

/** The value of a JavaScript expression in the page; it must survive JSON. */
export async function evaluate(expression: string): Promise<unknown> {
  return ask({ action: 'evaluate', expression });
}

/** Turns a selector into one that looks inside the webview in front. */
export function inWebview(selector: string): string {
  const enter = 'internal:control=enter-frame';
  return `iframe.webview.ready >> ${enter} >> iframe#active-frame >> ${enter} >> ${selector}`;
}

async function ask(request: WindowRequest): Promise<unknown> {
  const address = process.env[windowAddressVariable];
  if (address === undefined) {
    throw new Error(`"${request.action}" is not available: a desktop VS Code cannot be driven`);
  }
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  const reply = (await response.json()) as WindowResponse;
  if ('error' in reply) throw new Error(`${request.action}: ${reply.error}`);
  return reply.value;
}
