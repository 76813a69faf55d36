"""Reports are read by several processes or by one: the tables and what is set apart are the same, row by row."""

import polars as pl
import pytest

from pipelines.base.pool import fewest
from pipelines.targets import tables
from pipelines.targets.tables import read_reports, untraced

TEXT = """政府工作报告

一、{before}年工作回顾
{before}年，全省粮食总产量达到{number}万吨，地区生产总值增长6.5%。财政收入增长１$1.$2％。
二、{year}年工作安排
{year}年，全省粮食总产量达到{more}万吨以上，城镇新增就业15万人以上。新建幼儿园20所。改造老旧小区。
"""


@pytest.fixture(scope="module")
def reports() -> pl.DataFrame:
    count = fewest(tables._SECONDS) + 7  # of as many years as there are, so that each has a key of its own
    rows = [
        {
            "report_id": f"{650000 + 100 * (number % 9)}-{1990 + number // 9}",
            "region_code": str(650000 + 100 * (number % 9)),
            "year": 1990 + number // 9,
            "text": TEXT.format(
                before=1989 + number // 9, year=1990 + number // 9, number=100 + number, more=200 + number
            ),
        }
        for number in range(count)
    ]
    return pl.DataFrame(rows).sample(fraction=1, shuffle=True, seed=3)


def test_one_process_and_several_read_the_same(reports: pl.DataFrame) -> None:
    alone, shared = read_reports(reports, 1), read_reports(reports, 2)
    assert {*alone} == {*shared} == {*tables.TABLES}
    for table, split in alone.items():
        assert split.good.equals(shared[table].good), table
        assert split.rejects.equals(shared[table].rejects), table
    assert alone["targets"].good["report_id"].n_unique() == reports.height
    # Each review has a damaged figure, and its place counts through all reports.
    places = alone["achieved"].rejects["row"]
    assert places.n_unique() == reports.height == places.len()
    assert places.max() == alone["achieved"].good.height + reports.height


def test_a_quote_that_does_not_stand_where_its_row_says_is_told(reports: pl.DataFrame) -> None:
    targets = read_reports(reports.head(3))["targets"].good
    assert not [*untraced(targets, reports)]
    moved = targets.with_row_index().with_columns(
        char_start=pl.when(pl.col("index") == 1).then(pl.col("char_start") + 1).otherwise("char_start")
    )
    assert [*untraced(moved.drop("index"), reports)] == [targets["target_id"][1]]
