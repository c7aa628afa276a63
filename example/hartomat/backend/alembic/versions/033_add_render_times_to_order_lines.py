"""add render times to order lines

Revision ID: 033
Revises: 032
Create Date: 2024-09-24 09:39:20.845276

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '033'
down_revision: Union[str, None] = '032'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('order_lines', sa.Column('render_started_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('order_lines', sa.Column('render_completed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('order_lines', sa.Column('render_error', sa.Text(), nullable=True))
    op.add_column('order_lines', sa.Column(
        'worker_node_id', postgresql.UUID(as_uuid=True),
        sa.ForeignKey('worker_nodes.id', ondelete='SET NULL'),
        nullable=True
    ))
    op.create_check_constraint(
        'ck_order_lines_render_times',
        'order_lines',
        'render_completed_at >= render_started_at',
    )


def downgrade() -> None:
    op.drop_constraint('ck_order_lines_render_times', 'order_lines', type_='check')
    op.drop_column('order_lines', 'worker_node_id')
    op.drop_column('order_lines', 'render_error')
    op.drop_column('order_lines', 'render_completed_at')
    op.drop_column('order_lines', 'render_started_at')
