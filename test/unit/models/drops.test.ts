import assert from 'node:assert/strict';
import { checkFiles } from '../../support/checked-files.js';

const models = `from sqlalchemy import Column, Integer, String, Table, text
from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        Index("ix_users_lower_email", text("lower(email)"), unique=True),
        Index("ix_users_name", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80), index=True)
    team_id: Mapped[int] = mapped_column(index=True)


audit = Table("audit", Base.metadata, Column("id", Integer, primary_key=True), schema="log")
`;

const orphan = `from app.models import Base
from sqlalchemy.orm import Mapped, mapped_column


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
`;

const first = `import sqlalchemy as sa
from alembic import op

revision = '001'
down_revision = None


def upgrade():
    op.execute('CREATE SCHEMA log')
    op.create_table(
        'users',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('email', sa.String(80), nullable=False),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('team_id', sa.Integer(), nullable=False, index=True),
        sa.Column('nickname', sa.String(80)),
        sa.Column('age', sa.Integer()),
        sa.CheckConstraint('age > 0', name='users_age_check'),
        sa.UniqueConstraint('nickname', name='users_nickname_key'),
    )
    op.create_index('ix_users_lower_email', 'users', [sa.text('lower(email)')], unique=True)
    op.create_index('ix_users_name', 'users', ['name'])
    op.create_index('ix_users_age', 'users', ['age'])
    op.create_table('invoices', sa.Column('id', sa.Integer(), primary_key=True))
    op.create_table('audit', sa.Column('id', sa.Integer(), primary_key=True), schema='log')
    op.create_table('old_orders', sa.Column('id', sa.Integer(), primary_key=True))
    op.create_table('old_carts', sa.Column('id', sa.Integer(), primary_key=True))
    op.create_table('audit', sa.Column('id', sa.Integer(), primary_key=True))
    op.execute('CREATE TABLE events (id integer, at date) PARTITION BY RANGE (at)')
    op.execute("CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")
    op.execute("CREATE FOREIGN TABLE remote_users (id integer) SERVER elsewhere")
    op.execute("CREATE VIEW names AS SELECT name FROM users")


def downgrade():
    raise NotImplementedError('an example')
`;

const env = `from app.models import Base

target_metadata = Base.metadata


def run():
    context.configure(target_metadata=target_metadata, version_table='schema_versions')
`;

/** An operation of upgrade(), and that of downgrade() where autogenerate writes one. */
const phantoms: readonly (readonly [what: string, drop: string, back?: string])[] = [
  ['a table of a model that nobody imports', `op.drop_table('invoices')`],
  ['a table of PostGIS', `op.drop_table('spatial_ref_sys')`],
  ['a table of its TIGER geocoder', `op.drop_table('county_lookup', schema='tiger')`],
  [
    'a partition',
    `op.drop_table('events_2026')`,
    `op.create_table('events_2026', sa.Column('id', sa.Integer()), sa.Column('at', sa.Date()))`,
  ],
  ['a foreign table', `op.drop_table('remote_users')`],
  ['alembic_version', `op.drop_table('alembic_version')`],
  ['alembic_version under another name', `op.drop_table('schema_versions')`],
  ['an index on an expression', `op.drop_index('ix_users_lower_email', table_name='users')`],
  ['an index of index=True', `op.drop_index('ix_users_team_id', table_name='users')`],
  ['a table in another schema', `op.drop_table('audit', schema='log')`],
];

const real: readonly (readonly [what: string, drop: string, back?: string])[] = [
  ['a table that no model declares', `op.drop_table('old_orders')`],
  ['another one', `op.drop_table('old_carts')`],
  ['a table of that name in another schema', `op.drop_table('audit')`],
  ['a column', `op.drop_column('users', 'nickname')`],
  ['another column', `op.drop_column('users', 'age')`],
  ['an index', `op.drop_index('ix_users_age', table_name='users')`],
  ['a check', `op.drop_constraint('users_age_check', 'users')`],
  ['a unique constraint', `op.drop_constraint('users_nickname_key', 'users')`],
  ['a view', `op.execute('DROP VIEW names')`],
  ['a partitioned table', `op.execute('DROP TABLE events')`],
];

describe('drops', () => {
  for (const [what, drop, back] of phantoms)
    it(`of ${what} are not meant`, async () => {
      assert.deepEqual(await unintended(drop, back), [drop.slice(0, drop.indexOf('('))]);
    });
  for (const [what, drop, back] of real)
    it(`of ${what} are meant`, async () => {
      assert.deepEqual(await unintended(drop, back), []);
    });
});

/** The words that are called unintended. */
async function unintended(drop: string, back = 'pass'): Promise<string[]> {
  const second = `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '002'\ndown_revision = '001'\n\n\ndef upgrade():\n    ${drop}\n\n\ndef downgrade():\n    ${back}\n`;
  const folder = '/project/alembic/versions';
  const { findings, texts } = await checkFiles(
    new Map([
      [`${folder}/001.py`, first],
      [`${folder}/002.py`, second],
      [`${folder}/env.py`, env],
      [`${folder}/app/models.py`, models],
      [`${folder}/app/orphan.py`, orphan],
    ]),
  );
  return findings
    .filter(({ rule }) => rule === 'unintended-drop')
    .map(({ file, range }) => texts.get(file)?.slice(range.from, range.to) ?? '');
}
