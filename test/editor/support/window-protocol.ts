/** What a test can ask of the window that shows VS Code. Times are in milliseconds. */
export type WindowRequest =
  | { readonly action: 'screenshot'; readonly name: string }
  | {
      readonly action: 'click';
      readonly selector: string;
      readonly timeout: number;
      readonly options: ClickOptions;
    }
  | { readonly action: 'type'; readonly text: string }
  | { readonly action: 'press'; readonly key: string }
  | {
      readonly action: 'waitFor';
      readonly selector: string;
      readonly state: 'visible' | 'hidden';
      readonly timeout: number;
    }
  | { readonly action: 'texts'; readonly selector: string }
  | { readonly action: 'evaluate'; readonly expression: string };

export interface ClickOptions {
  readonly button?: 'left' | 'right' | 'middle';
  readonly clickCount?: number;
}

export type WindowResponse = { readonly value: unknown } | { readonly error: string };

/** The environment variable that holds the address of the control channel. */
export const windowAddressVariable = 'ALEMBIC_PILOT_TEST_WINDOW';
