"""index audit log by time

Revision ID: 053
Revises: 052
Create Date: 2025-06-16 20:15:31.802746

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '053'
down_revision: Union[str, Sequence[str], None] = '052'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


# The audit log is by far the largest table: its index is built while people go on working.

def upgrade() -> None:
    """Upgrade schema."""
    with op.get_context().autocommit_block():
        op.create_index(
            'ix_audit_log_created_at',
            'audit_log',
            ['created_at'],
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    """Downgrade schema."""
    with op.get_context().autocommit_block():
        op.drop_index('ix_audit_log_created_at', table_name='audit_log', postgresql_concurrently=True)
