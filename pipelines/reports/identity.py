"""Which government and which year a report says it is of.

Belongs here: what title, day of delivery and text tell. Does not: where a file lies, or what its sidecar says (``read``).
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from pipelines.wording import numerals
from schemas import codelists
from schemas.codelists import places

_HEAD = 600
_BLANKS = re.compile(r"[ \t\u3000\u200b]+")
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_CHINESE_DAY = re.compile(
    r"([一二][九〇○零][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|(?!\d))")
_LOOKS_BACK = re.compile(r"((?:19|20)\d\d)年(?:政府)?(?:的)?(?:工作)?(?:回顾|总结)")
# “十五”工作回顾 stands in the report of the year after the plan.
_PLAN_BACK = re.compile(
    r"^[*# \t一、]*“([九十][一二三四五六]?)五”(?:时期|规划|计划)?(?:政府)?工作的?(?:回顾|总结)", re.MULTILINE
)
# Congresses of late autumn hear the plan of the coming year.
_AUTUMN = 10
NATION, _CABINET = "100000", "国务院"
_DEPTH = {"nation": 0, "province": 1, "prefecture": 2, "county": 3}
# So often a text names the year before its own, if it is a report at all.
_OFTEN = 3


def delivered(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day (None where only the month is printed) on which the report was given, as its first lines say."""
    head = unicodedata.normalize("NFKC", _BLANKS.sub("", text[:_HEAD]))
    if match := _DAY.search(head):
        year, month, day = match.groups()
        return int(year), int(month), int(day) if day else None
    if match := _CHINESE_DAY.search(head):
        year, month, day = match.groups()
        return int(numerals.in_figures(year)), numerals.count(month), numerals.count(day) if day else None
    return None


def report_year(title: str, text: str) -> int | None:
    """The year whose plan the report holds; None where nothing tells it.

    Title, day of delivery and headings are candidates, since each can be wrong (a site files the report of January 2004 under
    2003); of several the one counts whose year before the text names most often.
    """
    candidates = [int(year) for year in _YEAR.findall(_BLANKS.sub("", title))]
    if day := delivered(text):
        candidates.insert(0, day[0] + (day[1] >= _AUTUMN))
    candidates += [int(year) + 1 for year in _LOOKS_BACK.findall(text)]
    candidates += [numerals.five_year_plan(plan)[1] + 1 for plan in _PLAN_BACK.findall(text)]
    if not candidates:
        named = [year for year in _YEAR.findall(text[: len(text) // 2]) if text.count(f"{year}年") >= _OFTEN]
        candidates = [int(max(named, key=named.count)) + 1] if named else []
    return max(candidates, key=lambda year: text.count(f"{year - 1}年"), default=None)


def region_code(title: str, text: str) -> str | None:
    """GB/T 2260 code of the government that the title, else the first lines of the text, name; None where they name none.

    A full name counts before a short one, and of full names the one farthest down. A county counts only in a title, and only
    by its full name: there are thousands, and some have names that stand in any text. A name that several counties share counts for
    the one that lies in what is named too.
    """
    for words, counties in ((title, True), (text[:_HEAD], False)):
        words = _BLANKS.sub("", words)
        named = [
            (
                name == row["name_zh"],
                _DEPTH[row["level"]] if name == row["name_zh"] else 0,
                len(name),
                row["region_code"],
            )
            for row in _regions(counties)
            for name in {row["name_zh"], row["name_zh"] if row["level"] == "county" else row["short_zh"]}
            if name in words and _is_meant(row, name, words)
        ]
        if named:
            return max(named)[3]
        if _CABINET in text[:_HEAD]:
            return NATION
    return None


def _is_meant(row: Mapping[str, str], name: str, words: str) -> bool:
    """Whether a name stands for this region: it alone bears the name, or what it lies in is named too."""
    if row["level"] != "county" or len(places.codes(name)) == 1:
        return True
    around = {row["region_code"]: row for row in _regions(False)}
    return any(around[each]["short_zh"] in words for each in places.above(row["region_code"]) if each != NATION)


@cache
def _regions(counties: bool) -> tuple[dict[str, str], ...]:
    return tuple(row for row in codelists.read("regions") if counties or row["level"] != "county")


def delivered_on(text: str, year: int) -> date | None:
    """The day on which a report of that year was given, where its first lines say one."""
    day = delivered(text)
    if not day or day[2] is None or day[0] + (day[1] >= _AUTUMN) != year:
        return None
    try:
        return date(day[0], day[1], day[2])
    except ValueError:
        return None
