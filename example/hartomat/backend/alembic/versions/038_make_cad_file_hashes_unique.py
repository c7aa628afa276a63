"""make cad file hashes unique

Revision ID: 038
Revises: 037
Create Date: 2024-11-18 16:09:31.438206

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '038'
down_revision: Union[str, None] = '037'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # The same file uploaded twice: the younger copies lose their hash and stay as they are.
    op.execute("""
        UPDATE cad_files
        SET file_hash = NULL
        FROM (
            SELECT id, row_number() OVER (PARTITION BY tenant_id, file_hash ORDER BY created_at, id) AS copy
            FROM cad_files
            WHERE file_hash IS NOT NULL
        ) AS numbered
        WHERE numbered.id = cad_files.id
          AND numbered.copy > 1
    """)
    op.create_index(
        'uq_cad_files_tenant_id_file_hash',
        'cad_files',
        ['tenant_id', 'file_hash'],
        unique=True,
        postgresql_where=sa.text('file_hash IS NOT NULL'),
    )


def downgrade() -> None:
    op.drop_index('uq_cad_files_tenant_id_file_hash', table_name='cad_files')
