"""The statuses of the codelist with all that is said and drawn of them, so that every form takes it from one row.

Belongs here: reading those columns of ``codes.csv``. Does not: how a form uses them.
"""

from functools import cache
from typing import NamedTuple

from schemas.codelists import read

# The shapes that a chart draws, as Vega names them, and the sign that looks like each in a text. They are solid, and figures decided;
# what is undecided has no shape: its sign is drawn as it stands.
SHAPES = {"circle": "●", "diamond": "◆", "triangle-down": "▼", "square": "■"}


class Status(NamedTuple):
    """A status: what it is called, how it is counted, what it looks like.

    ``decided`` is whether the figures decided; ``sign`` stands for it wherever it is read, ``shape`` is that sign as a chart draws it,
    empty where it has no such form, ``ground`` lies below its word in the workbook, empty where none. ``wording_zh`` and ``wording_en`` (of one, of many) say
    how many targets have it, ``{}`` being their number.
    """

    code: str
    label_zh: str
    label_en: str
    decided: bool
    sign: str
    shape: str
    colour: str
    ground: str
    wording_zh: str
    wording_en: tuple[str, str]


@cache
def statuses() -> dict[str, Status]:
    """Code -> status, in the codelist's order."""
    return {row["code"]: _status(row) for row in read("codes") if row["codelist"] == "status"}


def _status(row: dict[str, str]) -> Status:
    one, _, many = row["wording_en"].partition("|")
    cells = {name: row[name] for name in Status._fields}
    return Status(**cells | {"decided": row["decided"] == "true", "wording_en": (one, many or one)})  # type: ignore[arg-type]
