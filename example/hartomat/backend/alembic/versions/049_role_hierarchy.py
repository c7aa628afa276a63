"""role hierarchy

global_admin > tenant_admin > project_manager > client. An admin of a tenant
becomes a tenant_admin, one without a tenant a global_admin.

Revision ID: 049
Revises: 048
Create Date: 2025-04-14 09:24:53.378260

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '049'
down_revision: Union[str, None] = '048'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


# A value that ALTER TYPE ... ADD VALUE adds cannot be used before the commit, and
# 'admin' shall go: so a new type takes the place of the old one.

def upgrade() -> None:
    op.execute("ALTER TYPE userrole RENAME TO userrole_old")
    op.execute("""
        CREATE TYPE userrole AS ENUM ('global_admin', 'tenant_admin', 'project_manager', 'client')
    """)
    op.execute("ALTER TABLE users ALTER COLUMN role DROP DEFAULT")
    op.execute("""
        ALTER TABLE users
        ALTER COLUMN role TYPE userrole
        USING CASE
            WHEN role = 'admin' AND tenant_id IS NULL THEN 'global_admin'
            WHEN role = 'admin' THEN 'tenant_admin'
            ELSE role::text
        END::userrole
    """)
    op.execute("ALTER TABLE users ALTER COLUMN role SET DEFAULT 'client'")
    op.execute("DROP TYPE userrole_old")


def downgrade() -> None:
    op.execute("ALTER TYPE userrole RENAME TO userrole_new")
    op.execute("CREATE TYPE userrole AS ENUM ('admin', 'project_manager', 'client')")
    op.execute("ALTER TABLE users ALTER COLUMN role DROP DEFAULT")
    op.execute("""
        ALTER TABLE users
        ALTER COLUMN role TYPE userrole
        USING CASE
            WHEN role IN ('global_admin', 'tenant_admin') THEN 'admin'
            ELSE role::text
        END::userrole
    """)
    op.execute("ALTER TABLE users ALTER COLUMN role SET DEFAULT 'client'")
    op.execute("DROP TYPE userrole_new")
