import enum
import uuid
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId, pg_enum

if TYPE_CHECKING:
    from app.models.import_batch import ImportBatch
    from app.models.invoice import InvoiceLine
    from app.models.media_asset import MediaAsset
    from app.models.order import Order
    from app.models.output_type import OutputType
    from app.models.price_tier import PriceTier
    from app.models.product import Product
    from app.models.render_position import GlobalRenderPosition, ProductRenderPosition
    from app.models.worker_node import WorkerNode


class RenderStatus(str, enum.Enum):
    PENDING = "pending"
    QUEUED = "queued"
    RENDERING = "rendering"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class OrderLine(HasId, HasCreatedAt, Base):
    """One output of one product, and its way through the render farm."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="ck_order_lines_quantity_positive"),
        CheckConstraint("unit_price >= 0", name="ck_order_lines_unit_price_not_negative"),
        CheckConstraint("render_completed_at >= render_started_at", name="ck_order_lines_render_times"),
        CheckConstraint(
            "num_nonnulls(render_position_id, global_render_position_id) <= 1",
            name="ck_order_lines_one_render_position",
        ),
        UniqueConstraint("order_id", "position", name="uq_order_lines_order_id_position"),
        UniqueConstraint(
            "order_id", "product_id", "output_type_id", name="uq_order_lines_order_product_output"
        ),
        Index(
            "ix_order_lines_render_queue",
            "created_at",
            postgresql_where=text("render_status IN ('pending', 'queued')"),
        ),
    )

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    product_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("products.id", ondelete="RESTRICT"), index=True)
    output_type_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("output_types.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int]
    quantity: Mapped[int] = mapped_column(server_default="1")
    unit_price: Mapped[Optional[Decimal]] = mapped_column(Numeric(10, 2))
    price_tier_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("price_tiers.id", ondelete="SET NULL")
    )
    notes: Mapped[Optional[str]] = mapped_column(Text)

    import_batch_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("import_batches.id", ondelete="SET NULL")
    )
    import_row: Mapped[Optional[int]]

    render_status: Mapped[RenderStatus] = mapped_column(
        pg_enum(RenderStatus, "renderstatus"), server_default="pending"
    )
    render_position_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("product_render_positions.id", ondelete="SET NULL")
    )
    global_render_position_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("global_render_positions.id", ondelete="SET NULL")
    )
    render_job_doc: Mapped[Optional[dict[str, Any]]]
    render_started_at: Mapped[Optional[datetime]]
    render_completed_at: Mapped[Optional[datetime]]
    render_error: Mapped[Optional[str]] = mapped_column(Text)
    worker_node_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("worker_nodes.id", ondelete="SET NULL")
    )

    order: Mapped["Order"] = relationship(back_populates="lines")
    product: Mapped["Product"] = relationship(back_populates="order_lines")
    output_type: Mapped["OutputType"] = relationship(back_populates="order_lines")
    price_tier: Mapped[Optional["PriceTier"]] = relationship(back_populates="order_lines")
    import_batch: Mapped[Optional["ImportBatch"]] = relationship(back_populates="order_lines")
    render_position: Mapped[Optional["ProductRenderPosition"]] = relationship(back_populates="order_lines")
    global_render_position: Mapped[Optional["GlobalRenderPosition"]] = relationship(
        back_populates="order_lines"
    )
    worker_node: Mapped[Optional["WorkerNode"]] = relationship(back_populates="order_lines")
    media_assets: Mapped[list["MediaAsset"]] = relationship(back_populates="order_line")
    invoice_lines: Mapped[list["InvoiceLine"]] = relationship(back_populates="order_line")
