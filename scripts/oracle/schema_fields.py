"""Says what Pydantic's own model_fields hold of the schemas of some modules.

Standard input: JSON {"path": folder for sys.path, "modules": [names to import]}. Standard output:
JSON {"schemas": {"module.Class": {field: whether it may be None}}}; tables of SQLModel are left out.
"""
import importlib
import json
import sys
import typing

from pydantic import BaseModel


def may_be_none(annotation):
    if annotation is None or annotation is type(None) or annotation is typing.Any:
        return True
    return any(may_be_none(part) for part in typing.get_args(annotation)) if is_union(annotation) else False


def is_union(annotation):
    origin = typing.get_origin(annotation)
    return origin is typing.Union or getattr(origin, "__name__", "") == "UnionType"


def main():
    request = json.load(sys.stdin)
    sys.path[:0] = request["path"]
    out = sys.stdout
    sys.stdout = sys.stderr
    schemas = {}
    failed = {}
    for name in request["modules"]:
        try:
            module = importlib.import_module(name)
        except Exception as error:
            failed[name] = str(error).splitlines()[:1]
            continue
        for value in vars(module).values():
            if not isinstance(value, type) or not issubclass(value, BaseModel):
                continue
            if value.__module__ != name or hasattr(value, "__table__") or "[" in value.__name__:
                continue
            schemas[f"{name}.{value.__name__}"] = {
                field: may_be_none(info.annotation) for field, info in value.model_fields.items()
            }
    json.dump({"schemas": schemas, "failed": failed}, out)


main()
