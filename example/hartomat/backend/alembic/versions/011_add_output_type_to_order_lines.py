"""add output type to order lines

Revision ID: 011
Revises: 010
Create Date: 2024-02-27 17:05:41.333902

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '011'
down_revision = '010'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'order_lines',
        sa.Column('output_type_id', postgresql.UUID(as_uuid=True), nullable=True),
    )

    # Until now every order line was a front view.
    op.execute("""
        UPDATE order_lines
        SET output_type_id = (SELECT id FROM output_types WHERE key = 'still_front')
        WHERE output_type_id IS NULL
    """)

    op.alter_column('order_lines', 'output_type_id', nullable=False)
    op.create_foreign_key(
        'order_lines_output_type_id_fkey',
        'order_lines', 'output_types',
        ['output_type_id'], ['id'],
        ondelete='RESTRICT',
    )
    op.create_index('ix_order_lines_output_type_id', 'order_lines', ['output_type_id'])


def downgrade():
    op.drop_index('ix_order_lines_output_type_id', table_name='order_lines')
    op.drop_constraint('order_lines_output_type_id_fkey', 'order_lines', type_='foreignkey')
    op.drop_column('order_lines', 'output_type_id')
