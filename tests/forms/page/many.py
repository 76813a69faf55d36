"""A package of many targets, all made up, as large as the page targets to bear. Belongs here: rows. Does not: what they show."""

from decimal import Decimal
from typing import Any

import polars as pl

import schemas
from schemas import codelists, contract

YEARS = range(2000, 2027)
STATUSES = ("met", "met", "met", "missed", "near", "no_data", "no_data", "no_data", "pending", "undetermined")
DETAILS = (
    "扎实推进重点领域改革",
    "全面落实各项惠民举措",
    "着力优化营商环境",
    "加快补齐基础设施短板",
    "持续巩固拓展发展成果",
    "大力培育新的增长点",
)


def many(count: int) -> dict[str, pl.DataFrame]:
    """Tables of a package with so many targets, of all provinces and many years; no two sentences are alike."""
    regions = [row["region_code"] for row in codelists.read("regions") if row["level"] == "province"]
    indicators = [(row["indicator_id"], row["name_zh"], row["name_en"]) for row in codelists.read("indicators")][:401]
    reports = [(region, year) for region in regions for year in YEARS]
    per_report = -(-count // len(reports))
    rows = [
        _row(region, year, number, *indicators[(number * 7 + place) % len(indicators)], place)
        for place, (region, year) in enumerate(reports)
        for number in range(per_report)
    ][:count]
    frames = {
        "reports": [_report(region, year) for region, year in reports],
        "targets": [target for target, _ in rows],
        "outcomes": [outcome for _, outcome in rows],
    }
    return {table: _frame(table, rows) for table, rows in frames.items()} | {
        table: contract.codelist(table) for table in ("regions", "indicators", "verdict_rules")
    }


def _row(
    region: str, year: int, number: int, code: str, zh: str, en: str, place: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    value = Decimal(1 + (number * 37 + place) % 997) / 10
    status = STATUSES[(number * 3 + place) % len(STATUSES)]
    actual = value + Decimal((number + place) % 40 - 15) / 10 if status in ("met", "near", "missed") else None
    start = number * 160 + place % 150
    before = f"{DETAILS[number % 6]}，{DETAILS[(number + place) % 6]}，力争第{place}个地区{zh}增长"
    target = {
        "target_id": f"{region}-{year}@{start + len(before)}", "report_id": f"{region}-{year}", "region_code": region, "year": year,
        "period": str(year), "indicator": zh, "indicator_id": code, "measure": "growth", "bound": "about", "value": value, "unit": "%",
        "value_base": value, "unit_base": "%", "binding": "unstated", "strength": "strive", "quote": f"{before}{value}%左右",
        "char_start": start, "char_end": start + len(before) + 8, "rule": "growth", "section": f"{year}年工作安排",
    }  # fmt: skip
    came = f"实际{actual}%" if actual is not None else "没有找到公布的数字"
    outcome = {
        "target_id": target["target_id"], "report_id": target["report_id"], "year": year, "status": status, "actual": actual,
        "gap": None if actual is None else actual - value, "polarity": "more", "polarity_source": "default", "status_latest": status, "counted": True,
        "why_zh": f"承诺{zh}增长{value}%左右，{came}。", "why_en": f"Set: {en} up about {value} %; actual: {actual} %: {status}.",
    }  # fmt: skip
    return target, outcome


def _report(region: str, year: int) -> dict[str, Any]:
    return {
        "report_id": f"{region}-{year}", "region_code": region, "year": year, "title": f"{year}年政府工作报告", "source_url": "https://example.org/r",
        "file": "reports/x.txt", "encoding": "utf-8", "raw_sha256": "0" * 64, "text_sha256": "0" * 64, "chars": 20000, "level": "province", "parts": "sure",
    }  # fmt: skip


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    types = {
        name: dtype
        for name, dtype in contract.dtypes(schemas.model(table)).items()
        if not (table == "reports" and name == "text")
    }
    return pl.DataFrame([{name: row.get(name) for name in types} for row in rows], schema=types)
