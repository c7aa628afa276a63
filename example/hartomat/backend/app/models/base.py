"""What all models share."""
import enum
import uuid
from datetime import datetime
from typing import Any, Type

from sqlalchemy import DateTime, Enum, MetaData, func
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    # The names that PostgreSQL itself gives: a constraint that a migration left
    # unnamed is called the same as in the models.
    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {
        uuid.UUID: UUID(as_uuid=True),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
    }


class HasId:
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)


class HasCreatedAt:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def pg_enum(labels: Type[enum.Enum], name: str) -> Enum:
    """A native enum of PostgreSQL whose labels are the values of a Python enum."""
    return Enum(labels, name=name, values_callable=lambda members: [m.value for m in members])
