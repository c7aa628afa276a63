import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.tenant import Tenant


class PriceTier(HasId, HasCreatedAt, Base):
    """The price of an output from a quantity on."""

    __tablename__ = "price_tiers"
    __table_args__ = (
        CheckConstraint("min_quantity > 0", name="ck_price_tiers_min_quantity_positive"),
        CheckConstraint("unit_price >= 0", name="ck_price_tiers_unit_price_not_negative"),
        UniqueConstraint("tenant_id", "min_quantity", name="uq_price_tiers_tenant_id_min_quantity"),
    )

    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    min_quantity: Mapped[int] = mapped_column(server_default="1")
    unit_price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    currency: Mapped[str] = mapped_column(String(3), server_default="EUR")

    tenant: Mapped["Tenant"] = relationship(back_populates="price_tiers")
    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="price_tier")
