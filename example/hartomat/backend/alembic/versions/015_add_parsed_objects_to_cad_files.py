"""add parsed objects to cad files

Revision ID: 015
Revises: 014
Create Date: 2024-04-08 10:26:13.925780

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision = '015'
down_revision = '014'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('cad_files', sa.Column('parsed_objects', postgresql.JSONB(), nullable=True))
    op.create_index(
        'ix_cad_files_parsed_objects',
        'cad_files',
        ['parsed_objects'],
        postgresql_using='gin',
    )


def downgrade():
    op.drop_index('ix_cad_files_parsed_objects', table_name='cad_files')
    op.drop_column('cad_files', 'parsed_objects')
