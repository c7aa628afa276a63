"""make order lines unique

Revision ID: 047
Revises: 046
Create Date: 2025-03-17 10:13:09.581437

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '047'
down_revision: Union[str, None] = '046'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # The same picture ordered twice in one order: the first line takes the quantity of all.
    op.execute(sa.text("""
        UPDATE order_lines
        SET quantity = total.quantity
        FROM (
            SELECT (array_agg(id ORDER BY position))[1] AS id, sum(quantity) AS quantity
            FROM order_lines
            GROUP BY order_id, product_id, output_type_id
            HAVING count(*) > 1
        ) AS total
        WHERE total.id = order_lines.id
    """))
    # Pictures and invoice lines move to the first line before the others go.
    for table in ('media_assets', 'invoice_lines'):
        op.execute(sa.text(f"""
            UPDATE {table}
            SET order_line_id = keep.id
            FROM order_lines AS line
            CROSS JOIN LATERAL (
                SELECT first.id
                FROM order_lines AS first
                WHERE first.order_id = line.order_id
                  AND first.product_id = line.product_id
                  AND first.output_type_id = line.output_type_id
                ORDER BY first.position
                LIMIT 1
            ) AS keep
            WHERE line.id = {table}.order_line_id
              AND line.id <> keep.id
        """))
    op.execute(sa.text("""
        DELETE FROM order_lines AS line
        USING order_lines AS first
        WHERE first.order_id = line.order_id
          AND first.product_id = line.product_id
          AND first.output_type_id = line.output_type_id
          AND first.position < line.position
    """))
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.create_unique_constraint(
            'uq_order_lines_order_product_output', ['order_id', 'product_id', 'output_type_id']
        )


def downgrade() -> None:
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.drop_constraint('uq_order_lines_order_product_output', type_='unique')
