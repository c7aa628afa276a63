"""rename product code to sku

Revision ID: 021
Revises: 020
Create Date: 2024-06-03 13:44:10.682953

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '021'
down_revision: Union[str, None] = '020'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column(
        'products',
        'product_code',
        new_column_name='sku',
        existing_type=sa.String(64),
        existing_nullable=False,
    )
    # The index follows the column, its name does not.
    op.execute("ALTER INDEX ix_products_product_code RENAME TO ix_products_sku")


def downgrade() -> None:
    op.execute("ALTER INDEX ix_products_sku RENAME TO ix_products_product_code")
    op.alter_column(
        'products',
        'sku',
        new_column_name='product_code',
        existing_type=sa.String(64),
        existing_nullable=False,
    )
