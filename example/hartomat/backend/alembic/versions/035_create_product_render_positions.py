"""create product render positions

Revision ID: 035
Revises: 034
Create Date: 2024-10-21 10:07:33.251960

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID


# revision identifiers, used by Alembic.
revision: str = '035'
down_revision: Union[str, None] = '034'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'product_render_positions',
        sa.Column('id', UUID(as_uuid=True), primary_key=True),
        sa.Column('product_id', UUID(as_uuid=True), sa.ForeignKey('products.id', ondelete='CASCADE'), nullable=False),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('rotation_x', sa.Float(), nullable=False, server_default='0'),
        sa.Column('rotation_y', sa.Float(), nullable=False, server_default='0'),
        sa.Column('rotation_z', sa.Float(), nullable=False, server_default='0'),
        sa.Column('is_default', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.UniqueConstraint('product_id', 'name', name='uq_product_render_positions_product_id_name'),
    )
    op.create_index(
        'uq_product_render_positions_default',
        'product_render_positions',
        ['product_id'],
        unique=True,
        postgresql_where=sa.text('is_default'),
    )


def downgrade() -> None:
    op.drop_table('product_render_positions')
