"""seed top global position

Revision ID: 059
Revises: 058
Create Date: 2026-01-12 10:29:50.183647

"""
from typing import Sequence, Union

from alembic import op


# revision identifiers, used by Alembic.
revision: str = '059'
down_revision: Union[str, Sequence[str], None] = '058'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("""
        INSERT INTO global_render_positions (name, rotation_x, sort_order)
        VALUES ('Top', 90, 30)
        ON CONFLICT (name) DO NOTHING
    """)


def downgrade() -> None:
    """Downgrade schema."""
    op.execute("DELETE FROM global_render_positions WHERE name = 'Top'")
