"""Every model of HartOMat. Alembic sees a table only if its model is imported here."""
from app.models.asset_library import AssetLibrary
from app.models.audit_log import AuditLogEntry
from app.models.base import Base
from app.models.cad_file import CadFile, ProcessingStatus
from app.models.import_batch import ImportBatch
from app.models.invoice import Invoice, InvoiceLine, InvoiceStatus
from app.models.maintenance_window import MaintenanceWindow
from app.models.material import Material, MaterialAlias
from app.models.media_asset import MediaAsset, MediaAssetType
from app.models.notification import Notification, NotificationChannel, NotificationSetting
from app.models.order import Order, OrderStatus
from app.models.order_line import OrderLine, RenderStatus
from app.models.output_type import OutputType
from app.models.price_tier import PriceTier
from app.models.product import Product
from app.models.render_position import GlobalRenderPosition, ProductRenderPosition
from app.models.render_template import RenderTemplate
from app.models.system_setting import SystemSetting
from app.models.tenant import Tenant
from app.models.user import User, UserRole
from app.models.worker_node import WorkerNode
from app.models.workflow_definition import WorkflowDefinition

__all__ = [
    "AssetLibrary",
    "AuditLogEntry",
    "Base",
    "CadFile",
    "GlobalRenderPosition",
    "ImportBatch",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "MaintenanceWindow",
    "Material",
    "MaterialAlias",
    "MediaAsset",
    "MediaAssetType",
    "Notification",
    "NotificationChannel",
    "NotificationSetting",
    "Order",
    "OrderLine",
    "OrderStatus",
    "OutputType",
    "PriceTier",
    "ProcessingStatus",
    "Product",
    "ProductRenderPosition",
    "RenderStatus",
    "RenderTemplate",
    "SystemSetting",
    "Tenant",
    "User",
    "UserRole",
    "WorkerNode",
    "WorkflowDefinition",
]
