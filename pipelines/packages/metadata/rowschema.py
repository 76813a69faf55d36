"""JSON Schema (2020-12) of a table's rows as JSON objects, derived from its resource in the descriptor, for programs that read rows.

Belongs here: the form of a row. Does not: keys, which are a matter of the whole table (the descriptor has them).
"""

from collections.abc import Mapping
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A number is a JSON number and a date its ISO 8601 text, as ``mubiao extract --format jsonl`` and polars' write_json print them.
_TYPES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}
# Constraints that have the same name and meaning in Table Schema and JSON Schema.
_SHARED = ("minimum", "maximum", "pattern", "enum")


def row_schema(table: str, resource: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a row: every column is there, an empty cell is null, and there are no others.

    Args:
        table: name of the table; its schema is published as ``schema/<table>.json``.
        resource: its resource in the descriptor.
    """
    fields = resource["schema"]["fields"]
    return {
        "$schema": DIALECT,
        "$id": f"{table}.json",
        "title": table,
        "description": resource["description"],
        "type": "object",
        "properties": {field["name"]: _property(field) for field in fields},
        "required": [field["name"] for field in fields],
        "additionalProperties": False,
    }


def _property(field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    schema = {key: field[key] for key in ("title", "description", "unit", "concept") if key in field}
    schema |= _TYPES[field["type"]] | {key: constraints[key] for key in _SHARED if key in constraints}
    if not constraints.get("required"):
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema
