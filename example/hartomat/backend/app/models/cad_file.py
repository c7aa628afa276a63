import enum
import uuid
from typing import TYPE_CHECKING, Any, Optional

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, HasCreatedAt, pg_enum

if TYPE_CHECKING:
    from app.models.media_asset import MediaAsset
    from app.models.product import Product
    from app.models.tenant import Tenant
    from app.models.user import User


class ProcessingStatus(str, enum.Enum):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class CadFile(HasCreatedAt, Base):
    """A STEP file as the customer uploaded it, and what the importer found in it."""

    __tablename__ = "cad_files"
    __table_args__ = (
        CheckConstraint("file_size > 0", name="ck_cad_files_file_size_positive"),
        Index("ix_cad_files_parsed_objects", "parsed_objects", postgresql_using="gin"),
        Index(
            "ix_cad_files_waiting",
            "created_at",
            postgresql_where=text("processing_status = 'pending'"),
        ),
        Index(
            "uq_cad_files_tenant_id_file_hash",
            "tenant_id",
            "file_hash",
            unique=True,
            postgresql_where=text("file_hash IS NOT NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    tenant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tenants.id", ondelete="RESTRICT"), index=True)
    original_name: Mapped[str] = mapped_column(String(255))
    file_path: Mapped[str] = mapped_column(String(500))
    file_size: Mapped[int] = mapped_column(BigInteger)
    file_hash: Mapped[Optional[str]] = mapped_column(String(64))
    processing_status: Mapped[ProcessingStatus] = mapped_column(
        pg_enum(ProcessingStatus, "processingstatus"), server_default="pending"
    )
    error_message: Mapped[Optional[str]] = mapped_column(Text)
    uploaded_by_id: Mapped[Optional[uuid.UUID]] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    parsed_objects: Mapped[Optional[dict[str, Any]]]
    mesh_attributes: Mapped[Optional[dict[str, Any]]]
    part_count: Mapped[Optional[int]]

    tenant: Mapped["Tenant"] = relationship(back_populates="cad_files")
    uploaded_by: Mapped[Optional["User"]] = relationship(back_populates="cad_files")
    products: Mapped[list["Product"]] = relationship(back_populates="cad_file")
    media_assets: Mapped[list["MediaAsset"]] = relationship(back_populates="cad_file")
