"""Statistical communiqués as a table of figures, read by the command; every sentence here is made up."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli import app
from pipelines.statistics import sources
from pipelines.statistics.communiques import COLUMNS

FRONT = """---
title: 甘肃省2023年国民经济和社会发展统计公报
source: https://example.org/gansu
---
"""
TEXT = """
# 甘肃省2023年国民经济和社会发展统计公报[1]

甘肃省统计局

2024年3月20日

## 一、综合

初步核算，全省地区生产总值[2]11111.1亿元，比上年增长6.4%。"""
TABLE = """

表1 主要产品产量

| 产品名称 | 单位 | 产量 | 比上年增长（%） |
| --- | --- | ---: | ---: |
| 棉花[3] | 万吨 | 4.5 | -3.1 |
| 其中：原煤 | 万吨 | 1070.2 | … |
| 月球石 | 万吨 | 1.0 | 2.0 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "communiques"
    folder.mkdir()
    return folder


def put(folder: Path, text: str, name: str = "2023.md") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def ran(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["statistics", "communiques", str(folder), *options])


def rows(folder: Path, *options: str) -> list[dict[str, str]]:
    result = ran(folder, *options)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def figures(text: str, folder: Path) -> list[tuple[str, ...]]:
    put(folder, FRONT + TEXT + text)
    return [tuple(row[name] for name in ("indicator", "measure", "value", "unit")) for row in rows(folder)[2:]]


def test_a_row_says_whose_figure_it_is_of_when_and_where_it_stands(folder: Path) -> None:
    put(folder, FRONT + TEXT)
    level, growth = rows(folder)
    assert list(level) == list(COLUMNS)
    assert (level["indicator"], level["measure"], level["value"], level["unit"]) == (
        "地区生产总值",
        "amount",
        "11111.1",
        "亿元",
    )
    assert (growth["measure"], growth["value"], growth["unit"]) == ("growth", "6.4", "%")
    assert (level["region_code"], level["region_name"], level["period"]) == ("620000", "甘肃", "2023")
    assert (level["source_title"], level["source_publisher"], level["source_kind"], level["source_published"]) == (
        "甘肃省2023年国民经济和社会发展统计公报", "甘肃省统计局", "communique", "2024-03-20",
    )  # fmt: skip
    assert level["source_url"] == "https://example.org/gansu"
    assert level["note"].startswith("characters ")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年居民消费价格与上年持平。", [("居民消费价格", "growth", "0", "%")]),
        ("粮食产量1234.5万吨，与上年持平。", [("粮食产量", "amount", "1234.5", "万吨"), ("粮食产量", "growth", "0", "%")]),
        ("全年城镇新增就业[4]33.3万人。", [("城镇新增就业", "amount", "33.3", "万人")]),
        ("居民消费价格全年平均比上年上涨0.7%。", [("居民消费价格", "growth", "0.7", "%")]),
        ("全年城镇调查失业率平均值为5.2%。", [("城镇调查失业率平均值", "ratio", "5.2", "%")]),
        ("一季度社会消费品零售总额1000亿元。", []),
        ("“十三五”时期，地区生产总值年均增长6%。", []),
        ("2022年粮食产量1200万吨。", []),
    ],
)  # fmt: skip
def test_a_sentence_gives_the_figures_of_the_communiques_own_whole_year(
    folder: Path, sentence: str, expected: list[tuple[str, ...]]
) -> None:
    assert figures(sentence, folder) == expected


def test_a_table_gives_levels_with_their_units_and_rates_of_growth_without_footnote_marks(folder: Path) -> None:
    assert figures(TABLE, folder) == [
        ("棉花产量", "amount", "4.5", "万吨"),
        ("棉花产量", "growth", "-3.1", "%"),
        ("原煤产量", "amount", "1070.2", "万吨"),
    ]


def test_of_a_figure_that_stands_twice_the_first_counts(folder: Path) -> None:
    assert figures("全年地区生产总值11112亿元。", folder) == []


@pytest.mark.parametrize(
    ("title", "options", "code"),
    [
        ("中华人民共和国2023年国民经济和社会发展统计公报", (), "100000"),
        ("兰州市2023年国民经济和社会发展统计公报", (), "620100"),
        ("2023年统计公报\nregion_code: 620200", (), "620200"),
        ("2023年统计公报", ("--region", "653221"), "653221"),
        ("2023年统计公报", ("--region", "凉山州"), "513400"),
    ],
)
def test_the_region_is_told_by_front_matter_by_the_title_or_by_hand(
    folder: Path, title: str, options: tuple[str, ...], code: str
) -> None:
    put(folder, f"---\ntitle: {title}\n---\n\n2024年3月20日\n\n地区生产总值11111.1亿元。\n")
    assert [row["region_code"] for row in rows(folder, *options)] == [code]


def test_what_is_written_is_a_table_that_the_line_reads(folder: Path, tmp_path: Path) -> None:
    put(folder, FRONT + TEXT + TABLE)
    put(folder, FRONT.replace("2023", "2022") + TEXT.replace("2023", "2022").replace("2024", "2023"), "2022.md")
    raw = tmp_path / "statistics"
    raw.mkdir()
    result = ran(folder, "--write", str(raw / "communiques.csv"))
    assert result.stdout == f"7 figures of 2 communiqués: {raw}/communiques.csv\n"
    read, faults = sources.read(raw)
    assert faults == {}
    assert [row["period"] for row in read] == ["2022"] * 2 + ["2023"] * 5
    assert [path.name for path in raw.iterdir()] == ["communiques.csv"]


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        (None, (), "communiques: the folder holds no .md file"),
        ("---\ntitle: 2023年统计公报\n---\n\n地区生产总值1亿元。\n", (), "2023.md, title: it names no region"),
        (TEXT, ("--region", "999999"), "2023.md, region: '999999' is no region that is known"),
        ("# 甘肃省概况\n\n地区生产总值1亿元。\n", (), "2023.md, title: no statistical communiqué of a year is named"),
        (FRONT.replace("source:", "published: gestern\nsource:") + TEXT, (), "2023.md, published: 'gestern' is no date"),
        ("", (), "2023.md: the file is empty"),
    ],
)  # fmt: skip
def test_a_communique_that_cannot_be_read_is_told_and_what_was_written_stays(
    folder: Path, tmp_path: Path, text: str | None, options: tuple[str, ...], reason: str
) -> None:
    if text is not None:
        put(folder, text)
    (tmp_path / "table.csv").write_text("as it was", encoding="utf-8")
    result = ran(folder, *options, "--write", str(tmp_path / "table.csv"))
    assert result.exit_code == 1
    assert reason in result.stderr
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == "as it was"
