"""create workflow definitions

Revision ID: 041
Revises: 040
Create Date: 2025-01-13 10:42:07.516932

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '041'
down_revision: Union[str, None] = '040'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'workflow_definitions',
        sa.Column(
            'id',
            postgresql.UUID(as_uuid=True),
            primary_key=True,
            server_default=sa.text('gen_random_uuid()'),
        ),
        sa.Column('name', sa.String(120), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False, server_default='1'),
        sa.Column('steps', postgresql.JSONB(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.UniqueConstraint('name', 'version', name='uq_workflow_definitions_name_version'),
        sa.CheckConstraint("jsonb_typeof(steps) = 'array'", name='ck_workflow_definitions_steps_array'),
    )
    op.execute("""
        INSERT INTO workflow_definitions (name, steps)
        VALUES
            ('still', '["import_step", "assign_materials", "render", "publish"]'),
            ('turntable', '["import_step", "assign_materials", "animate", "render", "encode", "publish"]')
    """)


def downgrade() -> None:
    op.drop_table('workflow_definitions')
