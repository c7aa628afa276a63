"""seed gltf production settings

Revision ID: 023
Revises: 022
Create Date: 2024-06-10 11:52:18.337064

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '023'
down_revision: Union[str, None] = '022'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("""
        INSERT INTO system_settings (key, value, description)
        VALUES
            ('gltf_production_linear_deflection', '0.03',
             'Largest distance between mesh and CAD surface, in millimetres'),
            ('gltf_production_angular_deflection', '0.05',
             'Largest angle between neighbouring facets, in radians')
        ON CONFLICT (key) DO NOTHING
    """)


def downgrade() -> None:
    op.execute("""
        DELETE FROM system_settings
        WHERE key IN ('gltf_production_linear_deflection', 'gltf_production_angular_deflection')
    """)
