"""A published package of two reports, made up: targets of every kind that a page of a report shows. Belongs here: rows. Does not: what is shown."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.packages import checks
from pipelines.packages.publish import publish
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from tests.packages.conftest import HASH, JUDGED, MATCH, STATISTIC, definition, outcome, report, tables, target

FIRST, NEXT = "650000-2023", "650000-2024"
ADDRESS = "https://example.org/r?a=1&b=2"
PRESS = STATISTIC | {
    "statistic_id": "650000-2023-aaaaaaaaaaaa", "value": "498", "value_base": "4980000", "source_title": "某报", "publisher": "某报社",
    "source_kind": "press", "published": date(2024, 5, 31), "published_precision": "month", "source_url": "https://example.org/press",
}  # fmt: skip
NARROW = STATISTIC | {
    "statistic_id": "650000-2023-bbbbbbbbbbbb", "value": "90", "value_base": "900000", "indicator": "粮食产量", "indicator_id": "grain_output",
}  # fmt: skip
CLAIM = {
    "claim_id": f"{NEXT}@77", "report_id": NEXT, "region_code": "650000", "year": 2024, "period": "2023", "claim": "fulfilled", "about": "list",
    "list_name": "民生实事", "items": 10, "items_done": 9, "quote": "十件民生实事办结九件", "char_start": 70, "char_end": 80,
}  # fmt: skip
LIST = {
    "list_id": f"{FIRST}@700", "report_id": FIRST, "region_code": "650000", "year": 2023, "name": "民生实事", "items": 10,
    "quote": "办好十件民生实事", "char_start": 700, "char_end": 708,
}  # fmt: skip


def _set(number: int, **other: Any) -> dict[str, Any]:
    """A target whose value stands four characters behind the beginning of its clause."""
    return target(number, **({"char_start": number - 4, "char_end": number + 7} | other))


TARGETS = [
    # Met by a communiqué, which a paper contradicts; and set again further down.
    _set(105),
    # Nothing was found, and the next report says nothing; the clause has signs that addresses give a meaning.
    _set(40, indicator="甲-乙&丙", indicator_id=None, quote="甲-乙&丙,丁戊己庚达500万吨以上", char_start=30, char_end=49),
    # Only a figure of something narrower.
    _set(300, indicator="粮食产量", indicator_id="grain_output", quote="粮食产量100万吨以上", value="100", value_base="1000000"),
    # In a list of which the next report says that it was done.
    _set(710, indicator="新建幼儿园", indicator_id=None, action=None, quote="新建幼儿20所", value="20", value_base="20", unit="所", unit_base="item",
         list_id=f"{FIRST}@700"),
    _set(900, repeats=f"{FIRST}@105"),
]  # fmt: skip
OUTCOMES = [
    outcome(105, **JUDGED | {"answered_by": "figure", "source_kind": "communique", "link": "code", "next_report": True}),
    outcome(40, claim="silent", answered_by="nothing", next_report=True),
    outcome(300, status="not_comparable", status_latest="not_comparable", statistic_id=NARROW["statistic_id"], actual="90",
            comparability="not_comparable", comparability_reason="scope_narrower", source_kind="communique", link="code", next_report=True),
    outcome(710, claim="fulfilled", claim_about="list", claim_id=f"{NEXT}@77", claim_quote="十件民生实事办结九件", answered_by="claim", next_report=True),
    outcome(900, **JUDGED | {"counted": False, "answered_by": "figure", "source_kind": "communique", "link": "code", "next_report": True}),
]  # fmt: skip
MATCHES = [
    MATCH | {"target_id": f"{FIRST}@105", "verdict": "met"},
    MATCH | {"target_id": f"{FIRST}@105", "statistic_id": PRESS["statistic_id"], "rank": 2, "verdict": "near"},
    MATCH | {"target_id": f"{FIRST}@300", "statistic_id": NARROW["statistic_id"], "comparability": "not_comparable", "comparability_reason": "scope_narrower"},
    MATCH | {"target_id": f"{FIRST}@900", "verdict": "met"},
]  # fmt: skip
DIFFER = {
    "statistic_id": STATISTIC["statistic_id"], "other_statistic_id": PRESS["statistic_id"], "year": 2023, "region_code": "650000",
    "indicator_id": "cotton_output", "period": "2023", "measure": "amount", "difference": "-132000", "last_digit": "10000",
    "source_kind": "communique", "other_source_kind": "press", "kind": "later_vintage",
}  # fmt: skip


def stored() -> dict[str, pl.DataFrame]:
    """The tables that the package is made of."""
    return tables(
        reports=[report("650000", 2023) | {"source_url": ADDRESS, "text": _text(), "chars": len(_text())}, report("650000", 2024) | {"source_url": None, "text_sha256": HASH[::-1]}],
        targets=sorted(TARGETS, key=lambda row: str(row["target_id"])),
        outcomes=OUTCOMES,
        matches=MATCHES,
        candidates=[STATISTIC, PRESS, NARROW],
        conflicts=[DIFFER],
        claims=[CLAIM],
        project_lists=[LIST],
    )  # fmt: skip


def _text() -> str:
    """A text in which the clauses stand where the rows say."""
    text = list("。" * 1000)
    for row in TARGETS:
        text[row["char_start"] : row["char_start"] + len(row["quote"])] = row["quote"]
    return "".join(text)


def source(folder: Path, *, text: str = "none", contact: str = "") -> Source:
    """The package as it is prepared for pages; ``text`` whole is one that holds the sentences."""
    held = definition(
        tables=(
            "reports", "targets", "outcomes", "results", "matches", "statistics", "vintages", "conflicts", "claims", "project_lists",
            "indicators", "polarities", "verdict_rules", "regions", "units", "codes",
        ),
        years=(2023, 2024), formats=("parquet",), text=text,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)
        publish(held, stored(), {"targets": 0}, 0, folder / "published")
    (folder / "prepared").mkdir()
    return prepare(folder / "published", folder / "prepared", contact=contact)
