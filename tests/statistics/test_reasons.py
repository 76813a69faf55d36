"""Tables as strangers write them: what is certain is read, what is wrong is a sentence with file, row, column, reason and cure."""

from pathlib import Path
from typing import Any

import pytest

import schemas
from pipelines.statistics import bundled, reasons, sources
from pipelines.statistics.indices import NEVER_SO_HIGH
from schemas import codelists, contract

ROOT = Path(__file__).resolve().parents[2]
HEADER = ",".join((*bundled.COLUMNS, *bundled.EMPTY))
BOUNDED = f"{HEADER},value_bound"


def row(**cells: str) -> str:
    usual = {
        "region_code": "650000", "indicator": "棉花产量", "period": "2023", "measure": "amount", "value": "511.2", "unit": "万吨",
        "source_title": "某公报", "source_publisher": "某统计局", "source_published": "2024", "source_url": "", "note": "",
    }  # fmt: skip
    return ",".join((usual | cells).values())


def growth(value: str, **cells: str) -> str:
    return row(**{"measure": "growth", "unit": "%", "value": value} | cells)


def split(folder: Path, *rows: str, header: str = HEADER, separator: str = ",", encoding: str = "utf-8") -> Any:
    text = "\n".join([header, *rows]).replace(",", separator) + "\n"
    (folder / "mine.csv").write_bytes(text.encode(encoding))
    read, faults = sources.read(folder)
    return contract.split(schemas.model("statistics"), read, "statistics", faults=faults)


def sentences(folder: Path, *rows: str, header: str = HEADER) -> list[str]:
    where = f"{folder.name}/mine.csv, "
    return [sentence.removeprefix(where) for sentence in reasons.sentences(split(folder, *rows, header=header).rejects)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_the_encodings_and_with_the_separators_of_spreadsheets(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    parts = split(tmp_path, row(region_code="凉山州"), separator=separator, encoding=encoding)
    assert parts.good.select("region_code", "indicator", "source_title").rows() == [("513400", "棉花产量", "某公报")]


@pytest.mark.parametrize("header", [HEADER.upper(), HEADER.replace("_", " ").title(), HEADER.replace(",", " , ")])
def test_a_header_may_differ_in_capitals_and_blanks(tmp_path: Path, header: str) -> None:
    assert split(tmp_path, row(), header=header).good.height == 1


def test_rows_without_any_cell_are_passed_over(tmp_path: Path) -> None:
    assert sentences(tmp_path, "," * 10, "", row(value="x")) == [
        "row 4, column value: 'x' is no number. Write it in digits, like 1234.5"
    ]


def test_rows_are_counted_as_a_spreadsheet_does_though_a_cell_has_two_lines(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, row(note='"one\ntwo"'), row(period="2022", value="x"))
    assert sentence.startswith("row 3, column value: ")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (row() + ",x", "row 3: the row has 12 cells, and the header 11. Put a cell that holds a separator (1,234) into quotation"),
        (row() + ",", "row 3: the row has 12 cells, and the header 11"),
        (row(value="1,234.5"), "row 3: the row has 12 cells, and the header 11"),
        (row()[:-1], "row 3: the row has 10 cells, and the header 11. Fill in what is missing"),
    ],
)  # fmt: skip
def test_a_row_of_more_or_fewer_cells_than_the_header_is_refused_with_its_number_and_nothing_else(
    tmp_path: Path, broken: str, reason: str
) -> None:
    (sentence,) = sentences(tmp_path, row(period="2022"), broken)
    assert sentence.startswith(reason)


def test_a_figure_that_stands_twice_is_one_sentence_that_names_both_rows(tmp_path: Path) -> None:
    assert sentences(tmp_path, row(), row(period="2022"), row()) == [
        "rows 2 and 4: 棉花产量 (amount) of 650000 in 2023 from 某公报 stands there 2 times, as 511.2. Keep one of the rows"
    ]


def test_a_figure_that_stands_twice_with_different_values_tells_them(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, row(), row(value="512", region_code="新疆"))
    assert "with different values, 511.2 and 512. Keep one" in sentence


def test_a_figure_that_stands_in_two_files_names_both(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(f"{HEADER}\n{row()}\n", encoding="utf-8")
    (sentence,) = reasons.sentences(split(tmp_path, row()).rejects)
    assert sentence.startswith(f"{tmp_path.name}/mine.csv, row 2 and {tmp_path.name}/other.csv, row 2: 棉花产量")


def test_every_wrong_cell_of_a_row_is_a_sentence_and_none_is_of_what_follows_from_it(tmp_path: Path) -> None:
    broken = row(region_code="乌有县", period="去年", value="约五", unit="万桶", source_published="昨天")
    columns = [sentence.partition(":")[0] for sentence in sentences(tmp_path, broken, broken)]
    names = ("region_code", "period", "value", "source_published", "unit")
    assert columns == [f"row {number}, column {name}" for number in (2, 3) for name in names]


def test_a_number_of_too_many_digits_is_one_sentence(tmp_path: Path) -> None:
    assert len(sentences(tmp_path, row(value="1" * 25))) == 1
    assert len(sentences(tmp_path, row(value="1" * 18, unit="亿吨"))) == 1


def test_no_sentence_holds_json_or_names_of_classes(tmp_path: Path) -> None:
    rows = [
        row(),
        row(),
        row(value="1" * 25),
        row(measure="size"),
        row(source_title="=1"),
        row(note="@x"),
        row() + ",x",
    ]
    for sentence in sentences(tmp_path, *rows):
        assert not set('{}<>"') & set(sentence)
        assert len(sentence) < 300


@pytest.mark.parametrize("value", ["90", "105.0", "130"])
def test_a_growth_of_gdp_that_only_an_index_has_is_refused_alone(tmp_path: Path, value: str) -> None:
    (sentence,) = sentences(
        tmp_path, growth("6.8", indicator="地区生产总值", period="2022"), growth(value, indicator="地区生产总值")
    )
    assert sentence.startswith(f"row 3: {value} % is no growth of 地区生产总值 in a year: that is an index of 上年=100")


@pytest.mark.parametrize("value", ["60", "6.8", "-3"])
def test_a_growth_out_of_the_bounds_of_an_index_stays(tmp_path: Path, value: str) -> None:
    assert sentences(tmp_path, growth(value, indicator="地区生产总值")) == []


def test_a_growth_of_several_years_may_double(tmp_path: Path) -> None:
    assert sentences(tmp_path, growth("105", indicator="地区生产总值", period="2011/2020")) == []


def test_of_another_indicator_three_high_rates_alone_are_an_index_and_fewer_may_be_one(tmp_path: Path) -> None:
    rates = [growth(value, period=str(2020 + place)) for place, value in enumerate(("101.5", "98.7", "113.0"))]
    (sentence,) = sentences(tmp_path, *rates)
    assert sentence.startswith("rows 2, 3 and 4: all 3 numbers lie between 90 and 130: that is an index of 上年=100")
    for fewer in (rates[:2], [*rates, growth("12.5", period="2019")]):
        (sentence,) = sentences(tmp_path, *fewer)
        assert "101.5 % is more than 棉花产量 grows by in most years, and may be an index" in sentence


def test_under_the_word_for_an_index_one_number_is_enough_and_a_rate_stays(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, growth("74", indicator="商品零售价格指数"))
    assert "74 stands under 指数 or 上年=100: that is an index of 上年=100 and no rate of growth" in sentence
    assert sentences(tmp_path, growth("2.0", indicator="商品零售价格指数")) == []


def test_the_base_of_an_index_is_no_unit(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, growth("105.0", indicator="地区生产总值", unit="上年＝100"))
    assert "is the base of an index and no unit. Write % and the index less 100" in sentence


@pytest.mark.parametrize(("value", "refused"), [("60", 0), ("60.1", 1), ("105.0", 1), ("230", 1), ("-61", 0)])
def test_a_rate_over_sixty_is_refused_until_its_table_says_how_it_binds(
    tmp_path: Path, value: str, refused: int
) -> None:
    found = sentences(tmp_path, growth(value, indicator="规模以上工业增加值"))
    assert len(found) == refused
    why = f"row 2: {value} % is more than 规模以上工业增加值 grows by in most years, and may be an index of 上年=100. Write "
    assert all(sentence.startswith(why) and "exact as value_bound" in sentence for sentence in found)


@pytest.mark.parametrize("bound", ["exact", "about", "at_least"])
def test_a_rate_over_sixty_stands_where_its_table_says_how_it_binds(tmp_path: Path, bound: str) -> None:
    rates = [f"{growth(value, period=f'202{place}')},{bound}" for place, value in enumerate(("91", "120", "250"))]
    assert sentences(tmp_path, *rates, header=BOUNDED) == []
    kept = {row["value_bound"] for row in sources.read(tmp_path)[0]}
    assert kept == {None if bound == "exact" else bound}


def test_no_bound_makes_a_rate_of_what_only_an_index_is(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, growth("105.0", indicator="地区生产总值") + ",exact", header=BOUNDED)
    assert "105.0 % is no growth of 地区生产总值 in a year" in sentence


def test_indicators_that_never_double_are_on_the_list() -> None:
    assert set(NEVER_SO_HIGH) <= {indicator["indicator_id"] for indicator in codelists.read("indicators")}


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "row 1"), (2, "rows 1 and 2"), (4, "rows 1, 2, 3 and 4"), (5, "rows 1, 2, 3, 4 and 1 more"), (1204, "rows 1, 2, 3, 4 and 1,200 more")],
)  # fmt: skip
def test_of_many_rows_four_are_named(count: int, words: str) -> None:
    assert reasons.rows_of(str(number + 1) for number in range(count)) == words
