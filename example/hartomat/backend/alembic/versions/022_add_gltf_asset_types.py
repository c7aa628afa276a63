"""add gltf asset types

Revision ID: 022
Revises: 021
Create Date: 2024-06-10 11:08:55.149327

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '022'
down_revision: Union[str, None] = '021'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'gltf_geometry'")
    op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'gltf_production'")


def downgrade() -> None:
    # PostgreSQL cannot drop an enum value. An unused one does no harm, and
    # IF NOT EXISTS lets upgrade() run again.
    pass
