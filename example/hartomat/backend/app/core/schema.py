"""What all schemas share."""
from pydantic import BaseModel, ConfigDict


class OrmSchema(BaseModel):
    """A schema that is filled from a model."""

    model_config = ConfigDict(from_attributes=True)
