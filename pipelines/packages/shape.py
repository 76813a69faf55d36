"""The shape that a descriptor must have before anything it names is opened: names, paths, types, nothing to fetch.

Narrower than the official profile where the profile lets a reader be sent elsewhere. Belongs here: what may be opened. Does not: what
the official profile asks besides (``checks.profile``).
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.base.notation import read_json
from pipelines.packages.naming import Name, Relative, Version
from schemas.errors import InputError

MOST_ROWS = 100_000_000
MOST_COLUMNS, MOST_RESOURCES = 1_000, 1_000
LONGEST_SHOWN = 200

Column = Annotated[str, Field(min_length=1, max_length=200)]
Columns = Annotated[list[Column], Field(min_length=1, max_length=MOST_COLUMNS)]


class Shape(BaseModel):
    """Values have the types stated, and are not converted; other keys are let through."""

    model_config = ConfigDict(strict=True, extra="allow")


class Constraints(Shape):
    """What a cell must keep."""

    required: bool = False
    pattern: str | None = None
    enum: list[Any] | None = None
    minimum: float | None = None
    maximum: float | None = None


class Category(Shape):
    """A code that a cell may hold."""

    value: str


class TableField(Shape):
    """A column."""

    name: Column
    type: Literal["string", "integer", "number", "date", "boolean"]
    constraints: Constraints = Constraints()
    categories: list[Category] = []


class Reference(Shape):
    """The other side of a foreign key; without a name it is the same table."""

    resource: str
    fields: Columns


class ForeignKey(Shape):
    """Columns whose cells stand in another table."""

    fields: Columns
    reference: Reference


class TableSchema(Shape):
    """The columns of a table and its keys."""

    fields: Annotated[list[TableField], Field(min_length=1, max_length=MOST_COLUMNS)]
    primary_key: Columns | None = Field(None, alias="primaryKey")
    foreign_keys: list[ForeignKey] = Field([], alias="foreignKeys")


class Resource(Shape):
    """A file of a table. No other key is let through: some, such as ``profile`` or ``dialect``, make a reader fetch what they name."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: Name
    type: Literal["table"]
    path: Relative
    title: str = ""
    description: str = ""
    format: Literal["parquet", "csv"]
    mediatype: str = ""
    encoding: Literal["utf-8", "utf-8-sig"] = "utf-8"
    bytes: Annotated[int, Field(ge=0)] = 0
    hash: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    rows: Annotated[int, Field(ge=0, le=MOST_ROWS)]
    sources: list[dict[str, Any]] = []
    table_schema: TableSchema = Field(alias="schema")
    deprecated: bool = False


class Descriptor(Shape):
    """A datapackage.json."""

    name: Name
    title: str
    version: Version
    created: str
    contributors: list[dict[str, Any]] = []
    profile: None = None
    resources: Annotated[list[Resource], Field(min_length=1, max_length=MOST_RESOURCES)]

    @model_validator(mode="after")
    def _each_once(self) -> "Descriptor":
        for what in ("name", "path"):
            values = [getattr(resource, what) for resource in self.resources]
            if twice := next((value for value in values if values.count(value) > 1), None):
                raise ValueError(f"two resources have the {what} {twice}")
        return self


def read_shaped(file: Path, shape: type[Shape], what: str, cure: str) -> dict[str, Any]:
    """A JSON file as it stands, if it has a shape.

    Raises:
        InputError: it is no JSON, or has another shape; names the first place that differs.
    """
    content: dict[str, Any] = read_json(file, cure, f"the {what}")
    refuse_other_shape(file, content, shape, what, cure)
    return content


def refuse_other_shape(file: Path, content: object, shape: type[Shape], what: str, cure: str) -> None:
    """Refuse what has not a shape, by the first place that differs; so also before it is written.

    Raises:
        InputError: names the place, and what is wrong there.
    """
    try:
        shape.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place, reason = "/".join(map(str, fault["loc"])), fault["msg"]
        raise InputError(file, _short(place), f"the {what} has another shape: {_short(reason)}", cure) from None
    except RecursionError:
        raise InputError(file, "", f"the {what} is nested too deep", cure) from None


def _short(text: str) -> str:
    """So much of what a stranger wrote as a sentence bears, in signs that print."""
    printed = "".join(sign if sign.isprintable() else "?" for sign in text)
    return printed if len(printed) <= LONGEST_SHOWN else f"{printed[:LONGEST_SHOWN]}…"
