"""docs/reference/codelists/: a page a codelist, from its .csv; where it comes from and under what licence, from REUSE.toml.

Belongs here: how a codelist is shown. Does not: its rows (``schemas/codelists``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.base.settings import ROOT
from pipelines.packages.metadata.descriptor import describe
from schemas import codelists
from tools.docs import licences
from tools.docs.markdown import code, link, page, plain, sentence, table

FOLDER = "docs/reference/codelists"
CODES = "codes"
# Of a longer list the page shows so many rows, and where the rest stands.
MOST_ROWS = 60
# Columns of ``codes`` that one status in ten fills: they stand in the file.
SHOWN_OF_CODES = ("code", "label_zh", "label_en", "description")
INTRODUCTION = (
    "A codelist is one .csv in [schemas/codelists/](../../../schemas/codelists), checked against its contract and published beside the data that "
    "uses it. `codes` holds the small ones (verdicts, bounds, measures ...)."
)


def names() -> tuple[str, ...]:
    """All codelists."""
    return tuple(sorted(path.stem for path in codelists.FOLDER.glob("*.csv")))


def documents() -> dict[str, str]:
    """The pages by their paths."""
    return {f"{FOLDER}/index.md": _index()} | {f"{FOLDER}/{name}.md": _page(name) for name in names()}


def _index() -> str:
    rows = (
        (link(code(name), f"{name}.md"), f"{len(codelists.read(name)):,}", sentence(describe(name)), _source(name)["SPDX-License-Identifier"])
        for name in names()
    )  # fmt: skip
    small = dict.fromkeys(row["codelist"] for row in codelists.read(CODES))
    listed = ", ".join(link(code(name), f"{CODES}.md#{name}") for name in small)
    return page(
        "Codelists",
        INTRODUCTION,
        table(("codelist", "rows", "what it is", "licence"), rows, ["rows"]),
        f"In `codes`: {listed}.",
    )


def _source(name: str) -> Mapping[str, Any]:
    return licences.of(_file(name))


def _file(name: str) -> str:
    return (codelists.FOLDER / f"{name}.csv").relative_to(ROOT).as_posix()


def _page(name: str) -> str:
    source = _source(name)
    facts = (
        f"{sentence(describe(name))} File: [{_file(name)}](../../../{_file(name)}); columns: [{name}](../tables/{name}.md). "
        f"Licence: {source['SPDX-License-Identifier']}."
    )
    rows = codelists.read(name)
    parts = _small(rows) if name == CODES else [_rows(rows, list(rows[0]))]
    return page(
        name, facts, f"Where it comes from: {sentence(source['SPDX-FileComment'])}", *parts, "[All codelists](index.md)"
    )


def _small(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """A section a small codelist."""
    by_name: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        by_name.setdefault(row["codelist"], []).append(row)
    return [part for name, of_name in by_name.items() for part in (f"## {name}", _rows(of_name, SHOWN_OF_CODES))]


def _rows(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> str:
    rows, columns = list(rows), list(columns)
    shown = table(columns, ([plain(row[name]) for name in columns] for row in rows[:MOST_ROWS]))
    rest = len(rows) - MOST_ROWS
    return shown if rest <= 0 else f"{shown}\n\nThe first {MOST_ROWS} of {len(rows):,} rows; all stand in the file."
