"""How many targets of economic growth were met, period by period: the finding of many governments that anybody would print.

Belongs here: counting it from the table ``headline``, and one sentence of it. Does not: where the sentence stands.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from pipelines.wording.numbers import share
from schemas import codelists

TABLE, INDICATOR = "headline", "gdp"
# The last year of each period: until 2012 growth of ten per cent and more was usual, until 2019 of six to eight; then came the pandemic.
_LAST = (2012, 2019, 9999)
_PERIODS_ZH = ("2012年及以前", "2013—2019年", "2020年以来")
_PERIODS_EN = ("up to 2012", "in 2013–2019", "since 2020")
# Of fewer targets a share says nothing.
FEW = 20
_EVERY, _PROVINCES = ("经济增长目标", "Growth targets"), ("只看省级政府", "Provinces alone")


class Period(NamedTuple):
    """Of the growth targets of a period how many have a comparable result, and how many of these were met."""

    name: dict[str, str]
    met: int
    judged: int


def by_period(tables: Mapping[str, pl.DataFrame], level: str | None = None) -> list[Period]:
    """The periods in order; none where one of them has fewer than ``FEW`` targets with a comparable result.

    Args:
        tables: those of a package; without ``headline`` there are no periods.
        level: count the governments of this level alone (a code of ``regions.level``).
    """
    if TABLE not in tables:
        return []
    rows = tables[TABLE].filter(pl.col("headline") == INDICATOR, pl.col("status").is_in(codelists.decided()))
    if level is not None:
        of_level = tables["regions"].filter(pl.col("level") == level)["region_code"]
        rows = rows.filter(pl.col("region_code").is_in(of_level.implode()))
    periods, first = [], 0
    for last, zh, en in zip(_LAST, _PERIODS_ZH, _PERIODS_EN, strict=True):
        within = rows.filter(pl.col("year").is_between(first, last))
        periods.append(Period({"zh": zh, "en": en}, int((within["status"] == "met").sum()), within.height))
        first = last + 1
    return periods if all(period.judged >= FEW for period in periods) else []


def sentence(tables: Mapping[str, pl.DataFrame]) -> dict[str, str] | None:
    """What share of growth targets was met in each period, with the numbers behind it, by language; None where there are too few.

    Where provinces are enough they are told by themselves too: of later years more cities are at hand than of earlier ones.
    """
    every = by_period(tables)
    if not every:
        return None
    provinces = by_period(tables, "province") if "regions" in tables else []
    counts = [(_EVERY, every), *([(_PROVINCES, provinces)] if provinces else [])]
    return {
        "zh": "".join(f"{name}：{_listed_zh(periods)}。" for (name, _), periods in counts),
        "en": " ".join(f"{name}: {_listed_en(periods)}." for (_, name), periods in counts),
    }


def _listed_zh(periods: list[Period]) -> str:
    return "，".join(
        f"{each.name['zh']}{share(each.met, each.judged)}实现（{each.judged:,}项中{each.met:,}项）" for each in periods
    )


def _listed_en(periods: list[Period]) -> str:
    *first, last = [
        f"{share(each.met, each.judged)}{'' if place else ' met'} {each.name['en']} ({each.met:,} of {each.judged:,})"
        for place, each in enumerate(periods)
    ]
    return f"{', '.join(first)} and {last}"
