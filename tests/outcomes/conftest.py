"""Small rows to judge: a target, figures, what the next report says; each changed where a test needs it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import polars as pl

import schemas
from pipelines.outcomes.judge import READINGS, judge
from pipelines.outcomes.views import views
from schemas import codelists, contract

TARGET = {
    "target_id": "650000-2023@10", "report_id": "650000-2023", "region_code": "650000", "year": 2023, "period": "2023",
    "indicator": "地区生产总值", "indicator_id": "gdp", "measure": "growth", "bound": "about", "value": "7", "unit": "%",
    "binding": "unstated", "strength": "plan", "quote": "地区生产总值增长7%左右", "char_start": 0, "char_end": 12, "rule": "growth",
    "period_kind": "year", "price_basis": "unstated",
}  # fmt: skip
FIGURE = {
    "statistic_id": "650000-2023-0123456789ab", "region_code": "650000", "indicator": "地区生产总值", "indicator_id": "gdp",
    "period": "2023", "measure": "growth", "value": "6.8", "unit": "%", "price_basis": "real", "derived": False, "source_title": "公报",
    "publisher": "统计局", "source_kind": "official_statistics", "published": date(2024, 3, 1), "published_precision": "day", "period_kind": "year", "serves": "all",
}  # fmt: skip
SAID = TARGET | {
    "target_id": "650000-2024@20", "report_id": "650000-2024", "year": 2024, "bound": "exact", "value": "6.6", "binding": None, "strength": None,
    "quote": "地区生产总值增长6.6%", "period_in_doubt": False,
}  # fmt: skip
CLAIM = {
    "claim_id": "650000-2024@30", "report_id": "650000-2024", "region_code": "650000", "year": 2024, "period": "2023", "claim": "admitted",
    "about": "target", "indicator": "地区生产总值", "indicator_id": "gdp", "quote": "地区生产总值未达到预期目标", "char_start": 30, "char_end": 43,
}  # fmt: skip
LIST = {
    "list_id": "650000-2023@5", "report_id": "650000-2023", "region_code": "650000", "year": 2023, "name": "民生实事", "items": 10,
    "quote": "办好10件民生实事", "char_start": 5, "char_end": 14,
}  # fmt: skip
OF_LIST = CLAIM | {
    "claim": "fulfilled", "about": "list", "indicator": None, "indicator_id": None, "list_name": "民生实事", "items": 10, "quote": "10件民生实事全部办结",
}  # fmt: skip
HASH = "0123456789abcdef" * 4
PREFECTURES = [row["region_code"] for row in codelists.read("regions") if row["level"] == "prefecture"]
Key = TypeVar("Key")


# Of what is counted in these there is no aspect.
RATES = ("ratio", "points")


def based(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its figures in base units too; an amount, or a change of one, is a level where it says no aspect."""
    base = codelists.base_unit(row["unit"]) if row.get("unit") else None
    if base is None or row.get("value") is None:
        return row
    in_base = {"value_base": Decimal(row["value"]) * base[2], "unit_base": base[1]}
    if row.get("value_high"):
        in_base["value_high_base"] = Decimal(row["value_high"]) * base[2]
    if row["measure"] in ("amount", "change") and base[0] not in RATES:
        in_base["aspect"] = row.get("aspect", "level")
    return row | in_base


def table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows as a table that keeps its contract."""
    frame, rejects = contract.split(schemas.model(name), [based(row) for row in rows], name)
    assert rejects.is_empty(), rejects
    return frame


def report(year: int, region: str = "650000", published: date | None = None) -> dict[str, Any]:
    return {
        "report_id": f"{region}-{year}", "region_code": region, "year": year, "title": f"{year}年政府工作报告", "published": published or date(year, 1, 20),
        "published_precision": "day", "file": f"{region}/{year}.txt", "encoding": "utf-8", "raw_sha256": HASH, "text_sha256": HASH, "chars": 9, "level": "province", "collection": "raw", "parts": "sure", "text": "正文",
    }  # fmt: skip


Rows = list[dict[str, Any]]
Tables = dict[str, Rows]


def numbered(figures: Rows | None) -> Rows:
    """Figures like FIGURE but for what is given, each with an id of its own."""
    return [FIGURE | {"statistic_id": f"650000-2023-{number:012x}"} | row for number, row in enumerate(figures or [])]


def moved(rows: Rows, place: str, to: str) -> Rows:
    """The same rows of another place, in all their ids too."""
    return [
        {name: cell.replace(place, to) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows
    ]


def together(cases: Mapping[Key, Mapping[str, Rows]]) -> dict[Key, Tables]:
    """What ``judged`` gives of each case by itself, judged all at once: a case has a prefecture of its own in the place of 650000.

    Args:
        cases: what ``judged`` is given, rows of 650000 and of the same days alone.
    """
    places = dict(zip(cases, PREFECTURES, strict=False))
    given: dict[str, Rows] = {}
    for key, case in cases.items():
        whole = {"reports": [report(2023), report(2024)], **case, "figures": numbered(case.get("figures"))}
        for name, rows in whole.items():
            given.setdefault(name, []).extend(moved(rows, "650000", places[key]))
    tables = judged(**given)
    return {
        key: {name: moved([row for row in rows if place in str(row)], place, "650000") for name, rows in tables.items()}
        for key, place in places.items()
    }


def judged(
    targets: list[dict[str, Any]],
    figures: list[dict[str, Any]] | None = None,
    said: list[dict[str, Any]] | None = None,
    claims: list[dict[str, Any]] | None = None,
    reports: list[dict[str, Any]] | None = None,
    known_on: date | None = None,
    readings: list[dict[str, Any]] | None = None,
    lists: list[dict[str, Any]] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """All tables that judging gives, as rows; each keeps its contract."""
    tables = judge(
        {
            "targets": table("targets", targets),
            "statistics": table("statistics", numbered(figures)),
            "achieved": table("achieved", said or []),
            "claims": table("claims", claims or []),
            "project_lists": table("project_lists", lists or []),
            "reports": table("reports", reports if reports is not None else [report(2023), report(2024)]),
            "readings": pl.DataFrame(readings or [], schema=READINGS),
        },
        known_on=known_on,
    )
    for name, frame in tables.items():
        contract.check(schemas.model(name), frame, name)
    return {name: frame.to_dicts() for name, frame in tables.items()}


def viewed(
    targets: list[dict[str, Any]] | None = None,
    figures: list[dict[str, Any]] | None = None,
    said: list[dict[str, Any]] | None = None,
    reports: list[dict[str, Any]] | None = None,
    mentions: list[dict[str, Any]] | None = None,
) -> dict[str, pl.DataFrame]:
    """All tables, judged and viewed: targets like TARGET and figures like FIGURE but for what is given, each with an id of its own."""
    tables = {
        "targets": table("targets", [_placed(number, row) for number, row in enumerate(targets or [])]),
        "statistics": table("statistics", numbered(figures)),
        "achieved": table("achieved", said or []),
        "reports": table(
            "reports", reports if reports is not None else [report(2023), report(2024, published=date(2024, 6, 1))]
        ),
        "headline_mentions": table("headline_mentions", mentions or []),
    }
    tables |= judge(tables)
    tables |= views(tables)
    for name in ("headline", "headline_wide"):
        contract.check(schemas.model(name), tables[name], name)
    return tables


def _placed(number: int, row: dict[str, Any]) -> dict[str, Any]:
    whole = TARGET | {"char_start": number} | row
    report_id = f"{whole['region_code']}-{whole['year']}"
    return whole | {"report_id": report_id, "target_id": f"{report_id}@{number}"}
