"""create order progress view

Revision ID: 045
Revises: 044
Create Date: 2025-02-24 11:01:28.664175

"""
from alembic import op


revision = '045'
down_revision = '044'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE VIEW order_progress AS
        SELECT
            orders.id AS order_id,
            orders.tenant_id,
            count(order_lines.id) AS lines_total,
            count(order_lines.id) FILTER (WHERE order_lines.render_status = 'completed') AS lines_completed,
            count(order_lines.id) FILTER (WHERE order_lines.render_status = 'failed') AS lines_failed
        FROM orders
        LEFT JOIN order_lines ON order_lines.order_id = orders.id
        GROUP BY orders.id, orders.tenant_id
    """)


def downgrade():
    op.execute("DROP VIEW order_progress")
