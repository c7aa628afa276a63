"""make material aliases unique

"V2A", "v2a" and "V2A " have to mean the same material for everybody.

Revision ID: 037
Revises: 036
Create Date: 2024-11-05 11:20:54.093847

"""
from typing import Sequence, Union

from alembic import context, op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '037'
down_revision: Union[str, None] = '036'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None

aliases = sa.table(
    'material_aliases',
    sa.column('id'),
    sa.column('alias', sa.String),
    sa.column('created_at'),
)


def remove_duplicates(conn) -> None:
    """Keep the oldest alias of each spelling."""
    kept = set()
    for row in conn.execute(sa.select(aliases.c.id, aliases.c.alias).order_by(aliases.c.created_at)).fetchall():
        spelling = row.alias.strip().lower()
        if spelling in kept:
            conn.execute(aliases.delete().where(aliases.c.id == row.id))
        else:
            conn.execute(aliases.update().where(aliases.c.id == row.id).values(alias=row.alias.strip()))
            kept.add(spelling)


def upgrade() -> None:
    if not context.is_offline_mode():
        remove_duplicates(op.get_bind())
    op.create_index('uq_material_aliases_alias_lower', 'material_aliases', [sa.text('lower(alias)')], unique=True)


def downgrade() -> None:
    op.drop_index('uq_material_aliases_alias_lower', table_name='material_aliases')
