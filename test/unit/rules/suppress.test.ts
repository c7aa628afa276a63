import assert from 'node:assert/strict';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { applyEdits } from '../../../src/core/rules/apply-edits.js';
import { fileSuppressions } from '../../../src/core/rules/file-suppressions.js';
import { suppressionEdit } from '../../../src/core/rules/suppress.js';

const file = '/project/versions/1_a.py';

/** The text after suppressing what begins at `word`; proves that it is covered then. */
function suppressed(text: string, word: string, rule: string, reason: string): string {
  const offset = text.indexOf(word);
  assert.ok(offset >= 0, word);
  const edit = suppressionEdit(text, { file, rule, offset }, reason);
  const after = applyEdits(text, [edit]);
  assert.ok(edit.kind === 'replace');
  const moved = edit.range.from <= offset ? offset + after.length - text.length : offset;
  assert.equal(after.slice(moved, moved + word.length), word);
  assert.ok(fileSuppressions(file, after, allRules).covers(rule, moved), after);
  return after;
}

const short = `def upgrade():
    op.drop_column('orders', 'note')
`;

describe('suppressing a finding', () => {
  it('puts the comment behind the line', () => {
    assert.equal(
      suppressed(short, "'note'", 'drop-loses-data', 'moved\n in 041'),
      `def upgrade():
    op.drop_column('orders', 'note')  # alembic-pilot: ignore[drop-loses-data] moved in 041
`,
    );
  });

  it('puts it above the statement where the line would become too long', () => {
    const text = `x = 1


def upgrade():
    if x:
        op.create_index('ix_orders_customer_and_note', 'orders', ['customer_id', 'note', 'created_at'])
`;
    const after = suppressed(text, 'create_index', 'index-not-concurrent', '');
    assert.match(
      after,
      /if x:\n {8}# alembic-pilot: ignore\[index-not-concurrent\]\n {8}op\.create/u,
    );
  });

  it('puts it into SQL over several lines, above the line', () => {
    const text = `def upgrade():
    op.execute("""
        UPDATE orders SET note = '';
        TRUNCATE orders;
    """)
`;
    const after = suppressed(text, 'TRUNCATE', 'truncate', 'a test table');
    assert.match(after, / {8}-- alembic-pilot: ignore\[truncate\] a test table\n {8}TRUNCATE/u);
    assert.equal(
      fileSuppressions(file, after, allRules).covers('truncate', after.indexOf('UPDATE')),
      false,
    );
  });

  it('puts it above the statement where a string goes on over the end of the line', () => {
    const text = `def upgrade():
    op.execute("""TRUNCATE orders;
    """)
`;
    const after = suppressed(text, 'TRUNCATE', 'truncate', 'why not');
    assert.match(after, / {4}# alembic-pilot: ignore\[truncate\] why not\n {4}op\.execute/u);
  });

  it('adds the rule to a comment that covers the place', () => {
    const once = suppressed(short, "'note'", 'drop-loses-data', 'moved');
    assert.match(
      suppressed(once, 'drop_column', 'drop-breaks-running-code', 'other'),
      /ignore\[drop-loses-data, drop-breaks-running-code\] moved\n/u,
    );
    const bare = short.replace("'note')", "'note')  # alembic-pilot: ignore[drop-loses-data]");
    assert.match(
      suppressed(bare, "'note'", 'drop-loses-data', 'moved'),
      /ignore\[drop-loses-data\] moved\n/u,
    );
  });

  it('covers a whole function by a comment above it', () => {
    const text = `x = 1\r\n\r\n\r\ndef downgrade():  # nothing\r\n    pass\r\n`;
    const after = suppressed(text, 'downgrade', 'missing-downgrade', 'seeds only');
    assert.match(after, /\r\n# alembic-pilot: ignore\[missing-downgrade\] seeds only\r\ndef/u);
  });
});
