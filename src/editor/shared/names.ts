import type { Failure } from '../../actions/types.js';
import type { Revision } from '../../core/revisions/revision.js';

/** `1 revision`, `2 revisions`. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

/** `061, 060`, and from the fourth on `061, 060, 059 and 9 more`. */
export function listNames(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${rest} more`;
}

/** Id and message on one line; the message alone is left out where the id already says it. */
export function revisionTitle(revision: Revision): string {
  const message = oneLine(revision.message);
  return message === '' || plain(revision.revision).includes(plain(message))
    ? revision.revision
    : `${revision.revision} ${message}`;
}

/** A failure as one paragraph: what happened, why, what to do. */
export function failureText({ title, cause, whatToDo }: Failure): string {
  return [title, cause, whatToDo].map(sentence).filter(Boolean).join(' ');
}

function sentence(text: string): string {
  const line = oneLine(text);
  return line === '' || /[.!?…:]["”’)]?$/u.test(line) ? line : `${line}.`;
}

/** The text with every run of white space made one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\W_]+/gu, '');
}
