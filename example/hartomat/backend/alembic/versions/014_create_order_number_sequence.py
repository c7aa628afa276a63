"""create order number sequence

Two people who pressed "New order" at the same second got the same number.

Revision ID: 014
Revises: 013
Create Date: 2024-03-25 16:12:50.667401

"""
from alembic import op


revision = '014'
down_revision = '013'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("CREATE SEQUENCE order_number_seq START WITH 1000")
    # Numbers look like SO-2024-001042: go on after the highest that was given out.
    op.execute("""
        SELECT setval('order_number_seq', max(split_part(order_number, '-', 3)::bigint))
        FROM orders
        WHERE order_number ~ '^SO-[0-9]{4}-[0-9]+$'
        HAVING max(split_part(order_number, '-', 3)::bigint) >= 1000
    """)


def downgrade():
    op.execute("DROP SEQUENCE order_number_seq")
