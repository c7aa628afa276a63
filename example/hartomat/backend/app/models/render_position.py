import uuid
from typing import TYPE_CHECKING

from sqlalchemy import Float, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.product import Product


class ProductRenderPosition(HasId, HasCreatedAt, Base):
    """How one product is turned towards the camera."""

    __tablename__ = "product_render_positions"
    __table_args__ = (
        UniqueConstraint("product_id", "name", name="uq_product_render_positions_product_id_name"),
        Index(
            "uq_product_render_positions_default",
            "product_id",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )

    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    rotation_x: Mapped[float] = mapped_column(Float, server_default="0")
    rotation_y: Mapped[float] = mapped_column(Float, server_default="0")
    rotation_z: Mapped[float] = mapped_column(Float, server_default="0")
    is_default: Mapped[bool] = mapped_column(server_default=false())

    product: Mapped["Product"] = relationship(back_populates="render_positions")
    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="render_position")


class GlobalRenderPosition(HasCreatedAt, Base):
    """A position that every product has: front, three quarters, top."""

    __tablename__ = "global_render_positions"
    __table_args__ = (
        Index(
            "uq_global_render_positions_default",
            "is_default",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    name: Mapped[str] = mapped_column(String(80), unique=True)
    rotation_x: Mapped[float] = mapped_column(Float, server_default="0")
    rotation_y: Mapped[float] = mapped_column(Float, server_default="0")
    rotation_z: Mapped[float] = mapped_column(Float, server_default="0")
    sort_order: Mapped[int] = mapped_column(server_default="0")
    is_default: Mapped[bool] = mapped_column(server_default=false())

    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="global_render_position")
