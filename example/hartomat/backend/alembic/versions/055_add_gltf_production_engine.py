"""add gltf production engine

Revision ID: 055
Revises: 054
Create Date: 2025-08-04 10:55:39.467203

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '055'
down_revision: Union[str, Sequence[str], None] = '054'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("""
        INSERT INTO system_settings (key, value, description)
        VALUES ('gltf_production_tessellation_engine', 'occ', 'Mesher of production files: occ or gmsh')
        ON CONFLICT (key) DO NOTHING
    """)
    # Cylinders looked faceted at 0.05; whoever has chosen another value keeps it.
    op.execute("""
        UPDATE system_settings
        SET value = '0.02'
        WHERE key = 'gltf_production_angular_deflection'
          AND value = '0.05'
    """)


def downgrade() -> None:
    """Downgrade schema."""
    op.execute("""
        UPDATE system_settings
        SET value = '0.05'
        WHERE key = 'gltf_production_angular_deflection'
          AND value = '0.02'
    """)
    op.execute("DELETE FROM system_settings WHERE key = 'gltf_production_tessellation_engine'")
