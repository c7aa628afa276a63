import assert from 'node:assert/strict';
import { withPattern } from '../../support/pattern-history.js';

const head = `from alembic import op\nimport sqlalchemy as sa\n\nrevision = '1'\n\n\n`;
const values = { table: 't', column: 'c', type: 'sa.Text()' };
const optional = (text: string) => withPattern(text, 'optional-column', values);
const add = `op.add_column('t', sa.Column('c', sa.Text(), nullable=True))`;
const drop = `op.drop_column('t', 'c')`;

/** Each as it was, with `|` for the cursor, and as it is after the pattern was inserted. */
const cases: Readonly<Record<string, readonly [string, string]>> = {
  'takes the place of pass': [
    `def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`,
    `def upgrade():\n    ${add}\n\n\ndef downgrade():\n    ${drop}\n`,
  ],
  'stands behind what is there, and is undone before it': [
    `def upgrade():\n    a()\n    b()\n\n\ndef downgrade():\n    undo_b()\n    undo_a()\n`,
    `def upgrade():\n    a()\n    b()\n    ${add}\n\n\ndef downgrade():\n    ${drop}\n    undo_b()\n    undo_a()\n`,
  ],
  'stands where the cursor is, and is undone in the mirrored place': [
    `def upgrade():\n    a()|\n    b()\n\n\ndef downgrade():\n    undo_b()\n    undo_a()\n`,
    `def upgrade():\n    a()\n    ${add}\n    b()\n\n\ndef downgrade():\n    undo_b()\n    ${drop}\n    undo_a()\n`,
  ],
  'takes the place of a name that was typed for it': [
    `def upgrade():\n    a()\n    op.ad|\n    b()\n\n\ndef downgrade():\n    pass\n`,
    `def upgrade():\n    a()\n    ${add}\n    b()\n\n\ndef downgrade():\n    ${drop}\n`,
  ],
  'takes the place of a name where a body is missing': [
    `def upgrade():\n    op.|\n\n\ndef downgrade():\n    pass\n`,
    `def upgrade():\n    ${add}\n\n\ndef downgrade():\n    ${drop}\n`,
  ],
  'takes the place of a blank line where a body is missing': [
    `def upgrade():\n    |\n\n\ndef downgrade():\n    pass\n`,
    `def upgrade():\n    ${add}\n\n\ndef downgrade():\n    ${drop}\n`,
  ],
  'leaves what autogenerate marked together': [
    `def upgrade():\n    # ### commands auto generated ###\n    a()\n    # ### end Alembic commands ###\n\n\ndef downgrade():\n    # ### commands auto generated ###\n    b()\n`,
    `def upgrade():\n    # ### commands auto generated ###\n    a()\n    # ### end Alembic commands ###\n    ${add}\n\n\ndef downgrade():\n    ${drop}\n    # ### commands auto generated ###\n    b()\n`,
  ],
  'writes a downgrade() that is missing': [
    `def upgrade() -> None:\n    a()`,
    `def upgrade() -> None:\n    a()\n    ${add}\n\n\ndef downgrade() -> None:\n    ${drop}\n`,
  ],
  'leaves a downgrade() that raises alone': [
    `def upgrade():\n    pass\n\n\ndef downgrade():\n    raise NotImplementedError("never")\n`,
    `def upgrade():\n    ${add}\n\n\ndef downgrade():\n    raise NotImplementedError("never")\n`,
  ],
  'opens a body that stands in the line of def': [
    `def upgrade(): a()\ndef downgrade(): pass\n`,
    `def upgrade():\n    a()\n    ${add}\ndef downgrade():\n    ${drop}\n`,
  ],
  'stands before a return, behind a docstring': [
    `def upgrade():\n    """doc"""\n    return\n\n\ndef downgrade():\n    """doc"""\n`,
    `def upgrade():\n    """doc"""\n    ${add}\n    return\n\n\ndef downgrade():\n    """doc"""\n    ${drop}\n`,
  ],
  'does not look at a cursor that is elsewhere': [
    `def downgrade():\n    |\n    b()\n\n\ndef upgrade():\n    a()\n`,
    `def downgrade():\n    ${drop}\n    \n    b()\n\n\ndef upgrade():\n    a()\n    ${add}\n`,
  ],
};

describe('a pattern that is inserted', () => {
  for (const [title, [before, after]] of Object.entries(cases))
    it(title, () => {
      assert.equal(optional(head + before), head + after);
    });

  it('keeps tabs, quotes and line ends of the file', () => {
    const body = `def upgrade():\n\tx("a")\n\n\ndef downgrade():\n\tpass\n`;
    const text = head.replaceAll("'", '"') + body;
    const done = withPattern(text.replaceAll('\n', '\r\n'), 'concurrent-index', {
      table: 't',
      columns: 'c',
    });
    assert.match(
      done,
      /\r\n\twith op\.get_context\(\)\.autocommit_block\(\):\r\n\t\top\.execute\("DROP/u,
    );
    assert.doesNotMatch(done, /[^\r]\n|'|^ /mu);
  });

  it('is refused where there is no upgrade()', () => {
    assert.throws(() => optional(head), /no upgrade\(\)/u);
  });

  it('brings a label with a comment and a pass of its own', () => {
    const body = `def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;
    const done = withPattern(head + body, 'enum-value', { type: 'mood', label: 'x\ny' });
    assert.match(
      done,
      /def downgrade\(\):\n {4}# PostgreSQL .* x y from mood: it stays\.\n {4}pass\n$/u,
    );
    assert.match(done, /ADD VALUE IF NOT EXISTS 'x\\ny'/u);
  });
});

describe('the names that an inserted pattern speaks by', () => {
  const body = `def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;
  const jsonb = (imports: string) =>
    withPattern(`${imports}\n\n${body}`, 'jsonb-column', { table: 't', column: 'c' });

  for (const [imports, start, code] of [
    [
      'from alembic import op\nimport sqlalchemy as sa\nimport os',
      'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nimport os\n',
      `op.add_column('t', sa.Column('c', postgresql.JSONB(), nullable=True))`,
    ],
    [
      'import alembic.op as operations\nfrom sqlalchemy import (\n    Column,\n)\nfrom sqlalchemy.dialects.postgresql import UUID',
      'import alembic.op as operations\nfrom sqlalchemy import (\n    Column,\n)\nfrom sqlalchemy.dialects.postgresql import UUID, JSONB\n',
      `operations.add_column('t', Column('c', JSONB(), nullable=True))`,
    ],
    [
      'from alembic import op\nfrom sqlalchemy import Text\npostgresql = 1',
      'from alembic import op\nfrom sqlalchemy import Text, Column\nfrom sqlalchemy.dialects import postgresql as alembic_postgresql\npostgresql = 1\n',
      `op.add_column('t', Column('c', alembic_postgresql.JSONB(), nullable=True))`,
    ],
    [
      'x = 1',
      'from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nx = 1\n',
      `op.add_column('t', sa.Column('c', postgresql.JSONB(), nullable=True))`,
    ],
  ] as const)
    it(`are the file's: ${imports.replaceAll('\n', '; ')}`, () => {
      const done = jsonb(imports);
      assert.equal(done.slice(0, start.length), start);
      assert.ok(done.includes(code), done);
    });
});
