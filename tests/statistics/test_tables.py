"""Tables that a user drops into a folder of raw/statistics, with a mapping."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import schemas
from pipelines.statistics import reasons, sources
from pipelines.statistics.tables.mapping import read as read_mapping
from schemas import contract
from schemas.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
CONSTANTS = """
[table.constants]
source_title = "某省统计年鉴2024"
source_publisher = "某省统计局"
source_kind = "official_statistics"
source_published = "2024-12"
"""
LONG = f"""
[[table]]
[table.columns]
region_code = "地区"
indicator = "指标"
period = "年份"
value = "数值"
unit = "单位"
{CONSTANTS}
measure = "amount"
"""
WIDE = f"""
[[table]]
skip_rows = 2
[table.columns]
region_code = "地区"
[table.values."粮食产量（万吨）"]
indicator = "粮食产量"
unit = "万吨"
measure = "amount"
[table.values."GDP增速"]
indicator = "地区生产总值"
unit = "%"
measure = "growth"
price_basis = "real"
{CONSTANTS}
period = 2023
"""
WIDE_ROWS = [
    ["表2-1 主要指标"],
    [],
    ["地 区", "粮食产量\n(万吨)", "GDP增速"],
    ["西北"],
    ["新 疆", 2119.2, 6.8],
    ["甘肃省", 1272.9, "—"],
    ["注：本表为初步数。"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "yearbook").mkdir()
    return tmp_path


def mapping(folder: Path, text: str) -> None:
    (folder / "yearbook" / "mapping.toml").write_text(text, encoding="utf-8")


def csv_file(folder: Path, *lines: str, name: str = "t.csv", encoding: str = "utf-8") -> None:
    (folder / "yearbook" / name).write_text("\n".join(lines) + "\n", encoding=encoding)


def workbook(
    folder: Path, rows: list[list[Any]], name: str = "t.xlsx", form: Callable[[Any], None] | None = None
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if form:
        form(book)
    book.save(folder / "yearbook" / name)


def figures(folder: Path) -> list[tuple[str, ...]]:
    rows, faults = sources.read(folder)
    assert faults == {}
    return [tuple(row[name] for name in ("region_code", "indicator", "period", "value", "unit")) for row in rows]


def sentences(folder: Path) -> list[str]:
    """What is wrong with the figures, as people read it."""
    rows, faults = sources.read(folder)
    return reasons.sentences(contract.split(schemas.model("statistics"), rows, "statistics", faults=faults).rejects)


def test_a_long_table_has_a_figure_a_row(folder: Path) -> None:
    mapping(folder, LONG)
    csv_file(
        folder, "地区,年份,指标,数值,单位", '新疆,2023年,粮食产量,"2,119.20",万吨', "620000,2022,棉花产量,4.3,万吨"
    )
    rows, faults = sources.read(folder)
    parts = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    assert parts.rejects.is_empty()
    first, second = parts.good.to_dicts()
    assert (first["region_code"], first["period"], first["value"]) == ("650000", "2023", Decimal("2119.2"))
    assert (first["source_title"], first["published_precision"]) == ("某省统计年鉴2024", "month")
    assert (second["region_code"], second["period"], second["indicator_id"]) == ("620000", "2022", "cotton_output")
    assert [(row["file"], row["file_row"]) for row in rows] == [
        ("statistics/yearbook/t.csv", "2"),
        ("statistics/yearbook/t.csv", "3"),
    ]


def test_a_table_with_a_row_a_region_and_a_column_an_indicator_is_read_past_its_titles_and_notes(folder: Path) -> None:
    mapping(folder, WIDE)
    workbook(folder, WIDE_ROWS)
    assert figures(folder) == [
        ("650000", "粮食产量", "2023", "2119.2", "万吨"),
        ("650000", "地区生产总值", "2023", "6.8", "%"),
        ("620000", "粮食产量", "2023", "1272.9", "万吨"),
    ]
    assert [row["price_basis"] for row in sources.read(folder)[0]] == ["unstated", "real", "unstated"]


def test_a_table_with_a_row_a_year_is_of_one_region(folder: Path) -> None:
    mapping(
        folder, WIDE.replace('region_code = "地区"', 'period = "年份"').replace("period = 2023", "region_code = 650000")
    )
    csv_file(folder, "表", "", "年份,粮食产量（万吨）,GDP增速", "2022年,1813.5,3.2", "2023年,2119.2,6.8")
    assert [row[:4:2] for row in figures(folder)] == [("650000", "2022"), ("650000", "2022"), ("650000", "2023"), ("650000", "2023")]  # fmt: skip


def test_a_column_may_be_a_year_and_may_be_named_by_its_letter(folder: Path) -> None:
    years = "".join(
        f'[table.values."column {letter}"]\nperiod = "{year}"\n' for letter, year in (("B", 2022), ("C", 2023))
    )
    output = 'indicator = "粮食产量"\nunit = "万吨"\nmeasure = "amount"\n'
    mapping(folder, f'[[table]]\n[table.columns]\nregion_code = "column A"\n{years}{CONSTANTS}{output}')
    workbook(folder, [["地区", "产量", "产量"], ["新疆", 1813.5, 2119.2]])
    assert figures(folder) == [
        ("650000", "粮食产量", "2022", "1813.5", "万吨"),
        ("650000", "粮食产量", "2023", "2119.2", "万吨"),
    ]


def test_a_table_as_a_chinese_spreadsheet_saves_it_is_read(folder: Path) -> None:
    mapping(folder, LONG)
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,2119.2,万吨", encoding="gb18030")
    assert figures(folder) == [("650000", "粮食产量", "2023", "2119.2", "万吨")]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (5.300000000001, "General", "5.3"),
        (1260582, "General", "1260582"),
        (1260582.0, "General", "1260582"),
        (12345678901234.5, "General", "12345678901234"),
        (5.2834, "0.0", "5.3"),
        (5.25, "0.0_ ", "5.3"),
        (5, "0.0", "5.0"),
        (1272.94, '"约"#,##0.0;[Red]-#,##0.0', "1272.9"),
        (-3.14, "0.0_);[Red]\\(0.0\\)", "-3.1"),
        ("6.80", "@", "6.80"),
        ("１,２７２．９", "General", "1272.9"),
        (1272.9, "0.00E+00", "1272.9"),
    ],
)
def test_a_number_of_a_workbook_is_the_one_that_is_shown(
    folder: Path, number: float | str, form: str, shown: str
) -> None:
    def formatted(book: Any) -> None:
        book.active["B5"].number_format = form

    mapping(folder, WIDE)
    workbook(folder, [*WIDE_ROWS[:4], ["新疆", number]], form=formatted)
    assert [row[3] for row in figures(folder)] == [shown]


def test_a_per_cent_format_is_per_cent_and_nothing_else(folder: Path) -> None:
    def formatted(book: Any, cell: str) -> None:
        book.active[cell].number_format = "0.0%"

    mapping(folder, WIDE)
    workbook(folder, [*WIDE_ROWS[:4], ["新疆", "", 0.068]], form=lambda book: formatted(book, "C5"))
    assert figures(folder) == [("650000", "地区生产总值", "2023", "6.8", "%")]
    workbook(folder, [*WIDE_ROWS[:4], ["新疆", 0.068]], form=lambda book: formatted(book, "B5"))
    assert sentences(folder) == [
        "statistics/yearbook/t.xlsx, row 5, column 粮食产量（万吨）: 6.8% is no number of 万吨. Mend the cell, or the unit"
    ]


def test_the_sheet_that_the_mapping_names_is_read_and_the_first_where_it_names_none(folder: Path) -> None:
    def second(book: Any) -> None:
        book.create_sheet("2-2")
        for row in [*WIDE_ROWS[:4], ["新疆", 1.5]]:
            book["2-2"].append(row)

    workbook(folder, WIDE_ROWS, form=second)
    mapping(folder, WIDE.replace("skip_rows", 'sheet = "2-2"\nskip_rows'))
    assert [row[3] for row in figures(folder)] == ["1.5"]
    mapping(folder, WIDE.replace("skip_rows", 'sheet = "2-3"\nskip_rows'))
    with pytest.raises(InputError, match="sheet 2-3: the workbook has only Sheet, 2-2"):
        sources.read(folder)


def test_the_mapping_says_what_a_region_of_another_name_is_and_which_to_leave_out(folder: Path) -> None:
    workbook(folder, [*WIDE_ROWS[:3], ["全国总计", 69541], ["西部地区", 20000], ["新疆生产建设兵团", 100]])
    mapping(folder, WIDE + '[table.regions]\n"全国总计" = "100000"\n"西部地区" = ""\n"新疆生产建设兵团" = ""\n')
    assert figures(folder) == [("100000", "粮食产量", "2023", "69541", "万吨")]


@pytest.mark.parametrize(("name", "code"), [("吉林", "220000"), ("吉林市", "220200"), ("和田县", "653221")])
def test_a_name_is_the_region_of_the_highest_rank_that_bears_it(folder: Path, name: str, code: str) -> None:
    mapping(folder, LONG)
    csv_file(folder, "地区,年份,指标,数值,单位", f"{name},2023,粮食产量,1,万吨")
    assert figures(folder)[0][0] == code


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["新疆", "约两千"], "t.xlsx, row 6, column 粮食产量（万吨）: '约两千' is no number"),
        (["新疆", "1272.9①"], "t.xlsx, row 6, column 粮食产量（万吨）: '1272.9①' is no number"),
        (
            ["新彊", 1],
            "t.xlsx, row 6, column 地区: '新彊' is no region that is known; nearest to it: 650000 新疆维吾尔自治区, ",
        ),
        (
            ["朝阳区", 1],
            "t.xlsx, row 6, column 地区: '朝阳区' may be 110105 北京市朝阳区 or 220104 长春市朝阳区. Write the full",
        ),
        (["", 1], "t.xlsx, row 6, column 地区: the cell is empty"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_file_row_and_column(folder: Path, row: list[Any], reason: str) -> None:
    mapping(folder, WIDE)
    workbook(folder, [*WIDE_ROWS[:5], row])
    (sentence,) = sentences(folder)
    assert reason in sentence


def test_a_formula_without_a_stored_result_is_told_with_sheet_and_cell(folder: Path) -> None:
    mapping(folder, WIDE)
    workbook(folder, [*WIDE_ROWS[:5], ["新疆", "=1+1"]])
    with pytest.raises(InputError, match=r"t.xlsx, sheet Sheet, cell B6: the formula has no stored result. Open the"):
        sources.read(folder)


def test_all_faults_of_a_table_are_told_and_a_region_of_several_figures_once(folder: Path) -> None:
    mapping(folder, WIDE)
    workbook(folder, [*WIDE_ROWS[:3], ["乌有县", 1, 2], ["新疆", "约两千", 6.8], ["甘肃", 1, "快"]])
    places = [sentence.partition(":")[0].removeprefix("statistics/yearbook/t.xlsx, ") for sentence in sentences(folder)]
    assert places == ["row 4, column 地区", "row 5, column 粮食产量（万吨）", "row 6, column GDP增速"]


def test_a_fault_of_the_mapping_is_told_once_and_names_its_key(folder: Path) -> None:
    mapping(folder, LONG.replace("2024-12", "2024-13"))
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,万吨", "甘肃,2023,粮食产量,1,万吨")
    (sentence,) = sentences(folder)
    assert "statistics/yearbook/mapping.toml, table[0], key source_published: '2024-13' has no such month" in sentence


def test_a_fault_of_what_is_the_same_in_a_column_of_figures_names_it(folder: Path) -> None:
    mapping(folder, WIDE.replace('"粮食产量"\nunit = "万吨"', '"粮食产量"\nunit = "万桶"'))
    workbook(folder, WIDE_ROWS)
    (sentence,) = sentences(folder)
    assert "mapping.toml, table[0].values.粮食产量（万吨）, key unit: '万桶' is not in units.csv" in sentence


def test_a_figure_that_breaks_its_contract_is_set_apart_with_file_row_and_column(folder: Path) -> None:
    mapping(folder, LONG)
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,棉花产最,1,万吨")
    (sentence,) = sentences(folder)
    assert sentence.startswith(
        "statistics/yearbook/t.csv, row 2, column 指标: '棉花产最' is not in schemas/codelists/indicator_aliases.csv; nearest"
    )
    assert "棉花产量" in sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[table]", "mapping.toml: the mapping is no TOML"),
        ("", "mapping.toml, table: field required"),
        (LONG.replace("[[table]]", "[[table]]\nskip = 1"), "mapping.toml, table[0].skip: extra inputs are not permitted"),
        (LONG.replace("[[table]]", "[[table]]\nskip_rows = -1"), "mapping.toml, table[0].skip_rows: input should be"),
        (LONG.replace('value = "数值"\n', ""), "mapping.toml, table[0]: it has to name either columns.value or values"),
        (LONG + '[table.values.a]\nperiod = "1"\n', "mapping.toml, table[0]: it has to name either columns.value or values"),
        (LONG.replace('unit = "单位"\n', ""), "mapping.toml, table[0]: nothing gives the unit of the column 数值"),
        (LONG + 'unit = "万吨"\n', "mapping.toml, table[0], key unit: it is given twice for the column 数值"),
        (LONG + 'serves = "newest"\n', "mapping.toml, table[0], key serves: 'newest' is none of all, latest"),
        (LONG + 'colour = "red"\n', "mapping.toml, table[0], key colour: it is none of region_code, indicator"),
        (LONG.replace('"amount"', '"size"'), "mapping.toml, table[0], key measure: 'size' is none of growth"),
        (LONG.replace("[[table]]", '[[table]]\nfile = "u.csv"'), "mapping.toml, table[0].file: no table is named u.csv"),
        (LONG.replace("数值", "数字"), "t.csv, row 1: the column 数字 is not there; the header is 地区, 年份"),
        (LONG.replace("amount", "growth") + 'transform = "index"\n', "mapping.toml, table[0], key transform: 'index' is none of index_minus_100"),
        (LONG + 'transform = "index_minus_100"\n', "table[0], key transform: only a growth is worked out from an index"),
        (LONG + '[table.regions]\n"全国总计" = "10000"\n', "table[0].regions, key 全国总计: '10000' is no code of GB/T 2260"),
        (LONG.replace("[[table]]", "[[table]]\nskip_rows = 9"), "t.csv, row 10: there is no header"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_told_with_its_place(folder: Path, text: str, reason: str) -> None:
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,万吨")
    mapping(folder, text)
    with pytest.raises(InputError) as error:
        sources.read(folder)
    assert reason in str(error.value)
    assert error.value.cure


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("u.csv", b"a,b\n", "u.csv: no table of mapping.toml is for this file"),
        ("u.xls", b"", "u.xls: tables are read from .csv, .csv.gz, .xlsx, .xlsm. Save it as .xlsx"),
        ("t.csv", b'"\xe5\x9c\xb0\xe5\x8c\xba"x,\n', "t.csv, row 1: the row is no CSV"),
        ("t.csv", b"\xff\xff\xff", "t.csv, byte 0: the table is neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_cannot_be_read_or_is_not_mapped_is_told(
    folder: Path, name: str, content: bytes, reason: str
) -> None:
    mapping(folder, LONG.replace("[[table]]", '[[table]]\nfile = "t.csv"'))
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,万吨")
    (folder / "yearbook" / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        sources.read(folder)
    assert reason in str(error.value)


def test_a_workbook_that_is_none_is_told(folder: Path) -> None:
    mapping(folder, WIDE)
    (folder / "yearbook" / "t.xlsx").write_bytes(b"<html></html>")
    with pytest.raises(InputError, match=r"t.xlsx: the file is no workbook"):
        sources.read(folder)


def test_tables_without_a_mapping_are_told_and_a_folder_of_other_files_is_left_alone(folder: Path) -> None:
    (folder / "yearbook" / "notes.pdf").write_bytes(b"")
    assert sources.read(folder) == ([], {})
    csv_file(folder, "a,b")
    with pytest.raises(InputError, match=r"yearbook: t.csv has no mapping.toml beside it"):
        sources.read(folder)


def test_the_mappings_of_the_readme_can_be_read(tmp_path: Path) -> None:
    readme = (ROOT / "docs" / "guides" / "add-statistics.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        (tmp_path / "mapping.toml").write_text(example, encoding="utf-8")
        assert read_mapping(tmp_path / "mapping.toml")


INDICES = f"""
[[table]]
skip_rows = 1
[table.columns]
region_code = "地区"
[table.values."产值"]
indicator = "地区生产总值"
unit = "%"
measure = "growth"
{CONSTANTS}
period = 2023
"""
TRANSFORMED = INDICES.replace('measure = "growth"', 'measure = "growth"\ntransform = "index_minus_100"')


@pytest.mark.parametrize(
    ("title", "header", "value", "reason"),
    [
        ("表1", "产值（上年=100）", "205.0", "row 3, column 产值（上年=100）: 205.0 stands under 上年=100"),
        ("表1（上年＝100）", "产值", "105.0", "row 3, column 产值: 105.0 stands under 指数 or 上年=100"),
        ("表1", "产值指数", "105.0", "row 3, column 产值指数: 105.0 stands under 指数 or 上年=100"),
        (
            "表1",
            "产值（1978年=100）",
            "4105.0",
            "4105.0 stands under 1978年=100, an index of a fixed year, which no growth follows from",
        ),
    ],
)
def test_an_index_by_the_words_above_it_is_no_growth(
    folder: Path, title: str, header: str, value: str, reason: str
) -> None:
    mapping(folder, INDICES.replace('"产值"', f'"{header}"'))
    csv_file(folder, f"{title},", f"地区,{header}", f"新疆,{value}")
    (sentence,) = sentences(folder)
    assert reason in sentence


def test_an_index_becomes_a_rate_where_the_mapping_says_so_and_the_note_holds_it(folder: Path) -> None:
    mapping(folder, TRANSFORMED)
    csv_file(folder, "表1（上年=100）,", "地区,产值", "新疆,106.80", "甘肃,96.9%")
    rows, faults = sources.read(folder)
    assert faults == {}
    assert [(row["value"], row["note"]) for row in rows] == [
        ("6.80", "上年=100的指数为106.80"),
        ("-3.1", "上年=100的指数为96.9%"),
    ]


def test_a_rate_over_sixty_wants_the_transform_of_an_index_or_a_bound_that_stands_by_it(folder: Path) -> None:
    csv_file(folder, "表1,", "地区,产值", "新疆,161.5", "甘肃,4.2")
    mapping(folder, INDICES)
    (sentence,) = sentences(folder)
    assert "row 3, column 产值: 161.5 % is more than " in sentence
    assert 'Give the column transform = "index_minus_100" in mapping.toml; if the source prints' in sentence
    mapping(folder, INDICES.replace('measure = "growth"', 'measure = "growth"\nvalue_bound = "exact"'))
    assert [(row["value"], row["value_bound"]) for row in sources.read(folder)[0]] == [("161.5", None), ("4.2", None)]
    mapping(folder, TRANSFORMED)
    csv_file(folder, "表1,", "地区,产值", "新疆,161.5", "甘肃,104.2")
    assert sentences(folder) == []


def test_a_mapping_may_say_which_vintages_its_figures_serve(folder: Path) -> None:
    mapping(folder, LONG + 'serves = "latest"\n')
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,万吨")
    assert [row["serves"] for row in sources.read(folder)[0]] == ["latest"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["0"], "'0' is no index of 上年=100, which is above 0"),
        (["5.2", "6.3", "-1"], "'-1' is no index of 上年=100"),
        (
            ["5.2", "6.3", "4.1"],
            "rows 3, 4 and 5, column 产值: 5.2 is no index of 上年=100 but looks like a rate of growth",
        ),
    ],
)
def test_rates_that_the_mapping_calls_an_index_are_refused(folder: Path, values: list[str], reason: str) -> None:
    mapping(folder, TRANSFORMED)
    csv_file(
        folder,
        "表1,",
        "地区,产值",
        *(f"{region},{value}" for region, value in zip(("新疆", "甘肃", "青海"), values, strict=False)),
    )
    assert any(reason in sentence for sentence in sentences(folder))


def test_a_ragged_row_of_figures_is_refused_and_a_ragged_note_is_none(folder: Path) -> None:
    mapping(folder, LONG)
    csv_file(
        folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,234,万吨", "新疆,2022,粮食产量,1", "注：本表,为初步数"
    )
    assert [sentence.partition(". ")[0] for sentence in sentences(folder)] == [
        "statistics/yearbook/t.csv, row 2: the row has 6 cells, and the header 5",
        "statistics/yearbook/t.csv, row 3: the row has 4 cells, and the header 5",
    ]


def test_a_mapped_table_is_read_with_the_separator_under_which_its_names_stand(folder: Path) -> None:
    mapping(folder, LONG)
    csv_file(folder, "地区;年份;指标;数值;单位", "凉山州;2023;粮食产量;2,119.2;万吨", encoding="gb18030")
    assert figures(folder) == [("513400", "粮食产量", "2023", "2119.2", "万吨")]


def test_a_mapping_that_an_editor_saved_with_a_mark_is_read(folder: Path) -> None:
    (folder / "yearbook" / "mapping.toml").write_text(LONG, encoding="utf-8-sig")
    csv_file(folder, "地区,年份,指标,数值,单位", "新疆,2023,粮食产量,1,万吨")
    assert len(figures(folder)) == 1


@pytest.mark.parametrize(
    "rows", [["地区;年份;产量", "新疆;2023;1"], ["地区,年份,产量", "新疆,2023,—"], ["地区,年份,产量"]]
)
def test_a_table_that_gives_no_figure_is_told(folder: Path, rows: list[str]) -> None:
    letters = 'region_code = "column A"\nperiod = "column B"\nvalue = "column C"\n'
    constants = 'measure = "amount"\nindicator = "粮食产量"\nunit = "万吨"\n'
    mapping(folder, f"[[table]]\n[table.columns]\n{letters}{CONSTANTS}{constants}")
    csv_file(folder, *rows)
    with pytest.raises(
        InputError, match=r"t.csv, row 1: no row below the header holds a figure in column C\. Mend columns"
    ):
        sources.read(folder)


@pytest.mark.parametrize(
    "file", ["../t.csv", "/etc/passwd", "../yearbook/../t.csv", "~/t.csv", "file:///etc/passwd", ".", "..", "/"]
)
def test_a_mapping_names_tables_of_its_own_folder_alone(folder: Path, file: str) -> None:
    csv_file(folder, "地区,指标,年份,数值,单位", "新疆,粮食产量,2023,2119.2,万吨")
    mapping(folder, LONG.replace("[[table]]", f'[[table]]\nfile = "{file}"'))
    with pytest.raises(InputError, match=r"mapping\.toml, table"):
        sources.read(folder)
