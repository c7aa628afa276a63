"""create cad files

Revision ID: 005
Revises: 004
Create Date: 2024-01-22 11:55:09.640023

"""
from alembic import op


revision = '005'
down_revision = '004'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE TYPE processingstatus AS ENUM ('pending', 'processing', 'completed', 'failed')
    """)
    op.execute("""
        CREATE TABLE cad_files (
            id                UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            original_name     VARCHAR(255) NOT NULL,
            file_path         VARCHAR(500) NOT NULL,
            file_size         BIGINT NOT NULL,
            file_hash         VARCHAR(64),
            processing_status processingstatus NOT NULL DEFAULT 'pending',
            error_message     TEXT,
            uploaded_by_id    UUID REFERENCES users (id) ON DELETE SET NULL,
            created_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
            CONSTRAINT ck_cad_files_file_size_positive CHECK (file_size > 0)
        )
    """)
    # The importer polls for files that still wait; the finished ones are the many.
    op.execute("""
        CREATE INDEX ix_cad_files_waiting ON cad_files (created_at)
        WHERE processing_status = 'pending'
    """)


def downgrade():
    op.execute("DROP TABLE cad_files")
    op.execute("DROP TYPE processingstatus")
