"""create materials

Revision ID: 008
Revises: 007
Create Date: 2024-02-12 09:47:30.215068

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '008'
down_revision = '007'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'materials',
        sa.Column(
            'id',
            postgresql.UUID(as_uuid=True),
            primary_key=True,
            server_default=sa.text('gen_random_uuid()'),
        ),
        sa.Column('name', sa.String(120), nullable=False, unique=True),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('base_color', sa.String(7), nullable=True, comment='sRGB, as #rrggbb'),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint(
            "base_color ~ '^#[0-9a-fA-F]{6}$'",
            name='ck_materials_base_color_hex',
        ),
    )


def downgrade():
    op.drop_table('materials')
