/** The text of a Python file, with what it was decoded as and what was wrong with that. */
export interface DecodedPython {
  readonly text: string;
  readonly encoding: string;
  readonly problem?: string;
}

const codingLine = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/u;
const blankOrComment = /^[ \t\f]*(?:#.*)?$/u;
const latin1 = new Set([
  'latin-1',
  'latin1',
  'iso-8859-1',
  'iso8859-1',
  'iso-latin-1',
  'l1',
  '8859',
]);
const cp1252 = new Set(['cp1252', 'windows-1252', '1252']);
/** What cp1252 has from 0x80 to 0x9f; TextDecoder has Latin 1's control characters on some Nodes. */
const cp1252Middle = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const utf8 = new Set(['utf-8', 'utf8', 'u8', 'utf', 'utf-8-sig', 'cp65001']);
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const ascii = new Set(['ascii', 'us-ascii', '646']);

/**
 * Decodes a Python file the way Python does (PEP 263): a UTF-8 byte order mark or a coding line in
 * the first two lines, else UTF-8. The mark is not part of the text; line ends stay as they are.
 * Never throws: what cannot be decoded becomes U+FFFD and is named in `problem`.
 */
export function decodePython(bytes: Uint8Array): DecodedPython {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return decodeUtf8(bytes.subarray(3));
  }
  const decoded = decodeUtf8(bytes);
  const named = namedEncoding(decoded.text);
  if (named === undefined || utf8.has(named)) return decoded;
  if (latin1.has(named)) return { text: latin1Text(bytes, bytes.length), encoding: 'latin-1' };
  if (cp1252.has(named)) {
    const text = latin1Text(bytes, bytes.length).replaceAll(
      /[\x80-\x9f]/gu,
      (char) => cp1252Middle[char.charCodeAt(0) - 0x80] ?? char,
    );
    return { text, encoding: 'cp1252' };
  }
  if (ascii.has(named)) {
    return bytes.some((byte) => byte > 0x7f)
      ? { ...decoded, problem: 'The coding line says ASCII, but the file has other characters.' }
      : { ...decoded, encoding: 'ascii' };
  }
  return decodeAs(bytes, named);
}

function decodeUtf8(bytes: Uint8Array): DecodedPython {
  const text = lenient.decode(bytes);
  if (!text.includes('\ufffd') || isUtf8(bytes)) return { text, encoding: 'utf-8' };
  return {
    text,
    encoding: 'utf-8',
    problem: 'The file is not valid UTF-8 and names no other encoding.',
  };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Other encodings by the names browsers know; Python's `cp1252` is theirs too. */
function decodeAs(bytes: Uint8Array, encoding: string): DecodedPython {
  try {
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
    return { text, encoding };
  } catch {
    const problem = `The coding line names an encoding that is not known here: ${encoding}.`;
    return { ...decodeUtf8(bytes), problem };
  }
}

/** The encoding that one of the first two lines names, in lower case with `-` for `_`. */
function namedEncoding(text: string): string | undefined {
  const [first = '', second = ''] = text.slice(0, 1000).split(/\r\n?|\n/u, 2);
  const match =
    codingLine.exec(first) ?? (blankOrComment.test(first) ? codingLine.exec(second) : null);
  return match?.[1]?.toLowerCase().replaceAll('_', '-');
}

function latin1Text(bytes: Uint8Array, length: number): string {
  const parts: string[] = [];
  for (let at = 0; at < length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, length))));
  }
  return parts.join('');
}
