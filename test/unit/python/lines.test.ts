import assert from 'node:assert/strict';
import { LineMap } from '../../../src/core/python/lines.js';

describe('LineMap', () => {
  const text = 'a\nbc\r\nd\re\f\u2028f';
  const map = new LineMap(text);

  it('ends lines at line feeds, carriage returns and both, and at nothing else', () => {
    assert.equal(map.lineCount, 4);
    assert.deepEqual(map.position(text.indexOf('f', 9)), { line: 4, column: 4 });
  });

  it('counts lines and columns from 1, in UTF-16', () => {
    assert.deepEqual(map.position(0), { line: 1, column: 1 });
    assert.deepEqual(map.position(text.indexOf('c')), { line: 2, column: 2 });
    assert.deepEqual(new LineMap('\u{1f600}x').position(2), { line: 1, column: 3 });
  });

  it('goes back from every position to its offset', () => {
    for (let offset = 0; offset <= text.length; offset++) {
      const { line, column } = map.position(offset);
      assert.equal(map.offset(line, column), offset);
    }
  });

  it('takes the nearest place for what is outside', () => {
    assert.deepEqual(map.position(-5), { line: 1, column: 1 });
    assert.deepEqual(map.position(1000), map.position(text.length));
    assert.equal(map.offset(0, 1), 0);
    assert.equal(map.offset(99, 1), text.length);
  });
});
