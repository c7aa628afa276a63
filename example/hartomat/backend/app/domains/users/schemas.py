import uuid
from datetime import datetime
from typing import Any, Optional

from app.core.schema import OrmSchema
from app.models import NotificationChannel, UserRole


class TenantOut(OrmSchema):
    id: uuid.UUID
    slug: str
    name: str
    is_active: bool
    created_at: datetime


class UserOut(OrmSchema):
    """A user without the password hash."""

    id: uuid.UUID
    tenant_id: Optional[uuid.UUID] = None
    email: str
    full_name: str
    role: UserRole
    is_active: bool
    preferences: dict[str, Any]
    last_login_at: Optional[datetime] = None
    created_at: datetime


class NotificationOut(OrmSchema):
    id: uuid.UUID
    user_id: uuid.UUID
    title: str
    body: Optional[str] = None
    link: Optional[str] = None
    read_at: Optional[datetime] = None
    created_at: datetime


class NotificationSettingOut(OrmSchema):
    user_id: uuid.UUID
    event: str
    channel: NotificationChannel
    is_enabled: bool
