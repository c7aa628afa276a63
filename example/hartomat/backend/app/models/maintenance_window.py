from datetime import datetime

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HasCreatedAt, HasId


class MaintenanceWindow(HasId, HasCreatedAt, Base):
    """A time in which the farm renders nothing."""

    __tablename__ = "maintenance_windows"
    __table_args__ = (
        ExcludeConstraint(("during", "&&"), using="gist", name="ex_maintenance_windows_overlap"),
    )

    reason: Mapped[str] = mapped_column(String(200))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
