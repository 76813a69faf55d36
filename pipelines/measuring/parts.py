"""Reports whose parts were annotated by hand: what each stretch of them is, and how many rows stand in the wrong part.

Belongs here: the annotations (``tests/measuring/parts.tsv``: offsets, parts and the hash of the text, no words of it), and counting.
Does not: how a report is cut (``pipelines.targets.parts``), or how the weights are learned (``tools.learn_parts``).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.measuring.gold import table
from pipelines.targets.extract import extract

TENSES = {"review": "achieved", "plan": "target"}
_MUCH = 5  # a report is badly read where more than one row in five is wrong


class Label(NamedTuple):
    """Where a part begins in the canonical text: review, plan or end, and whether two careful readers could differ."""

    start: int
    part: str
    doubtful: bool


class Annotated(NamedTuple):
    """A report, the hash of the text that was annotated, and its parts in their order."""

    path: str
    text_sha256: str
    labels: tuple[Label, ...]

    def at(self, offset: int) -> Label:
        """The part in which a character of the canonical text stands."""
        return self.labels[max(0, bisect_right(self.labels, offset, key=lambda label: label.start) - 1)]


class Wrong(NamedTuple):
    """A report with its rows in the wrong part, of those that are judged."""

    path: str
    wrong: int
    rows: int


def read(file: Path) -> list[Annotated]:
    """The annotated reports of a file in its order."""
    labels: dict[tuple[str, str], list[Label]] = {}
    for row in table(file):
        label = Label(int(row["start"]), row["part"], row["doubtful"] == "x")
        labels.setdefault((row["path"], row["text_sha256"]), []).append(label)
    return [Annotated(path, sha256, tuple(sorted(own))) for (path, sha256), own in labels.items()]


def count(annotated: Annotated, text: str, year: int | None) -> Wrong:
    """The rows of a report that stand in the wrong part: a target in a review, what is achieved in a plan, either behind the end."""
    wrong = judged = 0
    for row in extract(text, None, year):
        label = annotated.at(row["char_end"] - 1)
        if not label.doubtful:
            judged += 1
            wrong += row["tense"] != TENSES.get(label.part)
    return Wrong(annotated.path, wrong, judged)


def summary(counted: Iterable[Wrong]) -> tuple[int, int, int]:
    """Rows in the wrong part, rows judged, and reports of which more than a fifth is wrong."""
    reports = list(counted)
    bad = sum(report.wrong * _MUCH > report.rows for report in reports)
    return sum(report.wrong for report in reports), sum(report.rows for report in reports), bad


def at_hand(
    annotated: Iterable[Annotated], text_of: Callable[[str], tuple[str, str, int | None]]
) -> list[tuple[Annotated, str, int | None]]:
    """The annotated reports with text and year, of those whose text is the one that was annotated.

    Args:
        annotated: the reports.
        text_of: canonical text, its hash and the year of a report, by its path; raises FileNotFoundError where it is not there.
    """
    there = []
    for report in annotated:
        try:
            text, sha256, year = text_of(report.path)
        except FileNotFoundError:
            continue
        if sha256 == report.text_sha256:
            there.append((report, text, year))
    return there
