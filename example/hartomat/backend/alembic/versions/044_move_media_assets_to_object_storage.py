"""move media assets to object storage

From the shared folder to object storage: /media/stills/a.png becomes
the key stills/a.png in the bucket "media".

Revision ID: 044
Revises: 043
Create Date: 2025-02-10 14:27:15.049366

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '044'
down_revision: Union[str, None] = '043'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column('media_assets', 'file_path', new_column_name='storage_key')
    op.add_column(
        'media_assets',
        sa.Column('storage_bucket', sa.String(63), nullable=False, server_default='media'),
    )
    op.execute("""
        UPDATE media_assets
        SET storage_key = regexp_replace(storage_key, '^/media/', '')
    """)
    op.create_unique_constraint(
        'uq_media_assets_storage_bucket_storage_key',
        'media_assets',
        ['storage_bucket', 'storage_key'],
    )


def downgrade() -> None:
    op.drop_constraint('uq_media_assets_storage_bucket_storage_key', 'media_assets', type_='unique')
    op.execute("""
        UPDATE media_assets
        SET storage_key = '/media/' || storage_key
        WHERE storage_bucket = 'media'
    """)
    op.drop_column('media_assets', 'storage_bucket')
    op.alter_column('media_assets', 'storage_key', new_column_name='file_path')
