"""render job doc

The whole job as it was sent to the render farm: scene, camera, materials, output.

Revision ID: 048
Revises: 047
Create Date: 2025-03-31 13:51:36.926104

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


# revision identifiers, used by Alembic.
revision: str = '048'
down_revision: Union[str, None] = '047'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('order_lines', sa.Column('render_job_doc', postgresql.JSONB(), nullable=True))
    op.execute("""
        UPDATE order_lines
        SET render_job_doc = jsonb_build_object(
            'version', 1,
            'output', output_types.render_settings
        )
        FROM output_types
        WHERE output_types.id = order_lines.output_type_id
          AND order_lines.render_status = 'completed'
    """)


def downgrade() -> None:
    op.drop_column('order_lines', 'render_job_doc')
