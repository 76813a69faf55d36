"""Judging some governments or years alone, and judging all together, gives the same rows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.outcomes import places
from pipelines.outcomes.as_of import day, newest
from pipelines.outcomes.judge import RESULTS, judge, judge_into
from tests.outcomes.conftest import FIGURE, SAID, TARGET, report, table

# A county that became a district, and a province beside it.
OLD, TODAY, OTHER = "110228", "110118", "650000"


def of(region: str, year: int, row: Mapping[str, Any], place: int = 10, **changes: Any) -> dict[str, Any]:
    ids = {
        "target_id": f"{region}-{year}@{place}",
        "report_id": f"{region}-{year}",
        "region_code": region,
        "year": year,
    }
    return {**row, **ids, "char_start": place, "char_end": place + 12, **changes}


def goal(region: str, year: int = 2021) -> dict[str, Any]:
    """What a plan of five years wants at its end."""
    changes = {
        "measure": "amount",
        "value": "250",
        "unit": "亿元",
        "aspect": "level",
        "period_kind": "end",
        "bound": "at_least",
    }
    return of(region, year, TARGET, 30, period=f"{year}/{year + 4}", **changes)


def stood(region: str, year: int, value: int) -> dict[str, Any]:
    """How far it had come at the end of the year before a report."""
    changes = {"measure": "amount", "value": str(value), "unit": "亿元", "aspect": "level", "price_basis": "nominal"}
    return of(region, year, SAID, 40, period=str(year - 1), **changes)


def tables() -> dict[str, pl.DataFrame]:
    """Three codes of two places over seven years: rates that are met or missed, and a plan whose end is not there yet."""
    years, regions = range(2019, 2026), (OLD, TODAY, OTHER)
    target = [of(region, year, TARGET, period=str(year)) for region in regions for year in years if year < 2025]
    said = [
        of(region, year, SAID, 20, period=str(year - 1), value=str(5 + year % 3))
        for region in regions
        for year in years
    ]
    figures = [
        FIGURE | {"statistic_id": f"{region}-{year}-{year:012x}", "region_code": region, "period": str(year), "value": "6.4", "published": date(year + 1, 3, 1)}
        for region in (TODAY, OTHER) for year in range(2019, 2024)
    ]  # fmt: skip
    return {
        "targets": table("targets", [*target, *(goal(region) for region in regions)]),
        "achieved": table("achieved", [*said, *(stood(region, year, 200 + 10 * (year - 2021)) for region in regions for year in years if year >= 2021)]),
        "statistics": table("statistics", figures),
        "reports": table("reports", [report(year, region) for region in regions for year in years]),
    }  # fmt: skip


@pytest.fixture(scope="module")
def together() -> Mapping[str, pl.DataFrame]:
    return judge(tables())


@pytest.mark.parametrize(("rows", "threads"), [(1, 1), (40, 4)])
def test_groups_of_any_size_and_threads_give_the_same_rows_in_the_same_order(
    rows: int, threads: int, together: Mapping[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places.groups, "__defaults__", (rows,))
    for name, frame in tables().items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    lazy = {name: pl.scan_parquet(tmp_path / f"{name}.parquet") for name in tables()}
    judge_into(tmp_path, lazy, threads=threads)
    in_memory = judge(tables(), threads=threads)
    for name in RESULTS:
        assert in_memory[name].equals(together[name]), name
        assert pl.read_parquet(tmp_path / f"{name}.parquet").equals(together[name]), name


def test_what_a_place_had_under_an_older_code_is_judged_with_it() -> None:
    assert places.groups(tables(), rows=1) == [[TODAY, OLD], [OTHER]]
    assert places.groups(tables(), rows=1000) == [[TODAY, OLD, OTHER]]
    assert places.groups({name: frame.clear() for name, frame in tables().items()}) == [[]]


def test_a_year_alone_is_judged_as_all_together_of_the_reports_in_reach(together: Mapping[str, pl.DataFrame]) -> None:
    every = tables()
    as_of = newest(every["reports"], every["statistics"])
    for year in (2019, 2021, 2024):
        near = pl.col("year").is_between(year + places.FIRST_REPORT, year + places.LAST_REPORT)
        alone = {name: frame.filter(near) for name, frame in every.items() if "year" in frame.columns}
        alone["targets"] = every["targets"].filter(year=year)
        judged = judge(alone | {"statistics": every["statistics"], "as_of": as_of})
        for name, frame in judged.items():
            assert frame.equals(together[name].filter(year=year)), (year, name)


def test_how_a_plan_stands_follows_from_its_last_report(together: Mapping[str, pl.DataFrame]) -> None:
    goals = together["outcomes"].filter(pl.col("target_id").str.ends_with("@30"))
    # In four of the five years 40 of 50 were added, and time has gone as far.
    assert [float(pace) for pace in goals["pace"]] == [1.0, 1.0, 1.0]


def test_some_places_alone_are_judged_as_among_all(together: Mapping[str, pl.DataFrame]) -> None:
    every = tables()
    some = places.only(every | {"as_of": newest(every["reports"], every["statistics"])}, [OLD, TODAY])
    theirs = pl.col("target_id").str.slice(0, 6).is_in([OLD, TODAY])
    assert judge(some)["outcomes"].equals(together["outcomes"].filter(theirs))


def test_the_day_of_knowledge_is_the_newest_date_of_any_input() -> None:
    reports = table("reports", [report(2023), report(2024, published=date(2024, 1, 20))])
    early, late = ({**FIGURE, "published": published} for published in (date(2023, 12, 1), date(2024, 3, 1)))
    assert newest(reports, table("statistics", [early])).row(0) == (date(2024, 1, 20), "inventory")
    assert newest(reports, table("statistics", [late])).row(0) == (date(2024, 3, 1), "statistics")


def test_a_revision_makes_nothing_due() -> None:
    revised = FIGURE | {"published": date(2025, 1, 1)}
    assert day(newest(table("reports", [report(2024)]), table("statistics", [revised]))) == date(2024, 1, 20)


def test_without_any_date_nothing_is_due() -> None:
    undated = newest(table("reports", []), table("statistics", []))
    assert undated.is_empty()
    assert day(undated) == date.min
