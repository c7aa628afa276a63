import enum
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import ForeignKey, Index, String, func, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId, pg_enum

if TYPE_CHECKING:
    from app.models.audit_log import AuditLogEntry
    from app.models.cad_file import CadFile
    from app.models.import_batch import ImportBatch
    from app.models.notification import Notification, NotificationSetting
    from app.models.order import Order
    from app.models.system_setting import SystemSetting
    from app.models.tenant import Tenant


class UserRole(str, enum.Enum):
    """From the most to the least powerful."""

    GLOBAL_ADMIN = "global_admin"
    TENANT_ADMIN = "tenant_admin"
    PROJECT_MANAGER = "project_manager"
    CLIENT = "client"


class User(HasId, HasCreatedAt, Base):
    __tablename__ = "users"

    tenant_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("tenants.id", ondelete="RESTRICT"), index=True
    )
    email: Mapped[str] = mapped_column(String(254))
    full_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[UserRole] = mapped_column(pg_enum(UserRole, "userrole"), server_default="client")
    is_active: Mapped[bool] = mapped_column(server_default=true())
    preferences: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    last_login_at: Mapped[Optional[datetime]]

    tenant: Mapped[Optional["Tenant"]] = relationship(back_populates="users")
    orders: Mapped[list["Order"]] = relationship(
        back_populates="created_by", foreign_keys="Order.created_by_id"
    )
    cancelled_orders: Mapped[list["Order"]] = relationship(
        back_populates="cancelled_by", foreign_keys="Order.cancelled_by_id"
    )
    cad_files: Mapped[list["CadFile"]] = relationship(back_populates="uploaded_by")
    import_batches: Mapped[list["ImportBatch"]] = relationship(back_populates="uploaded_by")
    notifications: Mapped[list["Notification"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )
    notification_settings: Mapped[list["NotificationSetting"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True
    )
    updated_settings: Mapped[list["SystemSetting"]] = relationship(back_populates="updated_by")
    audit_log: Mapped[list["AuditLogEntry"]] = relationship(back_populates="actor")


Index("uq_users_email_lower", func.lower(User.email), unique=True)
