"""add render position to order lines

Revision ID: 058
Revises: 057
Create Date: 2025-11-11 16:44:27.635081

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '058'
down_revision: Union[str, Sequence[str], None] = '057'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('order_lines', sa.Column(
        'render_position_id', postgresql.UUID(as_uuid=True),
        sa.ForeignKey('product_render_positions.id', ondelete='SET NULL'),
        nullable=True
    ))
    op.add_column('order_lines', sa.Column(
        'global_render_position_id', postgresql.UUID(as_uuid=True),
        sa.ForeignKey('global_render_positions.id', ondelete='SET NULL'),
        nullable=True
    ))
    op.create_check_constraint(
        'ck_order_lines_one_render_position',
        'order_lines',
        'num_nonnulls(render_position_id, global_render_position_id) <= 1',
    )
    # Lines that wait are rendered from the front, as they always were.
    op.execute("""
        UPDATE order_lines
        SET global_render_position_id = (SELECT id FROM global_render_positions WHERE is_default)
        WHERE render_status IN ('pending', 'queued')
          AND render_position_id IS NULL
    """)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_constraint('ck_order_lines_one_render_position', 'order_lines', type_='check')
    op.drop_column('order_lines', 'global_render_position_id')
    op.drop_column('order_lines', 'render_position_id')
