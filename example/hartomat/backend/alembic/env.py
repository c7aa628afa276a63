"""How Alembic reaches the HartOMat database, and which models it compares it with."""
from logging.config import fileConfig

import sqlalchemy
from alembic import context

from app.core.config import database_url

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name, disable_existing_loggers=False)

# The models are written for SQLAlchemy 2. Migrations do not need them, only
# autogenerate and `alembic check` do: with SQLAlchemy 1.4 upgrade and downgrade
# work all the same, and autogenerate says that there is no metadata.
if sqlalchemy.__version__.startswith("1."):
    target_metadata = None
else:
    from app.models import Base

    target_metadata = Base.metadata


def run_migrations_offline() -> None:
    """Write the SQL to standard output, without a database (`--sql`)."""
    context.configure(
        url=database_url(),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    """Run the migrations in one transaction on the database of DATABASE_URL."""
    engine = sqlalchemy.create_engine(database_url(), poolclass=sqlalchemy.pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            compare_type=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
