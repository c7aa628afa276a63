import { decodePython } from '../../core/python/decode.js';

/**
 * The bytes of a text, as the file that it comes from is encoded: the same mark, the same encoding.
 * Undefined where that cannot be done without changing something else.
 */
export function encodeLike(old: Uint8Array, text: string): Uint8Array | undefined {
  const { text: decoded, encoding } = decodePython(old);
  const bytes = encode(old, decoded, encoding);
  if (!bytes || Buffer.compare(bytes, old) !== 0) return undefined;
  return encode(old, text, encoding);
}

function encode(old: Uint8Array, text: string, encoding: string): Uint8Array | undefined {
  const marked = old[0] === 0xef && old[1] === 0xbb && old[2] === 0xbf;
  if (encoding === 'latin-1') return Buffer.from(text, 'latin1');
  if (encoding !== 'utf-8' && encoding !== 'ascii') return undefined;
  return Buffer.from(marked ? `\uFEFF${text}` : text, 'utf8');
}
