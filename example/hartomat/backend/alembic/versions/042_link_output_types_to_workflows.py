"""link output types to workflows

Revision ID: 042
Revises: 041
Create Date: 2025-01-14 15:18:39.270451

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '042'
down_revision: Union[str, None] = '041'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('output_types', sa.Column('workflow_definition_id', postgresql.UUID(as_uuid=True), nullable=True))
    op.create_foreign_key(
        'output_types_workflow_definition_id_fkey',
        'output_types', 'workflow_definitions',
        ['workflow_definition_id'], ['id'],
        ondelete='SET NULL',
    )
    op.execute("""
        UPDATE output_types
        SET workflow_definition_id = workflow_definitions.id
        FROM workflow_definitions
        WHERE workflow_definitions.name = CASE
            WHEN output_types.key LIKE 'turntable%' THEN 'turntable'
            ELSE 'still'
        END
    """)


def downgrade() -> None:
    op.drop_constraint('output_types_workflow_definition_id_fkey', 'output_types', type_='foreignkey')
    op.drop_column('output_types', 'workflow_definition_id')
