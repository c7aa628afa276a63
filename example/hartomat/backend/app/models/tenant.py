import uuid
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, String, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt

if TYPE_CHECKING:
    from app.models.asset_library import AssetLibrary
    from app.models.cad_file import CadFile
    from app.models.import_batch import ImportBatch
    from app.models.invoice import Invoice
    from app.models.order import Order
    from app.models.price_tier import PriceTier
    from app.models.product import Product
    from app.models.user import User


class Tenant(HasCreatedAt, Base):
    """A customer with data of its own."""

    __tablename__ = "tenants"
    __table_args__ = (CheckConstraint("slug ~ '^[a-z0-9-]+$'", name="ck_tenants_slug_format"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(150))
    is_active: Mapped[bool] = mapped_column(server_default=true())

    users: Mapped[list["User"]] = relationship(back_populates="tenant")
    products: Mapped[list["Product"]] = relationship(back_populates="tenant")
    cad_files: Mapped[list["CadFile"]] = relationship(back_populates="tenant")
    orders: Mapped[list["Order"]] = relationship(back_populates="tenant")
    price_tiers: Mapped[list["PriceTier"]] = relationship(back_populates="tenant")
    invoices: Mapped[list["Invoice"]] = relationship(back_populates="tenant")
    asset_libraries: Mapped[list["AssetLibrary"]] = relationship(back_populates="tenant")
    import_batches: Mapped[list["ImportBatch"]] = relationship(back_populates="tenant")
