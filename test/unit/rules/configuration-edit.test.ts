import assert from 'node:assert/strict';
import { setInConfiguration } from '../../../src/core/rules/configuration-edit.js';

describe('writing into .alembic-pilot.yaml', () => {
  it('begins an empty file', () => {
    assert.equal(setInConfiguration('', ['postgres'], 17), 'postgres: 17\n');
    assert.equal(
      setInConfiguration('\n', ['rules', 'truncate'], 'off'),
      'rules:\n  truncate: off\n',
    );
  });

  it('keeps comments and order', () => {
    const text = `# ours
preset: strict # all of it
rules:
  # we know
  truncate: error

baseline: '059'
`;
    assert.equal(
      setInConfiguration(text, ['rules', 'drop-cascade'], 'hint'),
      text.replace('truncate: error\n', 'truncate: error\n  drop-cascade: hint\n'),
    );
    assert.equal(
      setInConfiguration(text, ['rules', 'truncate'], 'off'),
      text.replace('truncate: error', 'truncate: off'),
    );
    assert.equal(
      setInConfiguration('# nothing yet\n', ['postgres'], 15),
      '# nothing yet\n\npostgres: 15\n',
    );
  });

  it('leaves alone what it cannot read', () => {
    for (const text of ['a: [', '- 1\n', 'rules: 3\n'])
      assert.equal(setInConfiguration(text, ['rules', 'truncate'], 'off'), text);
  });
});
