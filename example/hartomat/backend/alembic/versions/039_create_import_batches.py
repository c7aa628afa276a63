"""create import batches

Revision ID: 039
Revises: 038
Create Date: 2024-12-02 09:53:16.884751

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '039'
down_revision: Union[str, None] = '038'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'import_batches',
        sa.Column('id', postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column(
            'tenant_id',
            postgresql.UUID(as_uuid=True),
            sa.ForeignKey('tenants.id', ondelete='CASCADE'),
            nullable=False,
            index=True,
        ),
        sa.Column(
            'uploaded_by_id',
            postgresql.UUID(as_uuid=True),
            sa.ForeignKey('users.id', ondelete='SET NULL'),
            nullable=True,
        ),
        sa.Column('file_name', sa.String(255), nullable=False),
        # A string with a check, not an enum: the states of an import still change.
        sa.Column('status', sa.String(20), nullable=False, server_default='uploaded'),
        sa.Column('row_count', sa.Integer(), nullable=True),
        sa.Column('issues', postgresql.JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb")),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint(
            "status IN ('uploaded', 'validated', 'imported', 'rejected')",
            name='ck_import_batches_status',
        ),
    )
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.add_column(sa.Column('import_batch_id', postgresql.UUID(as_uuid=True), nullable=True))
        batch_op.add_column(sa.Column('import_row', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            'order_lines_import_batch_id_fkey', 'import_batches', ['import_batch_id'], ['id'], ondelete='SET NULL'
        )


def downgrade() -> None:
    with op.batch_alter_table('order_lines') as batch_op:
        batch_op.drop_constraint('order_lines_import_batch_id_fkey', type_='foreignkey')
        batch_op.drop_column('import_row')
        batch_op.drop_column('import_batch_id')
    op.drop_table('import_batches')
