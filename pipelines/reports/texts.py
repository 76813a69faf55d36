"""The canonical texts of the files that the inventory names, each with what is doubtful about its parts.

Belongs here: reading the files of one inventory again. Does not: how bytes become text (``read``), or which files there are (``inventory``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from pipelines.base.pool import mapped
from pipelines.base.sidecars import sha256
from pipelines.reports.collections import Collection
from pipelines.reports.read import SECONDS, canonical_text
from schemas.errors import InputError

# Why it is doubtful where the review of a text of that year ends; None where it is sure.
Doubt = Callable[[str, int], str | None]


class File(NamedTuple):
    """The file of a report: its collection, and its row in the table ``inventory``."""

    collection: Collection
    report: Mapping[str, Any]


class Text(NamedTuple):
    """A canonical text, and why its parts are doubtful; None where they are sure."""

    text: str
    doubt: str | None


def read_again(files: Iterable[File], doubt: Doubt, workers: int = 1) -> Iterator[Text]:
    """The texts of files, in their order.

    Args:
        files: which ones.
        doubt: a function of a module.
        workers: how many processes read them (``pool.mapped``).

    Raises:
        InputError: a file cannot be read any more, or holds another text than when the inventory was taken.
    """
    return mapped(partial(_text, doubt), files, workers=workers, seconds=SECONDS)


def _text(doubt: Doubt, of: File) -> Text:
    file = of.report["file"]
    text = canonical_text(of.collection.read(file), file).text
    if sha256(text.encode()) != of.report["text_sha256"]:
        raise InputError(file, "", "the file changed while it was read", "Run again when it is complete")
    return Text(text, doubt(text, of.report["year"]))
