import enum
import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Optional

from sqlalchemy import Computed, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId, pg_enum

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.tenant import Tenant


class InvoiceStatus(str, enum.Enum):
    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"
    VOID = "void"


class Invoice(HasId, HasCreatedAt, Base):
    __tablename__ = "invoices"
    __table_args__ = (
        UniqueConstraint("tenant_id", "invoice_number", name="uq_invoices_tenant_id_invoice_number"),
    )

    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="RESTRICT"))
    invoice_number: Mapped[str] = mapped_column(String(32))
    status: Mapped[InvoiceStatus] = mapped_column(
        pg_enum(InvoiceStatus, "invoicestatus"), server_default="draft"
    )
    issued_on: Mapped[Optional[date]]
    paid_on: Mapped[Optional[date]]

    tenant: Mapped["Tenant"] = relationship(back_populates="invoices")
    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice", cascade="all, delete-orphan", passive_deletes=True
    )


class InvoiceLine(HasId, Base):
    __tablename__ = "invoice_lines"

    invoice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invoices.id", ondelete="CASCADE"), index=True)
    order_line_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("order_lines.id", ondelete="SET NULL")
    )
    description: Mapped[str] = mapped_column(String(255))
    quantity: Mapped[int] = mapped_column(server_default="1")
    unit_price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    net_amount: Mapped[Optional[Decimal]] = mapped_column(
        Numeric(12, 2), Computed("quantity::numeric * unit_price", persisted=True)
    )

    invoice: Mapped["Invoice"] = relationship(back_populates="lines")
    order_line: Mapped[Optional["OrderLine"]] = relationship(back_populates="invoice_lines")
