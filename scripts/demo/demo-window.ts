/** What a window of the demo starts with. */
export interface DemoWindowOptions {
  readonly folder: string;
  readonly vsix: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of the VS Code in the browser; 0 takes any free one. */
  readonly port: number;
}

export interface DemoWindow {
  /** For people: where to look and how to end. */
  readonly where: string;
  /** Where a browser shows it, if it is not on the desktop. */
  readonly address: string | undefined;
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}
