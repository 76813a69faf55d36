"""The data dictionary: what stands in each column of a table, read off its contract.

Belongs here: the facts about a column, for whoever prints them (a package's README, the reference in docs/). Does not: how they are printed.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from schemas import anchors


class Column(NamedTuple):
    """A column of a contract; ``unit``, ``codelist`` and ``refers_to`` (``table.column``) are None where it has none.

    ``type`` is that of the frame, as polars writes it. What is ``store_only`` is kept between the stages and never published.
    """

    name: str
    title: str
    type: str
    unit: str | None
    description: str
    codelist: str | None
    refers_to: str | None
    nullable: bool
    store_only: bool


def columns(table: str, names: Sequence[str] | None = None) -> list[Column]:
    """The columns of a table in the order of its contract, or those named, in their own.

    Raises:
        LookupError: there is no contract for such a table.
    """
    specs = anchors.columns(table)
    return [_column(name, specs[name]) for name in (specs if names is None else names)]


def _column(name: str, spec: Any) -> Column:
    metadata = spec.metadata or {}
    return Column(
        name=name,
        title=spec.title,
        type=str(spec.dtype.type),
        unit=metadata.get("unit"),
        description=spec.description,
        codelist=metadata.get("codelist"),
        refers_to=metadata.get("refers_to"),
        nullable=bool(spec.nullable),
        store_only=bool(metadata.get("store_only")),
    )
