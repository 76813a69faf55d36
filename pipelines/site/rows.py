"""A target as a row of its report's page: what stands in its cells in one language, and where it stands in the text.

Belongs here: the cells. Does not: what shows when a row is opened (``rows_opened``), the same for programs (``rows_json``), or any markup.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.readable import readable
from pipelines.site.addresses import LANGUAGES

# Of what a cell has, the columns of ``readable`` and those of the prepared rows.
_READ = ("indicator", "target", "result", "gap", "verdict", "whose_figure", "claim")
_KEPT = ("target_id", "report_id", "anchor", "status", "repeats", "statistic_id", "char_start", "char_end", "quote_start", "quote_end")  # fmt: skip


class Row(NamedTuple):
    """A target in one language.

    Attributes:
        target_id: its id.
        anchor: its id within the page.
        also: ids within the page of what else is this target: the report sets it again there.
        name: of the indicator, with the verb of what is done in Chinese.
        foreign: whether the name is Chinese in a page that is not.
        when: its time where that is not the report's year; else empty.
        target: what was set, in words.
        result: what came, in words; None without a figure.
        gap: how far apart they are; None where nothing says so.
        status: code of the verdict.
        verdict: its word.
        whose: who says the figure; None without one.
        claim: what the next report says in words; None where it says nothing in words.
        at: where the clause stands, for the script (``_position``).
    """

    target_id: str
    anchor: str
    also: tuple[str, ...]
    name: str
    foreign: bool
    when: str
    target: str
    result: str | None
    gap: str | None
    status: str
    verdict: str
    whose: str | None
    claim: str | None
    at: str


def of_reports(rows: pl.DataFrame, addresses: Mapping[str, str | None]) -> dict[str, dict[str, list[Row]]]:
    """Language -> report -> its targets in the order of the text, each once: what the report sets again is a second place of the first.

    Args:
        rows: some of the prepared table ``rows``.
        addresses: report -> where its text is; None where that is not known.
    """
    again = repeats(rows)
    return {language: _by_report(rows, language, again, addresses) for language in LANGUAGES}


def repeats(rows: pl.DataFrame) -> Mapping[str, list[str]]:
    """Target -> the ids, within the page, of the places where its report sets it again."""
    again: dict[str, list[str]] = defaultdict(list)
    for first, anchor in rows.filter(pl.col("repeats").is_not_null()).select("repeats", "anchor").iter_rows():
        again[first].append(anchor)
    return again


def _by_report(
    rows: pl.DataFrame, language: str, again: Mapping[str, list[str]], addresses: Mapping[str, str | None]
) -> dict[str, list[Row]]:
    words = readable(rows, language).select(pl.col(name).alias(f"word_{name}") for name in _READ)
    cells = rows.select(*_KEPT, when=pl.col(f"when_{language}"), own=pl.col("name_en") != pl.col("indicator"))
    table: dict[str, list[Row]] = defaultdict(list)
    for cell in cells.hstack(words).iter_rows(named=True):
        if cell["repeats"] is None:
            where = _position(cell, addresses[cell["report_id"]])
            table[cell["report_id"]].append(_row(cell, language, tuple(again.get(cell["target_id"], ())), where))
    return table


def _row(cell: Mapping[str, Any], language: str, also: tuple[str, ...], where: str) -> Row:
    figure = cell["statistic_id"] is not None
    return Row(
        cell["target_id"],
        cell["anchor"],
        also,
        cell["word_indicator"],
        language == "en" and not cell["own"],
        cell["when"] or "",
        cell["word_target"] or "",
        cell["word_result"] if figure else None,
        cell["word_gap"] if figure else None,
        cell["status"],
        cell["word_verdict"],
        cell["word_whose_figure"] if figure else None,
        cell["word_claim"],
        where,
    )


def _position(cell: Mapping[str, Any], address: str | None) -> str:
    """Where a clause stands, for the script: ``8|6|first characters|last characters``, with bars among the characters percent-encoded.

    The numbers are how many characters before its own the clause begins, and how many behind that it ends: short, as each row has them.
    Its last characters only lead into a text whose address is known.
    """
    own = int(cell["anchor"].partition(".")[0])
    ends = (_barless(cell["quote_start"]), _barless(cell["quote_end"]) if address else "")
    return "|".join((str(own - cell["char_start"]), str(cell["char_end"] - own), *ends)).rstrip("|")


def _barless(text: str | None) -> str:
    return (text or "").replace("%", "%25").replace("|", "%7C")
