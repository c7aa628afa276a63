"""add render status to order lines

Revision ID: 020
Revises: 019
Create Date: 2024-05-27 09:59:32.004418

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '020'
down_revision: Union[str, None] = '019'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    render_status = postgresql.ENUM(
        'pending', 'queued', 'rendering', 'completed', 'failed', 'cancelled',
        name='renderstatus',
    )
    render_status.create(op.get_bind(), checkfirst=True)
    op.add_column(
        'order_lines',
        sa.Column(
            'render_status',
            postgresql.ENUM(name='renderstatus', create_type=False),
            nullable=False,
            server_default='pending',
        ),
    )
    op.execute("""
        UPDATE order_lines
        SET render_status = 'completed'
        FROM orders
        WHERE orders.id = order_lines.order_id
          AND orders.status = 'completed'
    """)
    op.create_index(
        'ix_order_lines_render_queue',
        'order_lines',
        ['created_at'],
        postgresql_where=sa.text("render_status IN ('pending', 'queued')"),
    )


def downgrade() -> None:
    op.drop_index('ix_order_lines_render_queue', table_name='order_lines')
    op.drop_column('order_lines', 'render_status')
    op.execute("DROP TYPE IF EXISTS renderstatus")
