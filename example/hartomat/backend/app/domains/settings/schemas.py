import uuid
from datetime import datetime
from typing import Any, Optional

from app.core.schema import OrmSchema


class SystemSettingOut(OrmSchema):
    key: str
    value: str
    description: Optional[str] = None
    updated_at: datetime
    updated_by_id: Optional[uuid.UUID] = None


class AuditLogEntryOut(OrmSchema):
    id: int
    actor_id: Optional[uuid.UUID] = None
    action: str
    entity_type: str
    entity_id: Optional[uuid.UUID] = None
    payload: dict[str, Any]
    created_at: datetime
