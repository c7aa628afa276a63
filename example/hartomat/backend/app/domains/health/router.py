from fastapi import APIRouter
from sqlalchemy import text

from app.core.database import DatabaseSession

router = APIRouter(tags=["health"])


@router.get("/health")
def health(session: DatabaseSession) -> dict[str, str]:
    """The revision that the database is at; fails if there is no database."""
    return {"revision": session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()}
