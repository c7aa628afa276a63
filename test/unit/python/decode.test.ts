import assert from 'node:assert/strict';
import { decodePython } from '../../../src/core/python/decode.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('decodePython', () => {
  it('takes UTF-8 where nothing is said', () => {
    const decoded = decodePython(Buffer.from('x = "é"\r\n'));
    assert.deepEqual(decoded, { text: 'x = "é"\r\n', encoding: 'utf-8' });
  });

  it('leaves the byte order mark out of the text', () => {
    const { text, problem } = decodePython(Buffer.from('\ufeffx = 1'));
    assert.equal(text, 'x = 1');
    assert.equal(problem, undefined);
  });

  const codings: readonly (readonly [line: string, encoding: string, text: string])[] = [
    ['# -*- coding: latin-1 -*-', 'latin-1', '\x80\xe9'],
    ['# vim: set fileencoding=iso-8859-1 :', 'latin-1', '\x80\xe9'],
    ['#coding=Latin_1', 'latin-1', '\x80\xe9'],
    ['# coding: cp1252', 'cp1252', '€é'],
    ['# coding: koi8-r', 'koi8-r', '─И'],
  ];
  for (const [line, encoding, text] of codings) {
    it(`takes ${line}`, () => {
      assert.deepEqual(decodePython(bytes(`${line}\n\x80\xe9`)), {
        text: `${line}\n${text}`,
        encoding,
      });
    });
  }

  it('takes the coding from the second line only after a blank or a comment', () => {
    assert.equal(
      decodePython(bytes('#!/usr/bin/python\n# coding: latin-1\n\xe9')).encoding,
      'latin-1',
    );
    assert.equal(decodePython(bytes('\f\n# coding: latin-1\n\xe9')).encoding, 'latin-1');
    assert.equal(decodePython(bytes('x = 1\n# coding: latin-1\n')).encoding, 'utf-8');
    assert.equal(decodePython(bytes('\n\n# coding: latin-1\n')).encoding, 'utf-8');
  });

  it('says what is wrong with the bytes', () => {
    assert.match(decodePython(bytes('\xe9')).problem ?? '', /not valid UTF-8/u);
    assert.match(decodePython(bytes('# coding: klingon\n')).problem ?? '', /klingon/u);
    assert.match(decodePython(bytes('# coding: ascii\n\xe9')).problem ?? '', /ASCII/u);
    assert.equal(decodePython(Buffer.from('x = "\ufffd"')).problem, undefined);
  });
});
