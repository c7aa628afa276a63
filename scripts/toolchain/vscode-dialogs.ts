import type { Page } from 'playwright-core';

/**
 * Under test VS Code answers modal dialogs by an error, and shows no notifications. This page shows
 * them, as every user sees them: a test that clicks Apply has to meet the dialog that asks.
 */
export async function showDialogs(page: Page): Promise<void> {
  await page.route('**/workbench/workbench.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    if (!refusal.test(text)) throw new Error('this VS Code refuses dialogs in a way of its own');
    await route.fulfill({
      response,
      body: text.replace(refusal, 'return!1}').replace(silence, ''),
    });
  });
}

/** The body of the function that says whether dialogs are refused, in front of `confirm()`. */
const refusal =
  /return [^{}]*extensionTestsLocationURI[^{}]*\}(?=async confirm\([^{}]*\)\{return this\.\w+\(\)\?\(this\.\w+\.trace\("DialogService: refused)/u;

/** The condition under which a notification is not shown; older releases have none. */
const silence = /!this\.\w+\.enableSmokeTestDriver&&(?=\w+\.priority!==)/u;
