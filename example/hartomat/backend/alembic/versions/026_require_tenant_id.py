"""require tenant id

Not for users: an administrator of the whole farm belongs to no tenant.

Revision ID: 026
Revises: 025
Create Date: 2024-07-15 08:46:37.651290

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '026'
down_revision: Union[str, None] = '025'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # Rows that the old backend wrote between the two releases.
    op.execute("""
        UPDATE products
        SET tenant_id = (SELECT id FROM tenants WHERE slug = 'default')
        WHERE tenant_id IS NULL
    """)
    op.execute("""
        UPDATE cad_files
        SET tenant_id = (SELECT id FROM tenants WHERE slug = 'default')
        WHERE tenant_id IS NULL
    """)
    op.execute("""
        UPDATE orders
        SET tenant_id = COALESCE(
            (SELECT users.tenant_id FROM users WHERE users.id = orders.created_by_id),
            (SELECT id FROM tenants WHERE slug = 'default')
        )
        WHERE tenant_id IS NULL
    """)
    op.alter_column('products', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=False)
    op.alter_column('cad_files', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=False)
    op.alter_column('orders', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=False)


def downgrade() -> None:
    op.alter_column('orders', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=True)
    op.alter_column('cad_files', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=True)
    op.alter_column('products', 'tenant_id', existing_type=postgresql.UUID(as_uuid=True), nullable=True)
