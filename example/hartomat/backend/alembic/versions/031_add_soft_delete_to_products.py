"""add soft delete to products

Revision ID: 031
Revises: 030
Create Date: 2024-09-09 10:48:12.973605

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '031'
down_revision: Union[str, None] = '030'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('products', sa.Column('is_active', sa.Boolean(), nullable=False, server_default='true'))
    op.add_column('products', sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        'ix_products_catalogue',
        'products',
        ['tenant_id', 'name'],
        postgresql_where=sa.text('deleted_at IS NULL AND is_active'),
    )


def downgrade() -> None:
    # What was deleted softly would come back: delete it for good, unless it was ordered.
    op.execute("""
        DELETE FROM products
        WHERE deleted_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM order_lines WHERE order_lines.product_id = products.id)
    """)
    op.drop_index('ix_products_catalogue', table_name='products')
    op.drop_column('products', 'deleted_at')
    op.drop_column('products', 'is_active')
