import uuid
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.tenant import Tenant
    from app.models.user import User


class ImportBatch(HasId, HasCreatedAt, Base):
    """A spreadsheet of order lines."""

    __tablename__ = "import_batches"
    __table_args__ = (
        CheckConstraint(
            "status IN ('uploaded', 'validated', 'imported', 'rejected')",
            name="ck_import_batches_status",
        ),
    )

    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), index=True)
    uploaded_by_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    file_name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(20), server_default="uploaded")
    row_count: Mapped[Optional[int]]
    issues: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))

    tenant: Mapped["Tenant"] = relationship(back_populates="import_batches")
    uploaded_by: Mapped[Optional["User"]] = relationship(back_populates="import_batches")
    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="import_batch")
