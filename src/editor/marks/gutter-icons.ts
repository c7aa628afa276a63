import * as vscode from 'vscode';
import type { VerdictState } from '../../actions/types.js';

/** The signs as strokes on a grid of 16 by 16. */
const STROKES: Readonly<Record<VerdictState, string>> = {
  holds: 'M3 8.5 6.5 12 13 4.5',
  fails: 'M4 4 12 12M12 4 4 12',
  'cannot tell': 'M5.5 6A2.5 2.5 0 1 1 8 8.5V10M8 12.4V12.6',
  superseded: 'M3 10A5 5 0 0 1 12.5 8M13 4V8.5H8.5',
};

/** An icon cannot take a theme's colour: these are the defaults of our colours in the manifest. */
const COLOURS: Readonly<Record<VerdictState, readonly [light: string, dark: string]>> = {
  holds: ['#1a7431', '#73c991'],
  fails: ['#b5200d', '#f88070'],
  'cannot tell': ['#7a5a00', '#cca700'],
  superseded: ['#606060', '#9d9d9d'],
};

/** The sign of a verdict for the margin of an editor, in light and in dark themes. */
export function gutterIcons(state: VerdictState): vscode.DecorationRenderOptions {
  const [light, dark] = COLOURS[state].map((colour) => ({
    gutterIconPath: picture(STROKES[state], colour),
    gutterIconSize: '80%',
  }));
  return { ...(light && { light }), ...(dark && { dark }) };
}

function picture(strokes: string, colour: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${strokes}" fill="none" stroke="${colour}" stroke-width="2"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
