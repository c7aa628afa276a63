import uuid
from typing import TYPE_CHECKING, Optional

from sqlalchemy import ForeignKey, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.material import Material
    from app.models.tenant import Tenant


class AssetLibrary(HasId, HasCreatedAt, Base):
    """A Blender file full of materials."""

    __tablename__ = "asset_libraries"

    tenant_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("tenants.id", ondelete="CASCADE"), index=True, comment="NULL: shared by all tenants"
    )
    name: Mapped[str] = mapped_column(String(120))
    blend_file_path: Mapped[str] = mapped_column(String(500))
    is_active: Mapped[bool] = mapped_column(server_default=true())

    tenant: Mapped[Optional["Tenant"]] = relationship(back_populates="asset_libraries")
    materials: Mapped[list["Material"]] = relationship(back_populates="asset_library")
