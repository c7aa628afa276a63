"""add blend asset type

Revision ID: 051
Revises: 050
Create Date: 2025-05-19 11:32:47.240918

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '051'
down_revision: Union[str, Sequence[str], None] = '050'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'blend_production' AFTER 'gltf_production'")


def downgrade() -> None:
    """No way back: PostgreSQL cannot drop an enum value, and an unused one does no harm."""
