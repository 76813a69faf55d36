"""The headline indicators of a government year by year: target, result and verdict in words, and as points of a chart.

Belongs here: which rows and figures stand in which year, and which years lack what. Does not: what a page says around them (``pages.place``), or
where a mark lies (``charts``).
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms.headlines import came
from pipelines.site import addresses, regions
from pipelines.site.cell_text import sign
from pipelines.site.charts.series import Line, Panel, Point, panels
from pipelines.site.source import Source
from pipelines.wording.numbers import divided, grouped, plain, to_places
from schemas import codelists

TABLE, PEOPLE = "headline", "person"
# What a count of people is printed in at a mark, where a column is five digits wide: the least that makes all numbers of a series short enough.
_UNITS = {"zh": (("one", 1), ("ten_thousand", 10_000)), "en": (("one", 1), ("thousand", 1_000), ("million", 1_000_000))}
_SHORT = 10_000


class Span(NamedTuple):
    """Years without a gap."""

    first: int
    last: int


class ByYear(NamedTuple):
    """A headline indicator of a government.

    Attributes:
        headline: its code.
        rows: a row a year, the newest first, as ``_row`` gives it.
        judged: in how many years figures decided.
        met: in how many of them the target was met.
        absent: year -> state, of reports that state no target of it: not_set, or unread and doubtful, which may be one that was not recognised.
        unread: years between its reports without a report at hand.
        unknown: years with a target and no result found.
        lines: results of the nation and of the province.
    """

    headline: str
    rows: tuple[dict[str, Any], ...]
    judged: int
    met: int
    absent: Mapping[int, str]
    unread: tuple[Span, ...]
    unknown: tuple[Span, ...]
    lines: tuple[Line, ...]

    @property
    def gaps(self) -> Iterable[tuple[str, tuple[Span, ...]]]:
        """The states of ``absent`` with their years, from the first year with a target on."""
        since = [(year, state) for year, state in self.absent.items() if year > self.rows[-1]["year"]]
        states = sorted({state for _, state in since}, key=codelists.codes("headline_state").index)
        return [(state, spans(year for year, each in since if each == state)) for state in states]

    @property
    def is_of_people(self) -> bool:
        """Whether it counts people; all others are rates in per cent."""
        return bool(self.rows[0]["unit_base"] == PEOPLE)

    def unit(self, language: str) -> str:
        """What a number at a mark counts: ``percent``, or people by ``one``, ``thousand``, ``ten_thousand`` or ``million``."""
        return self._unit(language)[0]

    def panels(self, language: str) -> tuple[Panel, ...]:
        """Its chart."""
        _, size = self._unit(language)
        return panels([_point(row, size) for row in self.rows], self.lines)

    def _unit(self, language: str) -> tuple[str, int]:
        if not self.is_of_people:
            return "percent", 1
        largest = max(
            (row[name] for row in self.rows for name in ("target", "actual") if row[name] is not None), default=0
        )
        return next((each for each in _UNITS[language] if largest < _SHORT * each[1]), _UNITS[language][-1])


def by_year(source: Source, place: Mapping[str, Any], rows: pl.DataFrame, reports: Iterable[int]) -> list[ByYear]:
    """The headline indicators that the reports of a government speak of, in the codelist's order.

    Args:
        source: what all pages know.
        place: a row of ``places``.
        rows: of the table ``rows``, those of the government.
        reports: the years of its reports.
    """
    if not source.has(TABLE):
        return []
    table = source.of_place(TABLE, place["region_code"])
    ids = table["target_id"].drop_nulls().unique().to_list()
    targets = {row["target_id"]: row for row in rows.filter(pl.col("target_id").is_in(ids)).iter_rows(named=True)}
    around = [(kind, region, source.of_place(TABLE, region["region_code"])) for kind, region in _around(place)]
    series = []
    for code in codelists.codes(TABLE):
        of = table.filter(pl.col("headline") == code).sort("year", descending=True)
        stated = of.filter(pl.col("target_id").is_not_null()).to_dicts()
        if stated:
            each = [_row(row, targets.get(row["target_id"])) for row in stated]
            absent = of.filter(pl.col("target_id").is_null()).select("year", "state")
            series.append(_series(code, each, dict(absent.iter_rows()), sorted(set(reports)), around))
    return series


def spans(years: Iterable[int]) -> tuple[Span, ...]:
    """Years as spans without gaps, in order."""
    ended: list[Span] = []
    for year in sorted(years):
        if ended and ended[-1].last == year - 1:
            ended[-1] = Span(ended[-1].first, year)
        else:
            ended.append(Span(year, year))
    return tuple(ended)


def _series(
    code: str,
    rows: Sequence[dict[str, Any]],
    absent: Mapping[int, str],
    reports: Sequence[int],
    around: Sequence[tuple[str, Any, pl.DataFrame]],
) -> ByYear:
    years = {row["year"] for row in rows}
    first = min(years)
    decided = [row for row in rows if row["status"] in codelists.decided()]
    return ByYear(
        headline=code,
        rows=tuple(rows),
        judged=len(decided),
        met=sum(row["status"] == "met" for row in decided),
        absent=absent,
        unread=spans(set(range(first, max([*reports, *years]) + 1)) - set(reports) - years),
        unknown=spans(row["year"] for row in rows if row["status"] == "no_data"),
        lines=tuple(_line(kind, region, table, code) for kind, region, table in around)
        if rows[0]["unit_base"] != PEOPLE
        else (),
    )


def _around(place: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The nation, and the province that a place lies in."""
    above = regions.above(place["region_code"])
    return [(region["level"], region) for region in above if region["level"] in regions.ABOVE_CITIES]


def _line(kind: str, region: Mapping[str, Any], table: pl.DataFrame, code: str) -> Line:
    of = table.filter(pl.col("headline") == code, pl.col("actual").is_not_null()).select("year", "actual").sort("year")
    return Line(region["region_code"], kind, {year: float(actual) for year, actual in of.iter_rows()})


def _row(row: Mapping[str, Any], target: Mapping[str, Any] | None) -> dict[str, Any]:
    """A year: the figures of ``headline``, and in both languages ``set``, ``came``, ``newest``, ``gap`` and ``verdict``; of a target that is
    of another form or of something close its ``name`` and ``when`` too."""
    is_target = row["state"] == "target"
    said = target or {}
    has_figure = is_target and row["source_kind"] is not None
    revised = row["actual_latest"] if row["actual_latest"] != row["actual"] else None
    shown = {
        language: {
            "set": said.get(f"target_{language}") or (said.get("comparator") if language == "zh" else None),
            "came": _came(row, said, language, is_target=is_target),
            "newest": _in(came(row, revised, None), language),
            "gap": said.get("gap_zh" if language == "zh" else "gap_alone") if is_target else None,
            "verdict": said.get(f"verdict_{language}") if is_target else None,
            "name": None if is_target else said.get("indicator" if language == "zh" else "name_en"),
            "when": said.get(f"when_{language}"),
        }
        for language in addresses.LANGUAGES
    }
    return {
        **{name: row[name] for name in ("year", "state", "target_id", "target", "target_high", "bound", "actual", "actual_bound", "source_kind", "claim")},
        "unit_base": row["unit_base"],
        "revised": revised,
        "status": row["status"] if is_target else None,
        "status_latest": row["status_latest"] if row["status_latest"] != row["status"] else None,
        "in_report": _report_of(said.get("statistic_id")) if has_figure else None,
        "source_url": said.get("source_url") if has_figure else None,
        **shown,
    }  # fmt: skip


def _came(row: Mapping[str, Any], said: Mapping[str, Any], language: str, *, is_target: bool) -> str | None:
    """What came in words: beside its target in the target's unit, else the headline figure."""
    beside = said.get(f"result_{language}") if is_target else None
    return beside or _in(came(row, row["actual"], row["actual_bound"]), language)


def _in(pair: Mapping[str, str] | None, language: str) -> str | None:
    return pair[language] if pair else None


def _report_of(statistic_id: str | None) -> str | None:
    """The report that a figure stands in, where it is of one."""
    return statistic_id.split("@")[0] if statistic_id and "@" in statistic_id else None


def _point(row: Mapping[str, Any], size: int) -> Point:
    low, high = row["target"], row["target_high"]
    if high is not None and high < low:
        low, high = high, low
    number = _printed(low, size) + (f"–{_printed(high, size)}" if high is not None else "")
    return Point(
        year=row["year"],
        target=_figure(low, size),
        target_high=_figure(high, size),
        bound=row["bound"] or "exact",
        target_printed=sign(row["bound"]) + number,
        result=_figure(row["actual"], size),
        result_printed=sign(row["actual_bound"]) + _printed(row["actual"], size),
        newest=_figure(row["revised"], size),
        newest_printed=_printed(row["revised"], size),
        status=row["status"],
    )


def _figure(number: Decimal | None, size: int) -> float | None:
    return None if number is None else float(number) / size


def _printed(number: Decimal | None, size: int) -> str:
    """A number as it stands at a mark: with two decimals at most."""
    if number is None:
        return ""
    short = to_places(divided(number, Decimal(size)), 2)
    return grouped(short) if abs(short) >= _SHORT else plain(short)
