"""create render templates

Revision ID: 018
Revises: 017
Create Date: 2024-05-06 10:15:47.233519

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '018'
down_revision: Union[str, None] = '017'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'render_templates',
        sa.Column('id', postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column('name', sa.String(120), nullable=False, unique=True),
        sa.Column(
            'output_type_id',
            postgresql.UUID(as_uuid=True),
            sa.ForeignKey('output_types.id', ondelete='CASCADE'),
            nullable=False,
        ),
        sa.Column('blend_file_path', sa.String(500), nullable=False),
        sa.Column('is_default', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.create_index(
        'uq_render_templates_default',
        'render_templates',
        ['output_type_id'],
        unique=True,
        postgresql_where=sa.text('is_default'),
    )


def downgrade() -> None:
    op.drop_index('uq_render_templates_default', table_name='render_templates')
    op.drop_table('render_templates')
