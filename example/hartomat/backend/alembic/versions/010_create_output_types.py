"""create output types

Revision ID: 010
Revises: 009
Create Date: 2024-02-26 10:33:58.490175

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '010'
down_revision = '009'
branch_labels = None
depends_on = None


def upgrade():
    output_types = op.create_table(
        'output_types',
        sa.Column(
            'id',
            postgresql.UUID(as_uuid=True),
            primary_key=True,
            server_default=sa.text('gen_random_uuid()'),
        ),
        sa.Column('key', sa.String(60), nullable=False, unique=True),
        sa.Column('label', sa.String(120), nullable=False),
        sa.Column('width', sa.Integer(), nullable=False, server_default='2048'),
        sa.Column('height', sa.Integer(), nullable=False, server_default='2048'),
        sa.Column('is_active', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.bulk_insert(
        output_types,
        [
            {'key': 'still_front', 'label': 'Still, front', 'width': 2048, 'height': 2048},
            {'key': 'still_detail', 'label': 'Still, detail', 'width': 4096, 'height': 4096},
            {'key': 'turntable', 'label': 'Turntable, 360 degrees', 'width': 1920, 'height': 1080},
        ],
    )


def downgrade():
    op.drop_table('output_types')
