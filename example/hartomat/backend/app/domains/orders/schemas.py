import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, Optional

from pydantic import BaseModel, Field

from app.core.schema import OrmSchema
from app.models import OrderStatus, RenderStatus


class OrderLineCreate(BaseModel):
    product_id: uuid.UUID
    output_type_id: uuid.UUID
    quantity: int = Field(default=1, gt=0)
    notes: Optional[str] = None
    render_position_id: Optional[uuid.UUID] = None
    global_render_position_id: Optional[uuid.UUID] = None


class OrderLineOut(OrmSchema):
    id: uuid.UUID
    order_id: uuid.UUID
    product_id: uuid.UUID
    output_type_id: uuid.UUID
    position: int
    quantity: int
    unit_price: Optional[Decimal] = None
    price_tier_id: Optional[uuid.UUID] = None
    notes: Optional[str] = None
    import_batch_id: Optional[uuid.UUID] = None
    import_row: Optional[int] = None
    render_status: RenderStatus
    render_position_id: Optional[uuid.UUID] = None
    global_render_position_id: Optional[uuid.UUID] = None
    render_job_doc: Optional[dict[str, Any]] = None
    render_started_at: Optional[datetime] = None
    render_completed_at: Optional[datetime] = None
    render_error: Optional[str] = None
    worker_node_id: Optional[uuid.UUID] = None
    created_at: datetime


class OrderCreate(BaseModel):
    customer_reference: Optional[str] = Field(default=None, max_length=120)
    notes: Optional[str] = None
    lines: list[OrderLineCreate] = Field(min_length=1)


class OrderOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    order_number: str
    customer_reference: Optional[str] = None
    status: OrderStatus
    notes: Optional[str] = None
    created_by_id: uuid.UUID
    submitted_at: Optional[datetime] = None
    completed_at: Optional[datetime] = None
    cancelled_at: Optional[datetime] = None
    cancelled_by_id: Optional[uuid.UUID] = None
    cancellation_reason: Optional[str] = None
    created_at: datetime
    updated_at: datetime
    lines: list[OrderLineOut]


class ImportBatchOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    uploaded_by_id: Optional[uuid.UUID] = None
    file_name: str
    status: str
    row_count: Optional[int] = None
    issues: list[Any]
    created_at: datetime
