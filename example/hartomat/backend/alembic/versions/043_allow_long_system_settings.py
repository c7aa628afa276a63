"""allow long system settings

Revision ID: 043
Revises: 042
Create Date: 2025-01-27 09:06:51.893014

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '043'
down_revision: Union[str, None] = '042'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column(
        'system_settings',
        'value',
        existing_type=sa.String(255),
        type_=sa.Text(),
        existing_nullable=False,
    )
    op.add_column('system_settings', sa.Column('updated_by_id', postgresql.UUID(as_uuid=True), nullable=True))
    op.create_foreign_key(
        'system_settings_updated_by_id_fkey',
        'system_settings', 'users',
        ['updated_by_id'], ['id'],
        ondelete='SET NULL',
    )


def downgrade() -> None:
    op.drop_constraint('system_settings_updated_by_id_fkey', 'system_settings', type_='foreignkey')
    op.drop_column('system_settings', 'updated_by_id')
    # Fails, and changes nothing, if a value has become longer: shortening it would break it.
    op.alter_column(
        'system_settings',
        'value',
        existing_type=sa.Text(),
        type_=sa.String(255),
        existing_nullable=False,
    )
