"""The canonical texts of the files that the inventory names, each with its hash and with what is doubtful about its parts.

Belongs here: reading the files of one inventory again. Does not: how bytes become text (``read``), or which files there are (``inventory``).
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from pipelines.base import sidecars
from pipelines.base.pool import mapped
from pipelines.reports.collections import Collection
from pipelines.reports.read import SECONDS, canonical_text

# Why it is doubtful where the review of a text of that year ends; None where it is sure.
Doubt = Callable[[str, int], str | None]


class File(NamedTuple):
    """A file by its collection and the path that tables tell, and the year of the report in it."""

    collection: Collection
    path: str
    year: int


class Text(NamedTuple):
    """A canonical text, its SHA-256, and why its parts are doubtful; None where they are sure."""

    text: str
    sha256: str
    doubt: str | None


def texts(files: Iterable[File], doubt: Doubt, workers: int = 1) -> Iterator[Text]:
    """The texts of files, in their order.

    Args:
        files: which ones.
        doubt: a function of a module.
        workers: how many processes read them (``pool.mapped``).

    Raises:
        InputError: a file cannot be read any more.
    """
    return mapped(partial(_text, doubt), files, workers=workers, seconds=SECONDS)


def _text(doubt: Doubt, file: File) -> Text:
    text = canonical_text(file.collection.read(file.path), file.path).text
    return Text(text, sidecars.sha256(text.encode()), doubt(text, file.year))
