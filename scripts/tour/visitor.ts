import type { Page } from 'playwright-core';

/** Long enough for a slow machine to run Alembic; the tour goes on as soon as it sees something. */
const timeout = 60_000;

/** A user of VS Code: looks at what is on the screen and clicks it. Every step waits for its target. */
export class Visitor {
  constructor(private readonly page: Page) {
    page.setDefaultTimeout(timeout);
  }

  /** Opens a container of the activity bar. */
  async openView(name: string): Promise<void> {
    await this.page.locator(`.activitybar .action-label[aria-label^="${name}"]`).click();
  }

  /** Drags the border between side bar and editor. */
  async widenSideBar(by: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('there is no side bar');
    const [x, y] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Waits for a row of a tree by its whole text, spaces and line ends as one space. */
  async seeRow(text: RegExp): Promise<void> {
    await this.row(text).first().waitFor();
  }

  async clickRow(text: RegExp): Promise<void> {
    await this.row(text).first().click();
  }

  async pressButton(text: string): Promise<void> {
    await this.page.locator(`.pane .monaco-button:has-text("${text}")`).first().click();
  }

  async seeLens(title: string | RegExp): Promise<void> {
    await this.lens(title).first().waitFor();
  }

  async clickLens(title: string): Promise<void> {
    await this.lens(title).first().click();
  }

  async seeDialog(text: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box', { hasText: text }).waitFor();
  }

  async answer(button: string): Promise<void> {
    await this.page.locator(`.monaco-dialog-box .monaco-button:has-text("${button}")`).click();
  }

  /** Presses a button of the notification that says something. */
  async pressToastButton(text: RegExp, button: string): Promise<void> {
    await this.page
      .locator('.notification-toast', { hasText: text })
      .locator(`.monaco-button:has-text("${button}")`)
      .first()
      .click();
  }

  /** Waits for a text in the webview in front. */
  async seeInWebview(text: string): Promise<void> {
    await this.page
      .frameLocator('iframe.webview.ready')
      .frameLocator('iframe#active-frame')
      .getByText(text)
      .first()
      .waitFor();
  }

  /** Waits for an underlined word in the editor in front. */
  async seeSquiggle(severity: 'error' | 'warning' | 'info'): Promise<void> {
    await this.page.locator(`.squiggly-${severity}`).first().waitFor();
  }

  /** Closes what is beside the editor that has the focus, notifications included. */
  async closeOtherEditors(): Promise<void> {
    await this.run('View: Close Editors in Other Groups');
    await this.run('Notifications: Clear All Notifications');
  }

  async openProblems(): Promise<void> {
    await this.run('Problems: Focus on Problems View');
  }

  async seeProblem(code: string): Promise<void> {
    await this.page.locator('.markers-panel-container', { hasText: code }).waitFor();
  }

  /** Puts the cursor into the first word of the editor's text that is this one. */
  async clickWord(word: string): Promise<void> {
    await this.page.locator('.view-line span span', { hasText: word }).first().click();
  }

  /** Opens the light bulb at the cursor, and waits until it offers something. */
  async openLightBulb(offer: string): Promise<void> {
    await this.page.keyboard.press('Control+.');
    await this.page.locator('.action-widget', { hasText: offer }).waitFor();
  }

  /** Runs a command by its name in the palette. */
  private async run(command: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${command}`);
    await this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: command.replace(/^.*: /u, '') })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  private row(text: RegExp): ReturnType<Page['locator']> {
    return this.page.locator('.pane .monaco-list-row', { hasText: text });
  }

  /** A lens by its title without the icon. */
  private lens(title: string | RegExp): ReturnType<Page['locator']> {
    const pattern = typeof title === 'string' ? new RegExp(`^\\s*${title}\\s*$`, 'u') : title;
    return this.page.locator('.codelens-decoration > :is(a, span)', { hasText: pattern });
  }
}
