import enum
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Sequence, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId, pg_enum

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.tenant import Tenant
    from app.models.user import User

order_number_seq = Sequence("order_number_seq", start=1000, metadata=Base.metadata)


class OrderStatus(str, enum.Enum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PROCESSING = "processing"
    COMPLETED = "completed"
    REJECTED = "rejected"


class Order(HasId, HasCreatedAt, Base):
    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "cancelled_at IS NULL OR cancellation_reason IS NOT NULL",
            name="ck_orders_cancellation_reason",
        ),
    )

    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="RESTRICT"), index=True)
    order_number: Mapped[str] = mapped_column(String(32), unique=True)
    customer_reference: Mapped[Optional[str]] = mapped_column(String(120))
    status: Mapped[OrderStatus] = mapped_column(
        pg_enum(OrderStatus, "orderstatus"), server_default="draft", index=True
    )
    notes: Mapped[Optional[str]] = mapped_column(Text)
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    submitted_at: Mapped[Optional[datetime]]
    completed_at: Mapped[Optional[datetime]]
    cancelled_at: Mapped[Optional[datetime]]
    cancelled_by_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    cancellation_reason: Mapped[Optional[str]] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    tenant: Mapped["Tenant"] = relationship(back_populates="orders")
    created_by: Mapped["User"] = relationship(back_populates="orders", foreign_keys=[created_by_id])
    cancelled_by: Mapped[Optional["User"]] = relationship(
        back_populates="cancelled_orders", foreign_keys=[cancelled_by_id]
    )
    lines: Mapped[list["OrderLine"]] = relationship(
        back_populates="order",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="OrderLine.position",
    )
