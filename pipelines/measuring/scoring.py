"""Scores a folder of annotations against the grammar, and keeps the figures in a codelist.

Belongs here: which texts a set is of, and the table of scores. Does not: pairing rows (``score``), reading texts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.measuring import gold
from pipelines.measuring.score import FIELDS, NOTHING, Score, score
from pipelines.targets.extract import extract
from schemas.errors import InputError

COLUMNS = ("set", "look", "kind", "name", "reports", "gold", "predicted", "right", "precision", "recall", "f1")
_PLACES = Decimal("0.0001")


class Text(NamedTuple):
    """The canonical text of a report, its hash, and the year that it is of."""

    text: str
    sha256: str
    year: int | None


class Scored(NamedTuple):
    """The score of a set, and of how many reports it is."""

    reports: int
    score: Score


def score_folder(folder: Path, text_of: Callable[[str], Text]) -> dict[str, Scored]:
    """The scores of all sets in a folder: tables of quotes are the set ``gold``; tables of offsets are sets by their rounds.

    Args:
        folder: holds ``<report_id>.tsv`` (quotes), or ``reports.tsv`` and ``sentences.tsv`` (offsets).
        text_of: gives the text of a report by its id or its place and year.

    Raises:
        InputError: the folder holds no annotations, or a text is not the one that was annotated.
    """
    found: dict[str, list[Score]] = defaultdict(list)
    if (folder / "reports.tsv").exists():
        for name, report in _offsets(folder / "reports.tsv", text_of, "round"):
            found[name].append(report)
        for _, report in _offsets(folder / "sentences.tsv", text_of, "sentence"):
            found["sentences"].append(report)
    else:
        for path in sorted(folder.glob("*.tsv")):
            if not path.stem.endswith("_borderline"):
                text = text_of(path.stem)
                found["gold"].append(score(gold.quoted(path, text.text), _targets(extract(text.text, None, text.year))))
    if not found:
        raise InputError(folder, "", "the folder holds no annotated reports", "Name a folder of <report_id>.tsv")
    return {name: Scored(len(scores), sum(scores, NOTHING)) for name, scores in sorted(found.items())}


def _offsets(path: Path, text_of: Callable[[str], Text], by: str) -> Iterator[tuple[str, Score]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in gold.table(path):
        groups[row[by], row["report"]].append(row)
    extracted: dict[str, list[dict[str, Any]]] = {}
    for (name, report), rows in groups.items():
        text = text_of(report)
        if not text.sha256.startswith(rows[0]["text_sha256"]):
            raise InputError(path, report, "the report's text is not the one that was annotated", "Annotate it again")
        if report not in extracted:
            extracted[report] = extract(text.text, None, text.year)
        ours = extracted[report]
        if by == "sentence":
            start, end = int(rows[0]["sentence_start"]), int(rows[0]["sentence_end"])
            ours = [row for row in ours if start <= _place(row) < end]
        else:
            ours = _targets(ours)
        yield name, score(gold.offsets(path, [row for row in rows if row["start"]], text.text), ours)


def _targets(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["tense"] == "target"]


def _place(row: dict[str, Any]) -> int:
    return int(row["target_id"].partition("@")[2].partition(".")[0])


def rows_of(name: str, scored: Scored) -> list[dict[str, str]]:
    """The rows of the table of scores for one set, as text."""
    found, rows = scored.score, []
    common = {"set": name, "look": "latest", "reports": str(scored.reports)}
    for field in FIELDS:
        precision, recall, f1 = (str(figure.quantize(_PLACES)) for figure in found.figures(field))
        counted = {"gold": str(found.gold), "predicted": str(found.predicted), "right": str(found.right[field])}
        figures = {"precision": precision, "recall": recall, "f1": f1}
        rows.append(common | {"kind": "field", "name": field} | counted | figures)
    for rule in sorted({rule for rule, _ in found.rules}):
        right = found.rules[rule, True]
        total = right + found.rules[rule, False]
        told = {
            "predicted": str(total),
            "right": str(right),
            "precision": str((Decimal(right) / total).quantize(_PLACES)),
        }
        rows.append(common | {"kind": "rule", "name": rule, "gold": "", "recall": "", "f1": ""} | told)
    return rows
