"""Words of the language that the grammar reads, one .csv a kind; rules take their alternations from here.

Belongs here: surface words and the codes they stand for. Does not: codes with labels (``schemas/codelists``).
"""

import csv
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a lexicon table in file order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, **like: str) -> tuple[str, ...]:
    """The words of a table, or those whose other columns are as given; the longest first, so that they can be alternated."""
    return tuple(
        sorted(
            (row["word"] for row in read(name) if all(row[key] == value for key, value in like.items())),
            key=len,
            reverse=True,
        )
    )


def any_of(name: str, **like: str) -> str:
    """A group for a regular expression that matches any word of a table; words may hold expressions."""
    return "(?:" + "|".join(words(name, **like)) + ")"


@cache
def code(name: str, word: str, column: str) -> str | None:
    """What a table says in ``column`` of a word as printed; None where it holds no such word."""
    return next((row[column] for row in read(name) if re.fullmatch(row["word"], word)), None)
