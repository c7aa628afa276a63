"""add pbr values to materials

Revision ID: 050
Revises: 049
Create Date: 2025-05-05 15:07:20.715489

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '050'
down_revision: Union[str, Sequence[str], None] = '049'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('materials', sa.Column('metallic', sa.Numeric(4, 3), nullable=False, server_default='0'))
    op.add_column('materials', sa.Column('roughness', sa.Numeric(4, 3), nullable=False, server_default='0.5'))
    op.create_check_constraint('ck_materials_metallic_range', 'materials', 'metallic BETWEEN 0 AND 1')
    op.create_check_constraint('ck_materials_roughness_range', 'materials', 'roughness BETWEEN 0 AND 1')
    op.create_table_comment('materials', 'What a part is made of, as the renderer sees it')


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table_comment('materials', existing_comment='What a part is made of, as the renderer sees it')
    op.drop_constraint('ck_materials_roughness_range', 'materials', type_='check')
    op.drop_constraint('ck_materials_metallic_range', 'materials', type_='check')
    op.drop_column('materials', 'roughness')
    op.drop_column('materials', 'metallic')
