"""create system settings

Revision ID: 007
Revises: 006
Create Date: 2024-02-05 13:08:44.771520

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '007'
down_revision = '006'
branch_labels = None
depends_on = None


def upgrade():
    system_settings = op.create_table(
        'system_settings',
        sa.Column('key', sa.String(100), primary_key=True),
        sa.Column('value', sa.String(255), nullable=False),
        sa.Column('description', sa.Text(), nullable=True),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    op.bulk_insert(
        system_settings,
        [
            {
                'key': 'thumbnail_size',
                'value': '512',
                'description': 'Edge length of a thumbnail in pixels',
            },
            {
                'key': 'render_samples',
                'value': '128',
                'description': 'Samples per pixel of a production render',
            },
            {
                'key': 'max_concurrent_renders',
                'value': '3',
                'description': 'Render jobs that may run at the same time',
            },
        ],
    )


def downgrade():
    op.drop_table('system_settings')
