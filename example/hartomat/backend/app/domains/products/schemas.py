import uuid
from datetime import datetime
from typing import Optional

from pydantic import BaseModel, Field

from app.core.schema import OrmSchema


class ProductCreate(BaseModel):
    sku: str = Field(max_length=64)
    pim_id: Optional[str] = Field(default=None, max_length=64)
    name: str = Field(max_length=255)
    category: Optional[str] = Field(default=None, max_length=80)
    description: Optional[str] = None
    cad_file_id: Optional[uuid.UUID] = None


class ProductOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    sku: str
    pim_id: Optional[str] = None
    name: str
    category: Optional[str] = None
    description: Optional[str] = None
    cad_file_id: Optional[uuid.UUID] = None
    is_active: bool
    deleted_at: Optional[datetime] = None
    created_at: datetime
    updated_at: datetime


class ProductRenderPositionOut(OrmSchema):
    id: uuid.UUID
    product_id: uuid.UUID
    name: str
    rotation_x: float
    rotation_y: float
    rotation_z: float
    is_default: bool
    created_at: datetime
