import uuid
from datetime import datetime
from typing import Any, Optional

from app.core.schema import OrmSchema


class OutputTypeOut(OrmSchema):
    id: uuid.UUID
    key: str
    label: str
    render_settings: dict[str, Any]
    is_active: bool
    workflow_definition_id: Optional[uuid.UUID] = None
    created_at: datetime


class RenderTemplateOut(OrmSchema):
    id: uuid.UUID
    name: str
    output_type_id: uuid.UUID
    blend_file_path: str
    is_default: bool
    created_at: datetime


class GlobalRenderPositionOut(OrmSchema):
    id: uuid.UUID
    name: str
    rotation_x: float
    rotation_y: float
    rotation_z: float
    sort_order: int
    is_default: bool
    created_at: datetime


class WorkflowDefinitionOut(OrmSchema):
    id: uuid.UUID
    name: str
    version: int
    steps: list[str]
    created_at: datetime


class WorkerNodeOut(OrmSchema):
    id: uuid.UUID
    hostname: str
    queues: list[str]
    gpu_model: Optional[str] = None
    max_concurrency: int
    last_heartbeat_at: Optional[datetime] = None
    created_at: datetime
