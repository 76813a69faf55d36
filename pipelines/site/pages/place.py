"""The page of a government. Belongs here: what it tells. Does not: its words (``words/place.toml``), or its look (``templates``, ``src/css``)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipelines.forms import codes
from pipelines.packages.counts import once, silent
from pipelines.site import addresses, names, regions
from pipelines.site.by_year import ByYear, by_year, spans
from pipelines.site.document import Head, Page, render, say
from pipelines.site.prepare import UNCODED
from pipelines.site.rows_listed import listed
from pipelines.site.source import Source
from schemas import codelists

# How many rows of a kind the page shows; the rest is one step away.
_LATEST, _MISSED, _SILENT, _YEARS = 40, 30, 20, 4
# From so many dated reports on a government has a usual month of its own.
_DATED, _RECENT = 3, 10
_LISTS = {"民生实事": "list_livelihood", "民生工程": "list_projects"}


def keys(source: Source) -> list[str]:
    """The codes of the governments that a report is at hand of."""
    return source.table("places").filter(pl.col("reports") > 0)["region_code"].to_list()


def pages(source: Source, key: str) -> Iterator[Page]:
    """The page of a government in both languages."""
    places = {row["region_code"]: row for row in source.table("places").iter_rows(named=True)}
    place = places[key]
    rows = source.of_place("rows", key)
    reports = source.of_place("reports", key).sort("year")
    counted = once(rows)
    newest = max(source.table("years")["year"])
    view: dict[str, Any] = {
        "place": place,
        "above": _above(place, places),
        "around": _around(place, places),
        "own_figures": counted.filter(
            pl.col("status").is_in(codelists.decided()), pl.col("source_kind") == "self_reported"
        ).height,
        "years": reports["year"].to_list(),
        "unread": spans(set(range(place["first_year"], newest + 1)) - set(reports["year"])),
        "expected": _expected(source, place, reports, newest),
        "series": by_year(source, place, rows, reports["year"]),
        "lists": _lists(source, key, counted),
        "silent_years": _silent_years(source, key),
    }
    kinds = {
        "latest": _latest(counted, place["last_year"]),
        "missed": counted.filter(pl.col("status") == "missed").sort("year", "rank", "char_start", descending=[True, False, False]),
        "silent": _silent(source, counted),
    }  # fmt: skip
    view["counts"] = {name: table.height for name, table in kinds.items()} | {
        "of_latest": counted.filter(pl.col("year") == place["last_year"]).height
    }
    earlier, ids = _earlier(source, rows, kinds["latest"])
    for language in addresses.LANGUAGES:
        name = names.government(place, language)
        title = say("place", language, "title", name=name)
        head = Head(title, _description(place, language, name), image=addresses.picture("place", key))
        limits = {"latest": _LATEST, "missed": _MISSED, "silent": _SILENT}
        lists = {which: listed(_coded(table).head(limits[which]), language) for which, table in kinds.items()}
        before = {row["target_id"]: row for row in listed(earlier, language)}
        path = addresses.place(key)
        yield render(
            source, "place", language, path, head, name=name, recent=_recent(view["series"], view["years"]),
            drawn=[(series, series.panels(language)) for series in view["series"]], key_lines=_key_lines(view["series"], language),
            meaning=partial(_meaning, language), before={after: before[of] for after, of in ids.items()}, **view, **lists,
        )  # fmt: skip


def _meaning(language: str, codelist: str, code: str) -> str:
    return codes.meaning(codelist, code)[language]


def _key_lines(series: list[ByYear], language: str) -> list[tuple[str, str]]:
    """The governments whose results are drawn behind the marks: the class of the stroke, and the name."""
    lines = {line.kind: line.name for each in series for line in each.lines}
    return [(kind, names.short(regions.by_code()[code], language)) for kind, code in lines.items()]


def _description(place: Mapping[str, Any], language: str, name: str) -> str:
    return say(
        "place",
        language,
        "description" if place["judged"] else "description_undecided",
        name=name,
        **{key: place[key] for key in ("targets", "judged", "met", "reports")},
    )


def _coded(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of indicators that are on the list, and so have a name in both languages."""
    return rows.filter(pl.col("rank") < UNCODED)


def _latest(rows: pl.DataFrame, year: int) -> pl.DataFrame:
    """The targets of the last report: the headline indicators first, and of each what is set for the year itself."""
    of_year = rows.filter(pl.col("year") == year)
    return of_year.sort("rank", "for_year", "char_start", descending=[False, True, False])


def _earlier(source: Source, rows: pl.DataFrame, latest: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
    """The targets that the report before set for the same indicators as the last, and which of the last each of them goes before."""
    if not source.has("targets_after"):
        return rows.clear(), {}
    after = source.of_place("targets_after", latest["region_code"][0]) if latest.height else pl.DataFrame()
    if not after.height:
        return rows.clear(), {}
    pairs = after.filter(pl.col("next_target_id").is_in(latest["target_id"].to_list()))
    ids = dict(pairs.select("next_target_id", "target_id").iter_rows())
    return rows.filter(pl.col("target_id").is_in(list(ids.values()))), ids


def _silent(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """What no figure answers and the next report does not mention, the newest first; as many as ``_silent_years`` has of all years."""
    of = silent(rows) if source.has("answers_by_region_year") else rows.clear()
    return of.sort("year", "rank", "char_start", descending=[True, False, False])


def _silent_years(source: Source, key: str) -> list[dict[str, Any]]:
    """By year, newest first: of how many targets the next report could speak, and how many it does not mention."""
    if not source.has("answers_by_region_year"):
        return []
    years = source.of_place("answers_by_region_year", key).filter(pl.col("next_report") > 0)
    return years.select("year", "next_report", "silent").sort("year", descending=True).to_dicts()


def _above(place: Mapping[str, Any], places: Mapping[str, Any]) -> list[tuple[dict[str, str], bool]]:
    """The governments above, the nation first, each with whether it has a page."""
    return [(region, region["region_code"] in places) for region in regions.above(place["region_code"])]


def _around(place: Mapping[str, Any], places: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The governments below, and those beside: below the same one."""
    own = place["region_code"]
    return {
        "below": [each for each in places.values() if each["parent"] == own],
        "beside": [
            each for each in places.values() if each["parent"] == place["parent"] and each["region_code"] != own
        ],
    }


def _expected(source: Source, place: Mapping[str, Any], reports: pl.DataFrame, newest: int) -> tuple[int, int]:
    """Year and month in which the next report is usually published: by this government's last ones, else by those of its level."""
    months = _months(reports.tail(_RECENT))
    if sum(months.values()) < _DATED:
        months = _months(source.table("reports", level=place["level"]))
    # The most frequent; of two the earlier.
    after, month = min(months, key=lambda each: (-months[each], each)) if months else (0, 1)
    return newest + 1 + after, month


def _months(reports: pl.DataFrame) -> Counter[tuple[int, int]]:
    """How often a report is of a month: of its own year (0), or the end of the one before (-1)."""
    dated = reports.filter(pl.col("published").is_not_null()).select("year", "published")
    months = ((published.year - year, published.month) for year, published in dated.iter_rows())
    return Counter((after, month) for after, month in months if after == 0 or (after == -1 and month >= 11))


def _lists(source: Source, key: str, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """The lists of public works, newest first: how many items and targets each has, and what the report after says of it."""
    lists = source.of_place("project_lists", key) if source.has("project_lists") else pl.DataFrame()
    claims = source.of_place("claims", key) if source.has("claims") else pl.DataFrame()
    by_list: dict[tuple[int, str], dict[str, Any]] = {}
    for row in lists.iter_rows(named=True):
        of = rows.filter(pl.col("list_id") == row["list_id"])
        entry = by_list.setdefault((row["year"], row["name"]), _list(row["year"], row["name"]))
        entry["items"] = entry["items"] or row["items"]
        entry["report"] = row["report_id"]
        entry["at"] = entry["at"] or (of["target_id"][0] if of.height else None)
        entry["targets"] += of.height
        entry["judged"] += of.filter(pl.col("status").is_in(codelists.decided())).height
        entry["met"] += of.filter(pl.col("status") == "met").height
    about = claims.filter(pl.col("about") == "list") if claims.height else claims
    for row in about.iter_rows(named=True):
        entry = by_list.setdefault((row["year"] - 1, row["list_name"]), _list(row["year"] - 1, row["list_name"]))
        entry["items"] = entry["items"] or row["items"]
        if row["claim"] not in entry["said"]:
            entry["said"].append(row["claim"])
        entry["said_in"] = row["report_id"]
    return [by_list[each] for each in sorted(by_list, key=lambda each: (-each[0], each[1]))]


def _list(year: int, name: str) -> dict[str, Any]:
    return {
        "year": year, "name": name, "called": _LISTS.get(name), "items": None, "report": None, "at": None, "targets": 0, "judged": 0, "met": 0,
        "said": [], "said_in": None,
    }  # fmt: skip


def _recent(series: list[ByYear], years: list[int]) -> dict[str, Any]:
    """The last years of all headline indicators side by side."""
    last = years[::-1][:_YEARS]
    cells = [(each.headline, {row["year"]: row for row in each.rows}, each.absent) for each in series]
    kept = [each for each in cells if any(year in each[1] for year in last)]
    return {"years": last, "rows": kept}
