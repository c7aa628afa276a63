from fastapi import APIRouter
from sqlalchemy import select

from app.core.database import DatabaseSession
from app.domains.settings.schemas import SystemSettingOut
from app.models import SystemSetting

router = APIRouter(prefix="/settings", tags=["settings"])


@router.get("", response_model=list[SystemSettingOut])
def list_settings(session: DatabaseSession) -> list[SystemSetting]:
    return list(session.scalars(select(SystemSetting).order_by(SystemSetting.key)))
