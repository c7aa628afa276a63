"""add pim id to products

Revision ID: 013
Revises: 012
Create Date: 2024-03-18 11:41:27.094236

"""
from alembic import op
import sqlalchemy as sa


revision = '013'
down_revision = '012'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('products', sa.Column('pim_id', sa.String(64), nullable=True))
    # Products entered by hand have no PIM id; those that have one must not share it.
    op.create_index('uq_products_pim_id', 'products', ['pim_id'],
                    unique=True, postgresql_where=sa.text('pim_id IS NOT NULL'))


def downgrade():
    op.drop_index('uq_products_pim_id', table_name='products')
    op.drop_column('products', 'pim_id')
