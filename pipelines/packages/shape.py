"""The shape that a descriptor must have before anything it names is opened: names, paths, types, nothing to fetch.

Narrower than the official profile where the profile lets a reader be sent elsewhere. Belongs here: what may be opened. Does not: what
the official profile asks besides (``checks.profile``).
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field, ValidationError, model_validator

from pipelines.base.notation import read_json
from pipelines.packages.naming import Name, Relative, Version
from schemas import safe_text
from schemas.errors import InputError, brief

MOST_ROWS = 100_000_000
# Control signs but for blanks: no text of a descriptor holds them, whatever prints it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A descriptor of 2,600 reports has half a megabyte.
LARGEST = 64 * 2**20
MOST_COLUMNS, MOST_RESOURCES, MOST_SOURCES = 1_000, 1_000, 200_000
# Of all tables together.
MOST_COLUMNS_IN_ALL = 20_000
# Of one field or key: allowed values, and characters of a pattern; what any text of a descriptor may have.
MOST_VALUES, LONGEST_PATTERN, LONGEST_TEXT = 10_000, 1_000, 100_000

Items = TypeVar("Items")
# A list that is refused at its first wrong item: a list of a million wrong ones is not described a million times.
Listed = Annotated[list[Items], FailFast()]
Value = str | int | float | bool


def _written(text: str) -> str:
    """A text that pages, workbooks and terminals print."""
    if _CONTROL.search(text):
        raise ValueError("a text holds a control sign")
    return text


def _column(name: str) -> str:
    """The name of a column: it is printed, and heads a column of a spreadsheet."""
    if not name.isprintable():
        raise ValueError("a column's name holds a sign that cannot be seen")
    if safe_text.escaped(name) != name:
        raise ValueError("a spreadsheet takes a column's name for a formula")
    return name


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_written)]
Column = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_column)]
Columns = Annotated[Listed[Column], Field(min_length=1, max_length=MOST_COLUMNS)]


class Shape(BaseModel):
    """Values have the types stated, and are not converted; other keys are let through."""

    model_config = ConfigDict(strict=True, extra="allow")


class Constraints(Shape):
    """What a cell must keep. No other key is let through: nothing would check it."""

    model_config = ConfigDict(strict=True, extra="forbid")

    required: bool = False
    unique: bool = False
    min_length: Annotated[int, Field(ge=0)] = Field(0, alias="minLength")
    max_length: Annotated[int, Field(ge=0)] | None = Field(None, alias="maxLength")
    pattern: Annotated[str, Field(max_length=LONGEST_PATTERN)] | None = None
    enum: Annotated[Listed[Value], Field(min_length=1, max_length=MOST_VALUES)] = []
    minimum: Value | None = None
    maximum: Value | None = None
    exclusive_minimum: Value | None = Field(None, alias="exclusiveMinimum")
    exclusive_maximum: Value | None = Field(None, alias="exclusiveMaximum")

    def bounds(self) -> list[Value]:
        """The least and most that a cell may be, as far as they are named."""
        named = (self.minimum, self.maximum, self.exclusive_minimum, self.exclusive_maximum)
        return [bound for bound in named if bound is not None]


class Category(Shape):
    """A code that a cell may hold."""

    value: str


class TableField(Shape):
    """A column. Its cells are written as the standard has them by default."""

    name: Column
    type: Literal["string", "integer", "number", "date", "boolean"]
    format: Literal["default"] = "default"
    title: Text = ""
    description: Text = ""
    unit: Text = ""
    constraints: Constraints = Field(default_factory=lambda: Constraints.model_validate({}))
    categories: Annotated[Listed[Category], Field(max_length=MOST_VALUES)] = []

    @model_validator(mode="after")
    def _of_its_type(self) -> "TableField":
        named = [*self.constraints.bounds(), *self.constraints.enum]
        if wrong := [value for value in named if not _is_of(self.type, value)]:
            raise ValueError(f"{brief(wrong[0])} is no {self.type}, as the column's cells are")
        if self.constraints.bounds() and self.type in ("string", "boolean"):
            raise ValueError(f"a column of type {self.type} has no bounds")
        return self


def _is_of(kind: str, value: Value) -> bool:
    """Whether a value of a constraint is one of a column's type."""
    if kind in ("integer", "number"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "boolean":
        return isinstance(value, bool)
    return isinstance(value, str) and (kind != "date" or _is_day(value))


def _is_day(value: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


class Reference(Shape):
    """The other side of a foreign key; without a name it is the same table."""

    resource: str = ""
    fields: Columns


class ForeignKey(Shape):
    """Columns whose cells stand in another table."""

    fields: Columns
    reference: Reference

    @model_validator(mode="after")
    def _side_by_side(self) -> "ForeignKey":
        if len(self.fields) != len(self.reference.fields):
            raise ValueError("a foreign key has as many columns as what it refers to")
        return self


class TableSchema(Shape):
    """The columns of a table and its keys."""

    fields: Annotated[Listed[TableField], Field(min_length=1, max_length=MOST_COLUMNS)]
    primary_key: Columns = Field([], alias="primaryKey")
    unique_keys: Annotated[Listed[Columns], Field(max_length=100)] = Field([], alias="uniqueKeys")
    foreign_keys: Annotated[Listed[ForeignKey], Field(max_length=MOST_COLUMNS)] = Field([], alias="foreignKeys")
    missing_values: Annotated[Listed[Annotated[str, Field(max_length=100)]], Field(max_length=100)] = Field(
        [""], alias="missingValues"
    )

    @model_validator(mode="after")
    def _of_its_columns(self) -> "TableSchema":
        names = [field.name for field in self.fields]
        # DuckDB, as any SQL, takes the names of columns that differ in case alone for the same.
        if twice := _twice(name.casefold() for name in names):
            raise ValueError(f"two columns have the name {brief(twice)}")
        keys = [*self.unique_keys, *(key.fields for key in self.foreign_keys), self.primary_key]
        if other := next((name for key in keys for name in key if name not in names), None):
            raise ValueError(f"a key names {brief(other)}, which is no column of the table")
        return self


class Resource(Shape):
    """A file of a table. No other key is let through: some, such as ``profile`` or ``dialect``, make a reader fetch what they name."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: Name
    type: Literal["table"]
    path: Relative
    title: Text = ""
    description: Text = ""
    format: Literal["parquet", "csv"]
    mediatype: Text = ""
    encoding: Literal["utf-8", "utf-8-sig"] = "utf-8"
    bytes: Annotated[int, Field(ge=0)] = 0
    hash: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    rows: Annotated[int, Field(ge=0, le=MOST_ROWS)]
    sources: Annotated[Listed[dict[str, Any]], Field(max_length=MOST_SOURCES)] = []
    table_schema: TableSchema = Field(alias="schema")
    deprecated: bool = False


class Contributor(Shape):
    """Who made a package."""

    title: Text = ""


class Descriptor(Shape):
    """A datapackage.json."""

    name: Name
    title: Text
    description: Text = ""
    version: Version
    created: Annotated[Text, Field(max_length=100)]
    contributors: Annotated[Listed[Contributor], Field(max_length=MOST_SOURCES)] = []
    sources: Annotated[Listed[dict[str, Any]], Field(max_length=MOST_SOURCES)] = []
    profile: None = None
    resources: Annotated[Listed[Resource], Field(min_length=1, max_length=MOST_RESOURCES)]

    @model_validator(mode="after")
    def _each_once(self) -> "Descriptor":
        for what in ("name", "path"):
            # On many disks names that differ in case alone are the same file.
            if twice := _twice(getattr(resource, what).casefold() for resource in self.resources):
                raise ValueError(f"two resources have the {what} {twice}")
        if (columns := sum(len(each.table_schema.fields) for each in self.resources)) > MOST_COLUMNS_IN_ALL:
            raise ValueError(f"its tables have {columns:,} columns, and more than {MOST_COLUMNS_IN_ALL:,} are not read")
        return self

    @model_validator(mode="after")
    def _refers_to_its_own(self) -> "Descriptor":
        columns = {each.name: {field.name for field in each.table_schema.fields} for each in self.resources}
        for each in self.resources:
            for key in each.table_schema.foreign_keys:
                there = key.reference.resource or each.name
                if not set(key.reference.fields) <= columns.get(there, set()):
                    raise ValueError(
                        f"{each.name}: a foreign key refers to {brief(there)}, {brief(key.reference.fields[0])}, "
                        "which no resource of the package has"
                    )
        return self


def _twice(names: Iterable[str]) -> str | None:
    """The first name that stands there a second time."""
    before: set[str] = set()
    for name in names:
        if name in before:
            return name
        before.add(name)
    return None


def read_shaped(file: Path, shape: type[Shape], what: str, cure: str) -> dict[str, Any]:
    """A JSON file as it stands, if it has a shape.

    Raises:
        InputError: it is no JSON, or has another shape; names the first place that differs.
    """
    content = read_json(file, cure, f"the {what}", LARGEST)
    refuse_other_shape(file, content, shape, what, cure)
    return dict(content)


def refuse_other_shape(file: Path, content: object, shape: type[Shape], what: str, cure: str) -> None:
    """Refuse what has not a shape, by the first place that differs; so also before it is written.

    Raises:
        InputError: names the place, and what is wrong there.
    """
    try:
        shape.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        place, reason = "/".join(map(str, fault["loc"])), fault["msg"]
        raise InputError(file, brief(place), f"the {what} has another shape: {brief(reason)}", cure) from None
    except RecursionError:
        raise InputError(file, "", f"the {what} is nested too deep", cure) from None
