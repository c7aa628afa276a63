"""Says what SQLAlchemy's own MetaData holds of models, for PostgreSQL.

Standard input: JSON {"path": folder for sys.path, "modules": [names to import]}. Standard output:
JSON {"tables": {name: {"columns": {name: {...}}, "foreign_keys": [...], "primary_key": [...],
"unique": [...], "indexes": [...]}}}. Names of tables have their schema before a dot.
"""
import importlib
import json
import sys

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

DIALECT = postgresql.dialect()


def metadata_of(modules):
    found = {}
    for module in modules:
        for value in list(vars(module).values()):
            metadata = value if isinstance(value, sa.MetaData) else getattr(value, "metadata", None)
            if isinstance(metadata, sa.MetaData) and metadata.tables:
                found[id(metadata)] = metadata
    return found.values()


def column_of(column):
    try:
        kind = column.type.compile(DIALECT)
    except Exception as error:  # a type that no PostgreSQL has
        kind = "? " + str(error).splitlines()[0]
    default = column.server_default
    return {
        "type": kind,
        "nullable": column.nullable,
        "default": getattr(default, "arg", None) is not None,
        "attribute": column.key,
    }


def key_of(constraint):
    return {
        "columns": [column.name for column in constraint.columns],
        "table": constraint.elements[0].target_fullname.rsplit(".", 1)[0],
        "targets": [element.target_fullname.rsplit(".", 1)[1] for element in constraint.elements],
        "ondelete": (constraint.ondelete or "NO ACTION").upper(),
    }


def table_of(table):
    kinds = table.constraints
    return {
        "columns": {column.name: column_of(column) for column in table.columns},
        "primary_key": sorted(column.name for column in table.primary_key.columns),
        "foreign_keys": [key_of(one) for one in kinds if isinstance(one, sa.ForeignKeyConstraint)],
        "unique": sorted(
            sorted(column.name for column in one.columns)
            for one in kinds
            if isinstance(one, sa.UniqueConstraint)
        ),
        "indexes": sorted(str(index.name) for index in table.indexes),
    }


def main():
    request = json.load(sys.stdin)
    sys.path[:0] = request["path"]
    out = sys.stdout
    sys.stdout = sys.stderr
    modules = [importlib.import_module(name) for name in request["modules"]]
    sa.orm.configure_mappers()
    tables = {}
    for metadata in metadata_of(modules):
        for table in metadata.tables.values():
            tables[table.fullname] = table_of(table)
    json.dump({"tables": tables}, out)


main()
