"""Who says a verdict, and what answers a target that has none, comes to people in every form, by word and with its denominators."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import schemas
from pipelines.forms import workbook
from pipelines.forms.answers import shares
from pipelines.forms.beside import beside
from pipelines.forms.brief import briefs
from pipelines.forms.headlines import headlines
from pipelines.forms.page import page
from pipelines.forms.page.data import coded, columns
from pipelines.forms.readme import readme
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from schemas import codelists, contract
from tests.forms.answered import OWN, answered
from tests.packages.conftest import definition


@pytest.fixture(scope="module")
def package() -> dict[str, pl.DataFrame]:
    return answered()


def told(package: dict[str, pl.DataFrame], number: int) -> list[str]:
    row = joined(package).filter(pl.col("target_id") == f"650000-2023@{number}").row(0, named=True)
    return [pair["zh"] for pair in beside(row)]


def test_three_numbers_are_told_of_all_of_those_due_and_of_those_whose_next_report_is_at_hand(
    package: dict[str, pl.DataFrame],
) -> None:
    counted = shares(joined(package))
    assert counted is not None
    assert counted.of == [5, 4, 4]
    assert counted.sorts == {"judged": [2, 2, 2], "claimed": [1, 1, 1], "silent": [1, 1, 1], "rest": [1, 0, 0]}
    assert counted.own == 1


def test_of_targets_whose_next_report_is_not_at_hand_nothing_is_said_to_be_silent(
    package: dict[str, pl.DataFrame],
) -> None:
    unheard = joined(package).with_columns(next_report=pl.lit(value=False), claim=pl.lit(None, pl.String))
    counted = shares(unheard)
    assert counted is not None
    assert counted.sentence("zh").endswith("；次年报告未收录，不知道政府怎么说。")
    assert "not mentioned" not in counted.sentence("en")


def test_who_says_a_figure_stands_beside_its_verdict_by_word(package: dict[str, pl.DataFrame]) -> None:
    assert told(package, 5) == ["据统计公报", "最新数据：未实现"]
    assert told(package, 6) == ["据政府次年工作报告", "按名称对应"]


def test_what_the_next_report_says_stands_beside_a_verdict_that_has_no_figure(package: dict[str, pl.DataFrame]) -> None:
    assert told(package, 7) == ["次年报告：已完成（所在清单）"]
    assert told(package, 9) == ["次年报告：未提及"]
    assert told(package, 8) == []


def test_a_brief_tells_the_numbers_and_who_says_each(package: dict[str, pl.DataFrame]) -> None:
    files = briefs(definition(), "1.0.0", package)
    for text in files.values():
        assert "已到期4项：由数字判定2项（其中1项只凭政府次年工作报告自报的数字）" in text
        assert "Of 4 due, 2 are judged by figures (1 of them by the government&#39;s own" in text.replace("'", "&#39;")
        assert "据政府次年工作报告。按名称对应。" in text
        assert "Next report: fulfilled (said of its list)." in text.replace("\\", "")


def test_the_readme_tells_the_numbers_and_counts_a_repeated_target_once(
    package: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    text = readme(Candidate(definition(), "1.0.0", package, {}, 0, tmp_path))
    assert "## Of 5 targets 共5项目标" in text
    assert "the table has 6 rows" in text
    assert "| judged by figures 由数字判定 | 2 (40.0%) | 2 (50.0%) | 2 (50.0%) |" in text
    assert "| by statistical communiqué 据统计公报; by the newest figure: missed 最新数据：未实现 |" in text


def test_the_workbook_says_who_says_so_in_columns_that_can_be_filtered(
    package: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    workbook.write(Candidate(definition(), "1.0.0", package, {}, 0, tmp_path))
    book = openpyxl.load_workbook(tmp_path / "small-2023.xlsx")
    sheet = book["目标与结果"]
    titles = [cell.value.splitlines()[0] for cell in sheet[1]]
    rows = [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    kinds = codelists.labels("source_kind", "zh")
    assert [row["数字由谁公布"] for row in rows] == [
        *(kinds[kind] for kind in ("communique", "self_reported")), None, None, None, kinds["communique"]
    ]  # fmt: skip
    assert rows[2]["次年报告的说法"] == f"{codelists.labels('claim', 'zh')['fulfilled']}（所在清单）"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(7, len(titles)).coordinate}"


def test_the_page_tells_the_numbers_and_carries_what_a_reader_filters_by(package: dict[str, pl.DataFrame]) -> None:
    html = page(definition(), "1.0.0", package, {}, {})
    assert "已到期4项：由数字判定2项" in html
    assert "(40%)" in html and "(50%)" in html
    cells = {name: column.each() for name, column in columns(joined(package))}
    assert cells["answered_by"] == ["figure", "figure", "claim", None, "nothing", "figure"]
    assert cells["beside"][1][0] == ["据政府次年工作报告", "by government's own next report"]
    assert {"source_kind", "link", "witness", "claim", "claim_about", "answered_by", "status_latest"} <= set(coded())


def test_of_one_report_the_headline_indicators_are_told_also_where_no_target_is_set(
    package: dict[str, pl.DataFrame],
) -> None:
    def row(headline: str, state: str, **figures: Any) -> dict[str, Any]:
        return {
            "region_code": "650000",
            "year": 2023,
            "headline": headline,
            "state": state,
            "unit_base": "%",
            **figures,
        }

    rows = [
        row("prices", "not_set", actual="2.1", source_kind="communique", official="2.1"),
        row("gdp", "target", target="7", bound="about", actual="6.8", source_kind="self_reported", status="met"),
    ]
    split = contract.split(schemas.model("headline"), rows, "headline")
    assert split.rejects.is_empty(), split.rejects
    gdp, prices = headlines(package | {"headline": split.good})
    assert (gdp["target"]["zh"], gdp["actual"]["en"], gdp["who"]["zh"]) == ("≈ 7%", "6.8 %", "政府次年工作报告")
    assert (prices["target"], prices["state"]["zh"], prices["official"]["zh"]) == (None, "未设目标", "2.1%")
    assert "未设目标" in page(definition(), "1.0.0", package | {"headline": split.good}, {}, {})
    several = pl.concat([package["reports"], package["reports"].with_columns(report_id=pl.lit("650000-2024"))])
    assert headlines(package | {"headline": split.good, "reports": several}) == []


def test_a_newer_figure_is_told_with_who_published_it(package: dict[str, pl.DataFrame]) -> None:
    newer = {
        "target_id": "650000-2023@5", "vintage": "newest", "year": 2023, "statistic_id": OWN, "source_kind": "official_statistics",
        "publisher": "某统计局", "published": date(2025, 9, 1), "actual": "480", "status": "missed", "difference": "-31.2", "verdict_changed": True,
    }  # fmt: skip
    split = contract.split(schemas.model("vintages"), [newer], "vintages")
    assert split.rejects.is_empty(), split.rejects
    cells = dict(columns(joined(package | {"vintages": split.good})))
    assert cells["newest"].each() == ["480 万吨 (某统计局, 2025-09-01)", None, None, None, None, None]


def test_a_version_that_does_not_say_what_answers_a_target_tells_no_such_number(
    package: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    new = ("answered_by", "next_report", "counted", "link", "witness", "claim_id", "claim_about", "source_kind")
    old = package | {
        "outcomes": package["outcomes"].drop(new, strict=False),
        "targets": package["targets"].drop("repeats"),
    }
    assert shares(joined(old)) is None
    assert told(old, 6) == ["据政府次年工作报告"]
    for text in (page(definition(), "1.0.0", old, {}, {}), *briefs(definition(), "1.0.0", old).values()):
        assert "已到期" not in text
    workbook.write(Candidate(definition(), "1.0.0", old, {}, 0, tmp_path))
    assert "What the targets came to" not in readme(Candidate(definition(), "1.0.0", old, {}, 0, tmp_path))
