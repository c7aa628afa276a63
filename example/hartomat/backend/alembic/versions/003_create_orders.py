"""create orders

Revision ID: 003
Revises: 002
Create Date: 2024-01-15 10:02:51.447390

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '003'
down_revision = '002'
branch_labels = None
depends_on = None

# create_type=False: the type is created and dropped here by hand, never as a side effect.
order_status = postgresql.ENUM(
    'draft', 'submitted', 'processing', 'completed', 'rejected',
    name='orderstatus',
    create_type=False,
)


def upgrade():
    order_status.create(op.get_bind(), checkfirst=True)
    op.create_table(
        'orders',
        sa.Column('id', postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column('order_number', sa.String(32), nullable=False, unique=True),
        sa.Column('customer_reference', sa.String(120), nullable=True),
        sa.Column('status', order_status, nullable=False, server_default='draft'),
        sa.Column('notes', sa.Text(), nullable=True),
        sa.Column(
            'created_by_id',
            postgresql.UUID(as_uuid=True),
            sa.ForeignKey('users.id', ondelete='RESTRICT'),
            nullable=False,
        ),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_index('ix_orders_status', 'orders', ['status'])
    op.create_index('ix_orders_created_by_id', 'orders', ['created_by_id'])


def downgrade():
    op.drop_index('ix_orders_created_by_id', table_name='orders')
    op.drop_index('ix_orders_status', table_name='orders')
    op.drop_table('orders')
    order_status.drop(op.get_bind(), checkfirst=True)
