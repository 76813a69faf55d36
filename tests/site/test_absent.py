"""Reports that state no target of a headline indicator, as pages tell of them. Belongs here: what is known of such a report, and that no more is said.

The data are those of the made-up country, with some rows of ``headline`` as they would be if its reports had set less.
"""

import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.site.pages import place, year
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from schemas import codelists
from tests.site.test_place import table
from tests.site.world import sign

GUANGDONG = "440000"
STATES = {2018: "not_set", 2020: "unread", 2021: "doubtful", 2023: "unread", 2024: "not_set"}
RELATED = 2022
# The one year with a target of prices.
ONCE = 2016


@pytest.fixture(scope="module")
def source(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The made-up country, whose Guangdong states no growth target in the years of ``STATES``, one of something close in ``RELATED``, and of prices one in ``ONCE``."""
    folder = tmp_path_factory.mktemp("absent")
    published = Path(shutil.copytree(country, folder / "published"))
    file = published / "governments" / "1.0.0" / "headline.parquet"
    rows = pl.read_parquet(file)
    of = pl.struct("region_code", "headline") == {"region_code": GUANGDONG, "headline": "gdp"}
    states = STATES | {RELATED: "related"}
    state = pl.col("year").replace_strict(states, default=None, return_dtype=pl.String)
    of_other = pl.struct("region_code", "headline") == {"region_code": GUANGDONG, "headline": "prices"}
    gone = (of & pl.col("year").is_in(list(STATES))) | (of_other & (pl.col("year") != ONCE))
    rows.with_columns(
        state=pl.when(of).then(pl.coalesce(state, "state")).when(gone).then(pl.lit("not_set")).otherwise("state"),
        **{name: pl.when(gone).then(None).otherwise(name) for name in ("target_id", "target", "target_high", "bound", "status")},
    ).write_parquet(file)  # fmt: skip
    sign(published, "governments", "1.0.0")
    (folder / "prepared").mkdir()
    return prepare(published, folder / "prepared")


def page(source: Source, kind: object, key: str, language: str = "zh") -> str:
    """The page of a government or a year."""
    return next(each.content for each in kind.pages(source, key) if each.path.startswith(f"{language}/"))  # type: ignore[attr-defined]


def test_a_target_that_was_not_recognised_is_not_said_to_be_unset(source: Source) -> None:
    gdp = page(source, place, GUANGDONG).split('id="gdp"')[1].split("</section>")[0]
    assert "报告未设该目标：2018、2024年。" in gdp
    assert "没有识别出目标：2020、2023年。" in gdp
    assert "难以区分，不能确定：2021年。" in gdp


def test_years_side_by_side_say_why_no_target_stands_there(source: Source) -> None:
    row = table(page(source, place, GUANGDONG, "en"), "recent")[0]
    assert row[2:4] == ["not set", "not recognised"]


def test_a_square_says_why_no_target_stands_there(source: Source) -> None:
    labels = codelists.labels("headline_state", "zh")
    for of, state in STATES.items():
        square = page(source, year, str(of)).split('id="gdp"')[1].split('class="t44')[1].split("</li>")[0]
        assert labels[state] in square, of


def test_a_result_beside_a_target_of_something_else_says_what_it_is_of(source: Source) -> None:
    rows = {row[0]: row for row in table(page(source, place, GUANGDONG), "gdp")}
    assert rows[str(RELATED)][2].startswith("地区生产总值增长")
    assert rows["2019"][2].startswith("增长")


@pytest.mark.parametrize(
    ("language", "said"), [("zh", f"目标与结果，{ONCE}年"), ("en", f"targets and results, {ONCE}")]
)
def test_a_chart_of_one_year_names_it_once(source: Source, language: str, said: str) -> None:
    prices = page(source, place, GUANGDONG, language).split('id="prices"')[1].split("</section>")[0]
    assert f'{said}"' in prices
