from datetime import datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.order_line import OrderLine


class WorkerNode(HasId, HasCreatedAt, Base):
    """A machine of the render farm."""

    __tablename__ = "worker_nodes"
    __table_args__ = (
        CheckConstraint("max_concurrency BETWEEN 1 AND 32", name="ck_worker_nodes_max_concurrency"),
    )

    hostname: Mapped[str] = mapped_column(String(255), unique=True)
    queues: Mapped[list[str]] = mapped_column(
        ARRAY(String(60)), server_default=text("'{}'::character varying[]")
    )
    gpu_model: Mapped[Optional[str]] = mapped_column(String(120))
    max_concurrency: Mapped[int] = mapped_column(SmallInteger, server_default="1")
    last_heartbeat_at: Mapped[Optional[datetime]]

    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="worker_node")
