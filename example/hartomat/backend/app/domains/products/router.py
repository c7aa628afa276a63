from fastapi import APIRouter
from sqlalchemy import select

from app.core.database import DatabaseSession
from app.domains.products.schemas import ProductOut
from app.models import Product

router = APIRouter(prefix="/products", tags=["products"])


@router.get("", response_model=list[ProductOut])
def list_products(session: DatabaseSession) -> list[Product]:
    catalogue = select(Product).where(Product.deleted_at.is_(None), Product.is_active)
    return list(session.scalars(catalogue.order_by(Product.name).limit(100)))
