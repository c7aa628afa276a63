"""create notification settings

Revision ID: 040
Revises: 039
Create Date: 2024-12-09 13:35:42.329068

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '040'
down_revision: Union[str, None] = '039'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # There is no CREATE TYPE IF NOT EXISTS.
    op.execute("""
        DO $$
        BEGIN
            CREATE TYPE notificationchannel AS ENUM ('in_app', 'email', 'webhook');
        EXCEPTION
            WHEN duplicate_object THEN NULL;
        END
        $$
    """)
    op.create_table(
        'notification_settings',
        sa.Column('user_id', postgresql.UUID(as_uuid=True), sa.ForeignKey('users.id', ondelete='CASCADE'), nullable=False),
        sa.Column('event', sa.String(80), nullable=False),
        sa.Column('channel', postgresql.ENUM(name='notificationchannel', create_type=False), nullable=False),
        sa.Column('is_enabled', sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.PrimaryKeyConstraint('user_id', 'event', 'channel', name='notification_settings_pkey'),
    )
    op.execute("""
        INSERT INTO notification_settings (user_id, event, channel)
        SELECT id, 'order_completed', 'in_app'
        FROM users
        WHERE is_active
    """)


def downgrade() -> None:
    op.drop_table('notification_settings')
    op.execute("DROP TYPE IF EXISTS notificationchannel")
