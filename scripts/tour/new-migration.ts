import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const text = `"""add step hash to cad files

Revision ID: 060
Revises: 059

"""
import sqlalchemy as sa
from alembic import op

revision = "060"
down_revision = "059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cad_files", sa.Column("step_hash", sa.String(64), nullable=True))
    op.execute(
        """
        -- The hash of the whole file stands in until the renderer has seen it.
        UPDATE cad_files
        SET step_hash = md5(id::text)
        WHERE step_hash IS NULL
        """
    )
    op.create_index(
        "ix_cad_files_step_hash",
        "cad_files",
        ["step_hash"],
        unique=True,
        postgresql_where=sa.text("step_hash IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_cad_files_step_hash", table_name="cad_files")
    op.drop_column("cad_files", "step_hash")
`;

/** Writes the migration that the tour applies and rolls back. */
export async function writeNewMigration(backend: string): Promise<void> {
  await writeFile(join(backend, 'alembic', 'versions', '060_add_step_hash.py'), text);
}
