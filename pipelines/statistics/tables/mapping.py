"""mapping.toml: which cell of a table is what of a figure.

Belongs here: the keys of the file and what they may hold. Does not: reading the tables, or making rows of them (``rows``).
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.base.notation import read_toml
from pipelines.statistics.figures import TRANSFORM
from pipelines.statistics.shapes import fault
from schemas import codelists
from schemas.errors import InputError

NAME = "mapping.toml"
REQUIRED = (
    "region_code", "indicator", "period", "measure", "unit", "source_title", "source_publisher", "source_kind",
)  # fmt: skip
OPTIONAL = ("value_bound", "price_basis", "serves", "source_published", "source_url", "note", "transform")
CURE = "docs/guides/add-statistics.md shows a mapping of each form"
# What a word of the mapping has to be one of.
CODED = {
    **{key: codelists.codes(key) for key in ("measure", "source_kind", "price_basis", "serves")},
    "value_bound": codelists.codes("bound"),
    "transform": (TRANSFORM,),
}
Words = dict[str, Annotated[str, Field(coerce_numbers_to_str=True)]]


class Table(BaseModel):
    """Files of one form.

    ``columns`` names the header of each part of a figure, ``constants`` what is the same in all. In the long form one of the columns
    is ``value``; in the wide form ``values`` has an entry for each column of figures, with what is the same in that column.
    """

    model_config = ConfigDict(extra="forbid")

    file: Annotated[str, Field(pattern=r"[^./]")] = "*"
    sheet: str | None = None
    skip_rows: Annotated[int, Field(ge=0)] = 0
    columns: Words = {}
    constants: Words = {}
    values: dict[str, Words] = {}
    regions: Words = {}

    @property
    def figures(self) -> dict[str, Words]:
        """The headers of the columns of figures, each with what is the same in it."""
        return self.values or {self.columns["value"]: {}}


class Mapping(BaseModel):
    """The tables of a folder."""

    model_config = ConfigDict(extra="forbid")

    table: Annotated[list[Table], Field(min_length=1)]


def read(path: Path) -> list[Table]:
    """The tables that a mapping describes.

    Raises:
        InputError: the file is no TOML, holds an unknown key, or leaves a part of a figure without a place.
    """
    try:
        tables = Mapping.model_validate(read_toml(path, CURE, "the mapping")).table
    except ValidationError as error:
        raise fault(error, path, CURE) from None
    for number, table in enumerate(tables):
        _check(path, f"table[{number}]", table)
    return tables


def _check(path: Path, place: str, table: Table) -> None:
    if ("value" in table.columns) == bool(table.values):
        raise InputError(path, place, "it has to name either columns.value or values, and not both", CURE)
    _check_regions(path, place, table)
    for header, parts in table.figures.items():
        keys = [*(set(table.columns) - {"value"}), *table.constants, *parts]
        for key in keys:
            if key not in REQUIRED + OPTIONAL:
                raise InputError(path, f"{place}, key {key}", f"it is none of {', '.join(REQUIRED + OPTIONAL)}", CURE)
            if keys.count(key) > 1:
                raise InputError(path, f"{place}, key {key}", f"it is given twice for the column {header}", CURE)
        if missing := [key for key in REQUIRED if key not in keys]:
            raise InputError(path, place, f"nothing gives the {', '.join(missing)} of the column {header}", CURE)
        given = table.constants | parts
        if given.get("transform") and given.get("measure", "growth") != "growth":
            reason = f"only a growth is worked out from an index, and the column {header} is of {given['measure']}"
            raise InputError(path, f"{place}, key transform", reason, "Give it to columns of growth alone")
        for key, word in given.items():
            if key in CODED and word not in CODED[key]:
                raise InputError(path, f"{place}, key {key}", f"{word!r} is none of {', '.join(CODED[key])}", CURE)


def _check_regions(path: Path, place: str, table: Table) -> None:
    for name, code in table.regions.items():
        if code and not codelists.is_region(code):
            cure = "Write the six digits, or an empty text to leave its rows out"
            raise InputError(
                path, f"{place}.regions, key {name}", f"{code!r} is no code of GB/T 2260 that is known", cure
            )
