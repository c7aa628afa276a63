import uuid
from datetime import datetime
from typing import Any, Optional

from app.core.schema import OrmSchema
from app.models import MediaAssetType, ProcessingStatus


class CadFileOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    original_name: str
    file_path: str
    file_size: int
    file_hash: Optional[str] = None
    processing_status: ProcessingStatus
    error_message: Optional[str] = None
    uploaded_by_id: Optional[uuid.UUID] = None
    parsed_objects: Optional[dict[str, Any]] = None
    mesh_attributes: Optional[dict[str, Any]] = None
    part_count: Optional[int] = None
    created_at: datetime


class MediaAssetOut(OrmSchema):
    id: uuid.UUID
    asset_type: MediaAssetType
    product_id: Optional[uuid.UUID] = None
    order_line_id: Optional[uuid.UUID] = None
    cad_file_id: Optional[uuid.UUID] = None
    storage_bucket: str
    storage_key: str
    mime_type: Optional[str] = None
    file_size: Optional[int] = None
    created_at: datetime
