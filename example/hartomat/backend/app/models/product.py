import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import ForeignKey, Index, String, Text, func, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.cad_file import CadFile
    from app.models.media_asset import MediaAsset
    from app.models.order_line import OrderLine
    from app.models.render_position import ProductRenderPosition
    from app.models.tenant import Tenant


class Product(HasId, HasCreatedAt, Base):
    __tablename__ = "products"
    __table_args__ = (
        Index(
            "uq_products_pim_id",
            "pim_id",
            unique=True,
            postgresql_where=text("pim_id IS NOT NULL"),
        ),
        Index(
            "ix_products_catalogue",
            "tenant_id",
            "name",
            postgresql_where=text("deleted_at IS NULL AND is_active"),
        ),
    )

    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="RESTRICT"), index=True)
    sku: Mapped[str] = mapped_column(String(64), unique=True, index=True)
    pim_id: Mapped[Optional[str]] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    category: Mapped[Optional[str]] = mapped_column(String(80), index=True)
    description: Mapped[Optional[str]] = mapped_column(Text)
    cad_file_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("cad_files.id", ondelete="SET NULL"), index=True
    )
    is_active: Mapped[bool] = mapped_column(server_default=true())
    deleted_at: Mapped[Optional[datetime]]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    tenant: Mapped["Tenant"] = relationship(back_populates="products")
    cad_file: Mapped[Optional["CadFile"]] = relationship(back_populates="products")
    render_positions: Mapped[list["ProductRenderPosition"]] = relationship(
        back_populates="product", cascade="all, delete-orphan", passive_deletes=True
    )
    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="product")
    media_assets: Mapped[list["MediaAsset"]] = relationship(back_populates="product")
