import uuid
from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import BaseModel, Field

from app.core.schema import OrmSchema


class MaterialCreate(BaseModel):
    name: str = Field(max_length=120)
    description: Optional[str] = None
    base_color: Optional[str] = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")
    metallic: Decimal = Field(default=Decimal("0"), ge=0, le=1)
    roughness: Decimal = Field(default=Decimal("0.5"), ge=0, le=1)
    asset_library_id: Optional[uuid.UUID] = None


class MaterialAliasOut(OrmSchema):
    id: uuid.UUID
    material_id: uuid.UUID
    alias: str
    created_at: datetime


class MaterialOut(OrmSchema):
    id: uuid.UUID
    asset_library_id: Optional[uuid.UUID] = None
    name: str
    description: Optional[str] = None
    base_color: Optional[str] = None
    metallic: Decimal
    roughness: Decimal
    created_at: datetime
    aliases: list[MaterialAliasOut]


class AssetLibraryOut(OrmSchema):
    id: uuid.UUID
    tenant_id: Optional[uuid.UUID] = None
    name: str
    blend_file_path: str
    is_active: bool
    created_at: datetime
