"""Statistical communiqués: the first annual release of a statistical office, read as printed figures.

Belongs here: which statements and table cells of a communiqué are figures of its year, and the rows that raw/statistics holds of
them. Does not: reading sentences, which the caller does with the grammar of the reports (no stage imports another).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.statistics import cells
from pipelines.statistics.figures import EXACT, dimensions
from pipelines.statistics.indices import FASTEST
from pipelines.wording import numerals
from schemas import codelists
from schemas.errors import InputError

COLUMNS = (
    "region_code", "region_name", "indicator", "period", "measure", "value", "unit", "value_bound",
    "source_title", "source_publisher", "source_kind", "source_published", "source_url", "note",
)  # fmt: skip
_TITLE = re.compile(r"((?:19|20)\d\d)年.{0,40}?公报", re.DOTALL)
# 新登记市场主体: a flow under the name of its stock.
_NEWCOMERS = re.compile(r"新(?:登记|注册|设)")
# A figure of a part of the year, or of an average over several.
_PART = re.compile(r"季度|上半年|下半年|\d月|年均")
_LEVEL = ("与上年持平", "与去年持平")
_PERCENT = re.compile(r"增长|±|涨跌|比上年")
_UNIT_IN_HEAD = re.compile(r"[（(]([^（()）]+)[)）]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]|^其中[:：]|\s+")


@dataclass(frozen=True)
class Communique:
    """A communiqué: the year it is about, whose it is, when and where it was published, and the hash of its canonical text."""

    region_code: str
    year: int
    title: str
    published: str
    address: str
    text_sha256: str


def official_title(region_code: str, year: int) -> str:
    """The title of a region's communiqué as all offices have it: a file may print it shortened, or cut off."""
    return f"{_region(region_code)['name_zh']}{year}年国民经济和社会发展统计公报"


def year_of(title: str, text: str, file: object) -> int:
    """The year that a communiqué is about, as title or first lines say.

    Raises:
        InputError: neither names a communiqué.
    """
    match = _TITLE.search(numerals.in_figures(title)) or _TITLE.search(numerals.in_figures(text[:300]))
    if not match:
        raise InputError(
            file, "title", "no statistical communiqué of a year is named", "Put its title into the first line"
        )
    return int(match[1])


def observations(
    communique: Communique, statements: Iterable[Mapping[str, Any]], markdown: str
) -> Iterator[dict[str, str]]:
    """The figures of a communiqué as rows of COLUMNS, in text order: what its sentences say, then what only its tables say.

    Of an indicator that stands twice the first counts: the summary stands before the details.

    Args:
        communique: the communiqué.
        statements: what the grammar reads in its text, with the columns of ``schemas.statement``.
        markdown: the text with its tables, as it came.
    """
    seen: set[tuple[str, str, str]] = set()
    for figure in (*_sentences(statements), *_tables(markdown)):
        base, code = codelists.base_unit(figure["unit"]), codelists.indicator_id(figure["indicator"])
        if base is None or code is None:
            continue
        key, fitting = (code, figure["measure"], base[1]), dimensions(figure["measure"], code)
        if key not in seen and (not fitting or base[0] in fitting):
            seen.add(key)
            yield _row(communique, figure)


def fault(row: Mapping[str, str]) -> str | None:
    """Why a row of COLUMNS can be no figure of ``statistics``, which the run would stop at; None where it can."""
    base = codelists.base_unit(row["unit"])
    try:
        value = cells.number(row["value"], row["unit"])
        if base:
            cells.in_base_units(value, row["unit"], base[2])
        day = cells.day(row["source_published"])[0] if row["source_published"] else None
    except ValueError as error:
        return f"{row['indicator']}, {row['note'].partition(';')[0]}: {error}"
    if day and day.year < int(row["period"]):
        return f"it is dated {day}, before {row['period']} began. Mend the front matter"
    return None


def _sentences(statements: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for row in map(_new_jobs, statements):
        level = row["comparator"] in _LEVEL  # 与上年持平: a growth of nothing, printed in words
        if _NEWCOMERS.match(row["action"] or ""):
            continue
        if not row["indicator_id"] or row["period"] != str(row["year"] - 1) or _PART.search(row["quote"]):
            continue
        if not level and (row["value"] is None or row["value_high"] is not None or not row["unit"]):
            continue
        yield {
            "indicator": row["indicator"],
            "measure": "growth" if level else row["measure"],
            "value": "0" if level else f"{row['value']:f}",
            "unit": "%" if level else row["unit"],
            "value_bound": "" if level or row["bound"] == "exact" else row["bound"],
            "place": f"characters {row['char_start']} to {row['char_end']}",
        }


def _new_jobs(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Communiqués up to 2009 print new jobs in towns as 城镇就业人员28310万人，新增加1184万人; the net rise is another figure."""
    if row["indicator"] == "城镇就业人员" and row["quote"].startswith("新增加"):
        return {**row, "indicator": "城镇新增就业", "indicator_id": "new_urban_jobs", "measure": "amount"}
    return row


def _tables(markdown: str) -> Iterator[dict[str, str]]:
    """Figures of tables with a row an indicator: an amount with its unit, and a rate of growth."""
    head: list[str] = []
    for number, line in enumerate(markdown.splitlines(), 1):
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head = cells
        elif not all(set(cell) <= set("-: ") for cell in cells):
            yield from _row_of_table(head, cells, number)


def _row_of_table(head: list[str], cells: list[str], line: int) -> Iterator[dict[str, str]]:
    name = _FOOTNOTE.sub("", cells[0])
    unit = next((cell for title, cell in zip(head, cells, strict=False) if title == "单位"), "")
    for title, cell in list(zip(head, cells, strict=False))[1:]:
        if not _NUMBER.fullmatch(cell):
            continue
        growth = bool(_PERCENT.search(title))
        match = _UNIT_IN_HEAD.search(title)
        printed = "%" if growth else unit or (match[1] if match else "")
        # 产品名称 | 产量: the head tells what of the thing is counted.
        indicator = next((full for full in (name, name + "产量") if codelists.indicator_id(full)), None)
        if indicator and printed:
            yield {
                "indicator": indicator,
                "measure": "growth" if growth else "ratio" if printed == "%" else "amount",
                "value": cell,
                "unit": printed,
                "value_bound": "",
                "place": f"table, line {line} of the Markdown",
            }


def _row(communique: Communique, figure: Mapping[str, str]) -> dict[str, str]:
    region = _region(communique.region_code)
    office = "国家统计局" if region["level"] == "nation" else f"{region['name_zh']}统计局"
    cells = {
        "region_code": communique.region_code,
        "region_name": region["short_zh"],
        "indicator": figure["indicator"],
        "period": str(communique.year),
        "measure": figure["measure"],
        "value": figure["value"],
        "unit": figure["unit"],
        "value_bound": figure["value_bound"] or _stands(figure),
        "source_title": communique.title,
        "source_publisher": office,
        "source_kind": "communique",
        "source_published": communique.published,
        "source_url": communique.address,
        "note": f"{figure['place']}; text sha256 {communique.text_sha256[:16]}",
    }
    return {column: cells[column] for column in COLUMNS}


def _stands(figure: Mapping[str, str]) -> str:
    """``exact`` of a growth that would be taken for an index: a communiqué prints none in the places that are read."""
    return EXACT if figure["measure"] == "growth" and Decimal(figure["value"]) > FASTEST else ""


def _region(code: str) -> Mapping[str, str]:
    return next(row for row in codelists.read("regions") if row["region_code"] == code)
