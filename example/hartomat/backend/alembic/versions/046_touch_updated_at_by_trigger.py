"""touch updated at by trigger

Scripts that write with plain SQL forgot updated_at; a trigger does not.

Revision ID: 046
Revises: 045
Create Date: 2025-03-03 16:39:44.107582

"""
from alembic import op


revision = '046'
down_revision = '045'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE FUNCTION touch_updated_at() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
            NEW.updated_at := now();
            RETURN NEW;
        END;
        $$
    """)
    for table in ("products", "orders", "system_settings"):
        op.execute(f"""
            CREATE TRIGGER {table}_touch_updated_at
            BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION touch_updated_at()
        """)


def downgrade():
    for table in ("system_settings", "orders", "products"):
        op.execute(f"DROP TRIGGER {table}_touch_updated_at ON {table}")
    op.execute("DROP FUNCTION touch_updated_at()")
