"""create tenants

Revision ID: 024
Revises: 023
Create Date: 2024-07-01 09:30:49.820615

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '024'
down_revision: Union[str, None] = '023'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    tenants = op.create_table(
        'tenants',
        sa.Column(
            'id',
            postgresql.UUID(as_uuid=True),
            primary_key=True,
            server_default=sa.text('gen_random_uuid()'),
        ),
        sa.Column('slug', sa.String(60), nullable=False, unique=True),
        sa.Column('name', sa.String(150), nullable=False),
        sa.Column('is_active', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9-]+$'", name='ck_tenants_slug_format'),
    )
    op.bulk_insert(tenants, [{'slug': 'default', 'name': 'Default tenant'}])


def downgrade() -> None:
    op.drop_table('tenants')
