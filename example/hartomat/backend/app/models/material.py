import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId

if TYPE_CHECKING:
    from app.models.asset_library import AssetLibrary


class Material(HasCreatedAt, Base):
    __tablename__ = "materials"
    __table_args__ = (
        CheckConstraint("base_color ~ '^#[0-9a-fA-F]{6}$'", name="ck_materials_base_color_hex"),
        CheckConstraint("metallic BETWEEN 0 AND 1", name="ck_materials_metallic_range"),
        CheckConstraint("roughness BETWEEN 0 AND 1", name="ck_materials_roughness_range"),
        {"comment": "What a part is made of, as the renderer sees it"},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    asset_library_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("asset_libraries.id", ondelete="SET NULL")
    )
    name: Mapped[str] = mapped_column(String(120), unique=True)
    description: Mapped[Optional[str]] = mapped_column(Text)
    base_color: Mapped[Optional[str]] = mapped_column(String(7), comment="sRGB, as #rrggbb")
    metallic: Mapped[Decimal] = mapped_column(Numeric(4, 3), server_default="0")
    roughness: Mapped[Decimal] = mapped_column(Numeric(4, 3), server_default="0.5")

    asset_library: Mapped[Optional["AssetLibrary"]] = relationship(back_populates="materials")
    aliases: Mapped[list["MaterialAlias"]] = relationship(
        back_populates="material", cascade="all, delete-orphan", passive_deletes=True
    )


class MaterialAlias(HasId, HasCreatedAt, Base):
    """What a customer calls a material."""

    __tablename__ = "material_aliases"
    __table_args__ = (
        UniqueConstraint("material_id", "alias", name="uq_material_aliases_material_id_alias"),
    )

    material_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"))
    alias: Mapped[str] = mapped_column(String(200))

    material: Mapped["Material"] = relationship(back_populates="aliases")


Index("uq_material_aliases_alias_lower", func.lower(MaterialAlias.alias), unique=True)
