"""add part count to cad files

Revision ID: 052
Revises: 051
Create Date: 2025-06-02 09:48:03.594672

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '052'
down_revision: Union[str, Sequence[str], None] = '051'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('cad_files', sa.Column('mesh_attributes', postgresql.JSONB(), nullable=True))
    op.add_column('cad_files', sa.Column('part_count', sa.Integer(), nullable=True))
    op.execute("""
        UPDATE cad_files
        SET part_count = jsonb_array_length(parsed_objects -> 'parts')
        WHERE part_count IS NULL
          AND jsonb_typeof(parsed_objects -> 'parts') = 'array'
    """)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('cad_files', 'part_count')
    op.drop_column('cad_files', 'mesh_attributes')
