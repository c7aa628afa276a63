import uuid
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt

if TYPE_CHECKING:
    from app.models.user import User


class AuditLogEntry(HasCreatedAt, Base):
    """One thing that somebody did."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_created_at", "created_at"),
        Index("ix_audit_log_entity", "entity_type", "entity_id"),
        {"comment": "Who did what, kept for ten years"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    actor_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(80))
    entity_type: Mapped[str] = mapped_column(String(60))
    entity_id: Mapped[Optional[uuid.UUID]]
    payload: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))

    actor: Mapped[Optional["User"]] = relationship(back_populates="audit_log")
