import enum
import uuid
from typing import TYPE_CHECKING, Optional

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, HasId, pg_enum

if TYPE_CHECKING:
    from app.models.cad_file import CadFile
    from app.models.order_line import OrderLine
    from app.models.product import Product


class MediaAssetType(str, enum.Enum):
    THUMBNAIL = "thumbnail"
    STILL = "still"
    TURNTABLE = "turntable"
    STL_LOW = "stl_low"
    STL_HIGH = "stl_high"
    GLTF_GEOMETRY = "gltf_geometry"
    GLTF_PRODUCTION = "gltf_production"
    BLEND_PRODUCTION = "blend_production"


class MediaAsset(HasId, HasCreatedAt, Base):
    """A file that HartOMat made: a picture, a film, a 3D scene."""

    __tablename__ = "media_assets"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(product_id, order_line_id, cad_file_id) > 0", name="ck_media_assets_has_owner"
        ),
        UniqueConstraint(
            "storage_bucket", "storage_key", name="uq_media_assets_storage_bucket_storage_key"
        ),
    )

    asset_type: Mapped[MediaAssetType] = mapped_column(
        pg_enum(MediaAssetType, "mediaassettype"), index=True
    )
    product_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), index=True
    )
    order_line_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("order_lines.id", ondelete="CASCADE"), index=True
    )
    cad_file_id: Mapped[Optional[uuid.UUID]] = mapped_column(
        ForeignKey("cad_files.id", ondelete="CASCADE"), index=True
    )
    storage_bucket: Mapped[str] = mapped_column(String(63), server_default="media")
    storage_key: Mapped[str] = mapped_column(String(500))
    mime_type: Mapped[Optional[str]] = mapped_column(String(100))
    file_size: Mapped[Optional[int]] = mapped_column(BigInteger)

    product: Mapped[Optional["Product"]] = relationship(back_populates="media_assets")
    order_line: Mapped[Optional["OrderLine"]] = relationship(back_populates="media_assets")
    cad_file: Mapped[Optional["CadFile"]] = relationship(back_populates="media_assets")
