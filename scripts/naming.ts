/**
 * How well the next name is foretold, on real histories: hides the last ten revisions of each
 * project, one after the other, and proposes their names from what was there before and their
 * message.
 *
 *   npm run naming -- <dir>…
 */
import { namingShare, shareLine, type Share } from './naming/share.js';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: npm run naming -- <dir>…');
  process.exitCode = 2;
}
const shares: Share[] = [];
for (const folder of folders) shares.push(...(await namingShare(folder)));
for (const share of shares) console.log(shareLine(share));
const sum = (key: 'hidden' | 'shape' | 'numbered' | 'exact') =>
  shares.reduce((total, share) => total + share[key], 0);
console.log(
  `${shares.length} histories: ${sum('shape')} of ${sum('hidden')} have the shape; numbered: ${sum('exact')} of ${sum('numbered')} are that very name and id`,
);
