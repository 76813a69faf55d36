"""Scores a folder of annotations against the grammar: which texts a set is of, and the figures as rows of the table of scores.

Belongs here: walking through a set. Does not: pairing rows (``score``), how a text is read, or the table itself (``scores``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.measuring import gold
from pipelines.measuring.score import FIELDS, NOTHING, Score, score
from pipelines.reports.lookup import find_report
from pipelines.targets.extract import extract
from schemas.errors import InputError

_PLACES = Decimal("0.0001")
# Tables of offsets, and the column that a set of theirs is told by.
_SETS = {"reports": "round", "sentences": "sentence", "stretches": "round"}


class Text(NamedTuple):
    """The canonical text of a report, its hash, and the year that it is of."""

    text: str
    sha256: str
    year: int | None


def texts_in(folders: Sequence[Path]) -> Callable[[str], Text]:
    """What gives the text of a report by its id or its place and year, out of some folders."""

    def text_of(name: str) -> Text:
        report = find_report(name, folders)
        return Text(report.text, report.text_sha256, report.year)

    return text_of


class Scored(NamedTuple):
    """The score of a set, and of how many reports it is."""

    reports: int
    score: Score


def score_folder(folder: Path, text_of: Callable[[str], Text]) -> dict[str, Scored]:
    """The scores of all sets in a folder: tables of quotes are the set ``gold``; tables of offsets are sets by their rounds.

    Args:
        folder: holds ``<report_id>.tsv`` (quotes), or some of ``reports.tsv``, ``sentences.tsv`` and ``stretches.tsv`` (offsets).
        text_of: gives the text of a report by its id or its place and year.

    Raises:
        InputError: the folder holds no annotations, or a text is not the one that was annotated.
    """
    offsets = any((folder / f"{name}.tsv").exists() for name in _SETS)
    sets: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for name, one, its_score in _by_offsets(folder, text_of) if offsets else _by_quotes(folder, text_of):
        sets[name][one] += its_score
    if not sets:
        raise InputError(folder, "", "the folder holds no annotated reports", "Name a folder of <report_id>.tsv")
    return {name: Scored(len(scores), sum(scores.values(), NOTHING)) for name, scores in sorted(sets.items())}


def _by_offsets(folder: Path, text_of: Callable[[str], Text]) -> Iterator[tuple[str, str, Score]]:
    """The set, the report (the sentence, of the set of sentences) and the score of each report, sentence and stretch of a report."""
    for file, by in _SETS.items():
        if (folder / f"{file}.tsv").exists():
            for name, report, one_score in _offsets(folder / f"{file}.tsv", text_of, by):
                yield (file, name, one_score) if by == "sentence" else (name, report, one_score)


def _by_quotes(folder: Path, text_of: Callable[[str], Text]) -> Iterator[tuple[str, str, Score]]:
    """The score of each report of the set ``gold``."""
    for path in sorted(folder.glob("*.tsv")):
        if not path.stem.endswith("_borderline"):
            text = text_of(path.stem)
            yield "gold", path.stem, score(gold.quoted(path, text.text), _targets(extract(text.text, None, text.year)))


def _offsets(path: Path, text_of: Callable[[str], Text], by: str) -> Iterator[tuple[str, str, Score]]:
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in gold.table(path):
        groups[row[by], row["report"], row.get("sentence_start", "")].append(row)
    extracted: dict[str, list[dict[str, Any]]] = {}
    for (name, report, within), rows in groups.items():
        text = text_of(report)
        if not text.sha256.startswith(rows[0]["text_sha256"]):
            raise InputError(path, report, "the report's text is not the one that was annotated", "Annotate it again")
        if report not in extracted:
            extracted[report] = extract(text.text, None, text.year)
        ours = extracted[report]
        if within:
            start, end = int(rows[0]["sentence_start"]), int(rows[0]["sentence_end"])
            ours = [row for row in ours if start <= _place(row) < end]
        else:
            ours = _targets(ours)
        yield name, report, score(gold.offsets(path, [row for row in rows if row["start"]], text.text), ours)


def _targets(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["tense"] == "target"]


def _place(row: dict[str, Any]) -> int:
    return int(row["target_id"].partition("@")[2].partition(".")[0])


def rows_of(name: str, scored: Scored) -> list[dict[str, str]]:
    """The rows of the table of scores for one set, as text."""
    common = {"set": name, "look": "latest", "reports": str(scored.reports)}
    facts = sorted(scored.score.wanted)
    fields = [{"kind": "field", "name": field} | _of_field(scored.score, field) for field in (*FIELDS, *facts)]
    names = sorted({rule for rule, _ in scored.score.rules})
    rules = [{"kind": "rule", "name": rule} | _of_rule(scored.score, rule) for rule in names]
    return [common | row for row in fields + rules]


def _of_field(total: Score, field: str) -> dict[str, str]:
    precision, recall, f1 = (str(figure.quantize(_PLACES)) for figure in total.figures(field))
    wanted, given = total.of(field)
    counts = {"gold": str(wanted), "predicted": str(given), "right": str(total.right[field])}
    return counts | {"precision": precision, "recall": recall, "f1": f1}


def _of_rule(total: Score, rule: str) -> dict[str, str]:
    """Only what was read by a rule can be counted, not what it missed."""
    right = total.rules[rule, True]
    predicted = right + total.rules[rule, False]
    precision = str((Decimal(right) / predicted).quantize(_PLACES))
    counts = {"gold": "", "predicted": str(predicted), "right": str(right)}
    return counts | {"precision": precision, "recall": "", "f1": ""}
