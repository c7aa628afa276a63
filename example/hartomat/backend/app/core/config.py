"""Where the database is. Standard library and SQLAlchemy only: Alembic imports this too."""
import os
from importlib.util import find_spec

from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL

# As the services of docker-compose.yml see it.
DEFAULT_DATABASE_URL = "postgresql://hartomat:hartomat@postgres:5432/hartomat"


def database_url() -> URL:
    """DATABASE_URL, with a driver that is installed if it names none."""
    url = make_url(os.environ.get("DATABASE_URL") or DEFAULT_DATABASE_URL)
    if url.drivername == "postgresql":
        driver = "psycopg2" if find_spec("psycopg2") else "psycopg"
        url = url.set(drivername=f"postgresql+{driver}")
    return url
