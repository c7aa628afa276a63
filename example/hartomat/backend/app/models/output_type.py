import uuid
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import ForeignKey, String, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt

if TYPE_CHECKING:
    from app.models.order_line import OrderLine
    from app.models.render_template import RenderTemplate
    from app.models.workflow_definition import WorkflowDefinition


class OutputType(HasCreatedAt, Base):
    """What can be ordered of a product: a still, a turntable, a detail."""

    __tablename__ = "output_types"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    key: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(120))
    render_settings: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    is_active: Mapped[bool] = mapped_column(server_default=true())
    workflow_definition_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("workflow_definitions.id", ondelete="SET NULL")
    )

    workflow_definition: Mapped[Optional["WorkflowDefinition"]] = relationship(back_populates="output_types")
    render_templates: Mapped[list["RenderTemplate"]] = relationship(
        back_populates="output_type", cascade="all, delete-orphan", passive_deletes=True
    )
    order_lines: Mapped[list["OrderLine"]] = relationship(back_populates="output_type")
