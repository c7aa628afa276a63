import uuid

from fastapi import APIRouter, HTTPException
from sqlalchemy import select

from app.core.database import DatabaseSession
from app.domains.orders.schemas import OrderOut
from app.models import Order

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("", response_model=list[OrderOut])
def list_orders(session: DatabaseSession) -> list[Order]:
    return list(session.scalars(select(Order).order_by(Order.created_at.desc()).limit(100)))


@router.get("/{order_id}", response_model=OrderOut)
def get_order(order_id: uuid.UUID, session: DatabaseSession) -> Order:
    order = session.get(Order, order_id)
    if order is None:
        raise HTTPException(status_code=404, detail="No such order")
    return order
