import uuid
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt

if TYPE_CHECKING:
    from app.models.output_type import OutputType


class WorkflowDefinition(HasCreatedAt, Base):
    """The steps from a CAD file to a published picture."""

    __tablename__ = "workflow_definitions"
    __table_args__ = (
        UniqueConstraint("name", "version", name="uq_workflow_definitions_name_version"),
        CheckConstraint("jsonb_typeof(steps) = 'array'", name="ck_workflow_definitions_steps_array"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    name: Mapped[str] = mapped_column(String(120))
    version: Mapped[int] = mapped_column(server_default="1")
    steps: Mapped[list[str]] = mapped_column(JSONB)

    output_types: Mapped[list["OutputType"]] = relationship(back_populates="workflow_definition")
