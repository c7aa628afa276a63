import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const text = `"""give orders a reviewer

Revision ID: 061
Revises: 060

"""
import sqlalchemy as sa
from alembic import op

revision = "061"
down_revision = "060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("priority", sa.Text(), nullable=False))
    op.add_column(
        "orders", sa.Column("reviewer_id", sa.UUID(), sa.ForeignKey("users.id"), nullable=True)
    )
    op.create_index("ix_orders_reviewer_id", "orders", ["reviewer_id"])
    op.execute("ALTER TYPE orderstatus ADD VALUE 'reviewed'")
    op.drop_column("orders", "notes")


def downgrade() -> None:
    pass
`;

/** Writes a migration in which the rules find much; gives back what removes it. */
export async function writeRiskyMigration(backend: string): Promise<() => Promise<void>> {
  const file = join(backend, 'alembic', 'versions', '061_give_orders_a_reviewer.py');
  await writeFile(file, text);
  return () => rm(file, { force: true });
}
