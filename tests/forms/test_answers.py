"""Who says a verdict, and what answers a target that has none, comes to people in every form, by word and with its denominators."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import schemas
from pipelines.forms import workbook
from pipelines.forms.answers import SORTS, shares
from pipelines.forms.beside import beside
from pipelines.forms.brief import briefs
from pipelines.forms.headlines import headlines
from pipelines.forms.page import page
from pipelines.forms.page.data import coded, columns
from pipelines.forms.page.printed import with_newest
from pipelines.forms.readme import readme
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from pipelines.wording.rows import with_words
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
    assert counted.sentence("zh").endswith("；次年报告未收录，政府怎么说还不知道。")
    assert "not mentioned" not in counted.sentence("en")


def test_who_says_a_figure_stands_beside_its_verdict_by_word(package: dict[str, pl.DataFrame]) -> None:
    assert told(package, 5) == ["据统计公报", "最新数据：未实现"]
    assert told(package, 6) == [
        f"据{codelists.labels('source_kind', 'zh')['self_reported']}",
        codelists.labels("link", "zh")["words"],
    ]


def test_what_the_next_report_says_stands_beside_a_verdict_that_has_no_figure(package: dict[str, pl.DataFrame]) -> None:
    assert told(package, 7) == [f"次年报告：{codelists.labels('claim', 'zh')['fulfilled']}（所在清单）"]
    assert told(package, 9) == [f"次年报告：{codelists.labels('claim', 'zh')['silent']}"]
    assert told(package, 8) == []


def test_a_brief_tells_the_numbers_and_who_says_each(package: dict[str, pl.DataFrame]) -> None:
    files = briefs(definition(), "1.0.0", package)
    for text in files.values():
        for language in ("zh", "en"):
            said = shares(joined(package))
            assert said is not None and said.sentence(language) in text.replace("&#39;", "'")
            for kind in ("communique", "self_reported"):
                label, opens = codelists.labels("source_kind", language)[kind], "（("[language == "en"]
                assert re.sub("<[^>]+>", "", text).replace("&#39;", "'").count(f"{opens}{label}") == 1, (
                    "with its source"
                )
        assert f"{codelists.labels('link', 'zh')['words']}。（来源" in re.sub("<[^>]+>", "", text)
        assert f"Next report: {codelists.labels('claim', 'en')['fulfilled']} (said of its list)." in text.replace(
            "\\", ""
        )


def test_the_readme_tells_the_numbers_and_counts_a_repeated_target_once(
    package: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    text = readme(Candidate(definition(), "1.0.0", package, {}, 0, tmp_path))
    assert "### Overview: 5 targets" in text and "### 概况：5项目标" in text
    assert "the table has 6 rows" in text and "表中有6行" in text
    for language in ("zh", "en"):
        assert f"| {SORTS['judged'][language]} | 2 (40%) | 2 (50%) | 2 (50%) |" in text
        assert f"| {codelists.labels('source_kind', language)['communique']} |" in text
        assert f"{codelists.labels('status', language)['missed']} |\n" in text, (
            "the verdict by the newest figure stands beside"
        )


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
    said = shares(joined(package))
    assert said is not None and said.sentence("zh") in html
    assert "(40%)" in html and "(50%)" in html
    cells = {name: column.each() for name, column in columns(with_words(with_newest(joined(package))))}
    assert cells["answered_by"] == ["figure", "figure", "claim", None, "nothing", "figure"]
    assert cells["beside"][1][0] == [
        f"据{codelists.labels('source_kind', 'zh')['self_reported']}",
        f"by {codelists.labels('source_kind', 'en')['self_reported']}",
    ]
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
    assert (gdp["target"]["zh"], gdp["actual"]["en"], gdp["who"]["zh"]) == (
        "增长7%左右",
        "growth of 6.8%",
        codelists.labels("source_kind", "zh")["self_reported"],
    )
    assert (prices["target"], prices["state"]["zh"], prices["official"]["zh"]) == (
        None,
        codelists.labels("headline_state", "zh")["not_set"],
        "上涨2.1%",
    )
    assert codelists.labels("headline_state", "zh")["not_set"] in page(
        definition(), "1.0.0", package | {"headline": split.good}, {}, {}
    )
    several = pl.concat([package["reports"], package["reports"].with_columns(report_id=pl.lit("650000-2024"))])
    assert headlines(package | {"headline": split.good, "reports": several}) == []


def test_a_newer_figure_is_told_with_who_published_it(package: dict[str, pl.DataFrame]) -> None:
    newer = {
        "target_id": "650000-2023@5", "vintage": "newest", "year": 2023, "statistic_id": OWN, "source_kind": "official_statistics",
        "publisher": "某统计局", "published": date(2025, 9, 1), "actual": "480", "status": "missed", "difference": "-31.2", "verdict_changed": True,
    }  # fmt: skip
    split = contract.split(schemas.model("vintages"), [newer], "vintages")
    assert split.rejects.is_empty(), split.rejects
    cells = dict(columns(with_words(with_newest(joined(package | {"vintages": split.good})))))
    assert cells["newest"].each() == [
        ["480万吨（某统计局，2025年9月1日）", "4.8 million tonnes (某统计局, 1 September 2025)"], None, None, None, None, None
    ]  # fmt: skip


def test_a_version_that_does_not_say_what_answers_a_target_tells_no_such_number(
    package: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    new = ("answered_by", "next_report", "counted", "link", "witness", "claim_id", "claim_about", "source_kind")
    old = package | {
        "outcomes": package["outcomes"].drop(new, strict=False),
        "targets": package["targets"].drop("repeats"),
    }
    assert shares(joined(old)) is None
    assert told(old, 6) == [f"据{codelists.labels('source_kind', 'zh')['self_reported']}"]
    for text in (page(definition(), "1.0.0", old, {}, {}), *briefs(definition(), "1.0.0", old).values()):
        assert "已到期" not in text
    workbook.write(Candidate(definition(), "1.0.0", old, {}, 0, tmp_path))
    assert "What the targets came to" not in readme(Candidate(definition(), "1.0.0", old, {}, 0, tmp_path))
