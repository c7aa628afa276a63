"""add tenant id

Everything so far belongs to the first customer, so to the default tenant.

Revision ID: 025
Revises: 024
Create Date: 2024-07-02 14:17:26.095183

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '025'
down_revision: Union[str, None] = '024'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

TENANT_TABLES = ('users', 'products', 'cad_files', 'orders')


def upgrade() -> None:
    for table in TENANT_TABLES:
        op.add_column(table, sa.Column('tenant_id', postgresql.UUID(as_uuid=True), nullable=True))
        op.create_foreign_key(
            f'{table}_tenant_id_fkey', table, 'tenants', ['tenant_id'], ['id'], ondelete='RESTRICT'
        )
        op.create_index(f'ix_{table}_tenant_id', table, ['tenant_id'])
        op.execute(
            f"UPDATE {table} SET tenant_id = (SELECT id FROM tenants WHERE slug = 'default')"
        )


def downgrade() -> None:
    for table in reversed(TENANT_TABLES):
        op.drop_index(f'ix_{table}_tenant_id', table_name=table)
        op.drop_constraint(f'{table}_tenant_id_fkey', table, type_='foreignkey')
        op.drop_column(table, 'tenant_id')
