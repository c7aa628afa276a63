import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.output_type import OutputType


class RenderTemplate(HasId, HasCreatedAt, Base):
    """A Blender scene into which a product is put."""

    __tablename__ = "render_templates"
    __table_args__ = (
        Index(
            "uq_render_templates_default",
            "output_type_id",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )

    name: Mapped[str] = mapped_column(String(120), unique=True)
    output_type_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("output_types.id", ondelete="CASCADE"))
    blend_file_path: Mapped[str] = mapped_column(String(500))
    is_default: Mapped[bool] = mapped_column(server_default=false())

    output_type: Mapped["OutputType"] = relationship(back_populates="render_templates")
