"""create maintenance windows

Revision ID: 054
Revises: 053
Create Date: 2025-07-07 14:02:18.150937

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '054'
down_revision: Union[str, Sequence[str], None] = '053'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        'maintenance_windows',
        sa.Column('id', postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column('reason', sa.String(200), nullable=False),
        sa.Column('during', postgresql.TSTZRANGE(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_exclude_constraint(
        'ex_maintenance_windows_overlap',
        'maintenance_windows',
        ('during', '&&'),
        using='gist',
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table('maintenance_windows')
