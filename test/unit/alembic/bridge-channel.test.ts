import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BridgeEvent } from '../../../src/core/alembic/bridge-protocol.js';
import { readBridgeEvent } from '../../../src/core/alembic/read-bridge-event.js';
import { ResultCollector } from '../../../src/system/bridge/bridge-result.js';
import { ChannelReader } from '../../../src/system/bridge/channel-reader.js';

const mark = '@mark ';
const spec = { file: 'python3', args: [], cwd: '/', env: {} };

function read(pieces: readonly string[]): BridgeEvent[] {
  const events: BridgeEvent[] = [];
  const channel = new ChannelReader(mark, (event) => events.push(event));
  for (const piece of pieces) channel.add(piece);
  channel.end();
  return events;
}

describe('ChannelReader', () => {
  const text = `banner\nno newline${mark}{"event":"exit","code":0}\n\nrest`;

  it('tells events from what the runner prints', () => {
    assert.deepEqual(read([text]), [
      { event: 'output', stream: 'stdout', text: 'banner\n' },
      { event: 'output', stream: 'stdout', text: 'no newline' },
      { event: 'exit', code: 0 },
      { event: 'output', stream: 'stdout', text: '\n' },
      { event: 'output', stream: 'stdout', text: 'rest' },
    ]);
  });

  it('does not depend on how the text was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const sorted = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
        assert.deepEqual(read(pieces), read([text]));
      }),
    );
  });
});

describe('readBridgeEvent', () => {
  it('ignores what it does not know', () => {
    for (const line of ['', 'x', 'null', '[]', '{}', '{"event":"later"}', '{"event":"__proto__"}'])
      assert.equal(readBridgeEvent(line), undefined, line);
  });

  it('gives whole events for broken ones', () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(
        fc.constantFrom('hello', 'database', 'step', 'statement', 'rows', 'output', 'failed'),
        fc.dictionary(fc.constantFrom('from', 'to', 'code', 'locks', 'at', 'text', 'rows'), value),
        (event, fields) => {
          assert.equal(readBridgeEvent(JSON.stringify({ ...fields, event }))?.event, event);
        },
      ),
    );
  });
});

describe('ResultCollector', () => {
  const hello = readBridgeEvent('{"event":"hello","python":"3.11"}');
  const outcomes: readonly (readonly [string, readonly string[], string])[] = [
    ['nothing came', [], 'failed'],
    ['it ended before its end was said', ['{"event":"hello"}'], 'lost'],
    ['code 0', ['{"event":"hello"}', '{"event":"exit","code":0}'], 'done'],
    ['another code', ['{"event":"hello"}', '{"event":"exit","code":255}'], 'failed'],
    [
      'it said that it was cancelled',
      ['{"event":"hello"}', '{"event":"cancelled"}', '{"event":"exit","code":1}'],
      'cancelled',
    ],
    [
      'the cancel did not come through',
      ['{"event":"hello"}', '{"event":"failed","type":"CancelTimeout"}'],
      'lost',
    ],
  ];
  for (const [title, lines, outcome] of outcomes) {
    it(`${title}: ${outcome}`, () => {
      assert.ok(hello);
      const collector = new ResultCollector();
      for (const line of lines) {
        const event = readBridgeEvent(line);
        assert.ok(event);
        collector.take(event);
      }
      assert.equal(collector.result(spec, 1).outcome, outcome);
    });
  }
});
