import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Optional

from app.core.schema import OrmSchema
from app.models import InvoiceStatus


class PriceTierOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    name: str
    min_quantity: int
    unit_price: Decimal
    currency: str
    created_at: datetime


class InvoiceLineOut(OrmSchema):
    id: uuid.UUID
    invoice_id: uuid.UUID
    order_line_id: Optional[uuid.UUID] = None
    description: str
    quantity: int
    unit_price: Decimal
    net_amount: Optional[Decimal] = None


class InvoiceOut(OrmSchema):
    id: uuid.UUID
    tenant_id: uuid.UUID
    invoice_number: str
    status: InvoiceStatus
    issued_on: Optional[date] = None
    paid_on: Optional[date] = None
    created_at: datetime
    lines: list[InvoiceLineOut]
