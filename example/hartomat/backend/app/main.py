"""HartOMat's back office: products in, pictures out."""
from fastapi import FastAPI

from app.domains.health.router import router as health
from app.domains.orders.router import router as orders
from app.domains.products.router import router as products
from app.domains.settings.router import router as settings

app = FastAPI(title="HartOMat")
app.include_router(health)
app.include_router(orders)
app.include_router(products)
app.include_router(settings)
