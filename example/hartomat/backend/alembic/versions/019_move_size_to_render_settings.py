"""move size to render settings

Width and height were the first two of many: frames, samples, transparency ...

Revision ID: 019
Revises: 018
Create Date: 2024-05-13 15:38:04.519987

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '019'
down_revision: Union[str, None] = '018'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column(
        'output_types',
        sa.Column(
            'render_settings',
            postgresql.JSONB(),
            nullable=False,
            server_default=sa.text("'{}'::jsonb"),
        ),
    )
    op.execute("""
        UPDATE output_types
        SET render_settings = jsonb_build_object('width', width, 'height', height)
    """)
    op.drop_column('output_types', 'width')
    op.drop_column('output_types', 'height')


def downgrade() -> None:
    op.add_column('output_types', sa.Column('width', sa.Integer(), nullable=False, server_default='2048'))
    op.add_column('output_types', sa.Column('height', sa.Integer(), nullable=False, server_default='2048'))
    op.execute("""
        UPDATE output_types
        SET width = COALESCE((render_settings ->> 'width')::integer, 2048),
            height = COALESCE((render_settings ->> 'height')::integer, 2048)
    """)
    op.drop_column('output_types', 'render_settings')
