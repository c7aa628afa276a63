import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { WindowRequest, WindowResponse } from '../../test/editor/support/window-protocol.js';

export interface ControlChannel {
  /** Where tests send their requests; known to them by an environment variable. */
  readonly address: string;
  readonly close: () => void;
}

/** Lets tests inside VS Code look at, click and type into the page that shows it. */
export async function openControlChannel(
  page: Page,
  screenshotsDir: string,
): Promise<ControlChannel> {
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    void answer(request, path, page, screenshotsDir).then((reply) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  path: string,
  page: Page,
  screenshotsDir: string,
): Promise<WindowResponse> {
  try {
    if (request.url !== path) throw new Error('unknown address');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return {
      value: (await perform(JSON.parse(body) as WindowRequest, page, screenshotsDir)) ?? null,
    };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Does what is asked with Playwright, whose rules for selectors and waiting hold. */
async function perform(ask: WindowRequest, page: Page, screenshotsDir: string): Promise<unknown> {
  switch (ask.action) {
    case 'screenshot': {
      await mkdir(screenshotsDir, { recursive: true });
      const file = join(screenshotsDir, `${ask.name}.png`);
      await page.screenshot({ path: file });
      return file;
    }
    case 'click':
      return page.click(ask.selector, { ...ask.options, timeout: ask.timeout });
    case 'type':
      return page.keyboard.type(ask.text);
    case 'press':
      return page.keyboard.press(ask.key);
    case 'waitFor':
      await page.waitForSelector(ask.selector, { state: ask.state, timeout: ask.timeout });
      return undefined;
    case 'texts':
      return page.locator(ask.selector).allInnerTexts();
    case 'evaluate':
      return page.evaluate(ask.expression);
  }
}
