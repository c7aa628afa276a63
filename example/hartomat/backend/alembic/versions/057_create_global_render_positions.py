"""create global render positions

Camera positions that every product has, beside those of its own.

Revision ID: 057
Revises: 056
Create Date: 2025-11-10 13:20:42.098165

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '057'
down_revision: Union[str, Sequence[str], None] = '056'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        'global_render_positions',
        sa.Column(
            'id',
            postgresql.UUID(as_uuid=True),
            primary_key=True,
            server_default=sa.text('gen_random_uuid()'),
        ),
        sa.Column('name', sa.String(80), nullable=False, unique=True),
        sa.Column('rotation_x', sa.Float(), nullable=False, server_default='0'),
        sa.Column('rotation_y', sa.Float(), nullable=False, server_default='0'),
        sa.Column('rotation_z', sa.Float(), nullable=False, server_default='0'),
        sa.Column('sort_order', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('is_default', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    # One default for all: the index has at most one entry.
    op.create_index(
        'uq_global_render_positions_default',
        'global_render_positions',
        ['is_default'],
        unique=True,
        postgresql_where=sa.text('is_default'),
    )
    op.execute("""
        INSERT INTO global_render_positions (name, rotation_x, rotation_z, sort_order, is_default)
        VALUES
            ('Front', 0, 0, 10, true),
            ('Three quarters', 20, 45, 20, false)
    """)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index('uq_global_render_positions_default', table_name='global_render_positions')
    op.drop_table('global_render_positions')
