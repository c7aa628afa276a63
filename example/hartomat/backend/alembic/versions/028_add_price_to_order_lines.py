"""add price to order lines

Revision ID: 028
Revises: 027
Create Date: 2024-08-06 16:55:40.270538

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '028'
down_revision: Union[str, None] = '027'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.add_column(sa.Column('unit_price', sa.Numeric(10, 2), nullable=True))
        batch_op.add_column(sa.Column('price_tier_id', postgresql.UUID(as_uuid=True), nullable=True))
        batch_op.create_foreign_key(
            'order_lines_price_tier_id_fkey', 'price_tiers', ['price_tier_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.create_check_constraint('ck_order_lines_unit_price_not_negative', 'unit_price >= 0')


def downgrade() -> None:
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.drop_constraint('ck_order_lines_unit_price_not_negative', type_='check')
        batch_op.drop_constraint('order_lines_price_tier_id_fkey', type_='foreignkey')
        batch_op.drop_column('price_tier_id')
        batch_op.drop_column('unit_price')
