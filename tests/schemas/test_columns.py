"""Every column of every contract takes what it should and nothing just beside it; the values are made from the contract itself.

What a contract allows is also said here in other words (``BOUNDS``, ``PATTERNS``, ``FREE``), so that a bound, a pattern or a codelist
that is loosened there is noticed here.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import schemas
from schemas import codelists, columns, contract
from schemas.errors import ContractError

FOLDER = Path(schemas.__file__).parent
NO_TABLES = {"__init__", "anchors", "columns", "contract", "dates", "errors", "safe_text", "statement"}
TABLES = sorted(
    ({file.stem for file in FOLDER.glob("*.py")} - NO_TABLES) | {file.stem for file in codelists.FOLDER.glob("*.csv")}
)
COLUMNS = [(table, name) for table in TABLES for name in contract.dtypes(schemas.model(table))]

# By pattern: texts that keep it, and texts that do not.
PATTERNS = {
    contract.SAFE_TEXT: (["粮食产量", "3%", "a=b", "（一）"], ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]),
    contract.ISO_PERIOD: (
        ["2023", "2021/2025", "2023-06", "2023-01/2023-06", "2021/2025-06"],
        ["23", "20234", "2023-1", "2023-01-31", "2023/", "/2023", "2021-2025", "2021/25", "2021/2023/2025", "2023年", "2023 ", "2023\n"],
    ),
    contract.SHA256: (["0" * 63 + "a"], ["0" * 63, "0" * 65, "0" * 63 + "g", "A" * 64]),
    columns.REPORT_ID: (["650000-2023"], ["650000", "65000-2023", "650000-23", "650000-2023@7", "650000-2023\n"]),
    columns.REGION_CODE: (["650000"], ["65000", "6500000", "65000a"]),
    columns.NAME: (["gdp", "gdp_per_head", "pm2_5"], ["GDP", "2gdp", "_gdp", "gdp-growth", "地区生产总值"]),
    columns.VERSION: (["1.0.0", "12.3.45"], ["1.0", "v1.0.0", "1.0.0-rc1", "1.0.0.0"]),
    columns.ADDRESS: (["https://example.org/a?b=1", "http://example.org"], ["ftp://example.org", "example.org", "https://", "https://a b"]),
    r"^#[0-9A-Fa-f]{6}$": (["#0b6e63", "#FFFFFF"], ["0b6e63", "#0b6e6", "#0b6e63f", "#0b6e6g", "red"]),
    r"^\d{6}-\d{4}@\d+$": (["650000-2023@0"], ["650000-2023", "650000-2023@", "650000-2023@7.2", "=650000-2023@7"]),
    r"^\d{6}-\d{4}@\d+(\.\d+)?$": (["650000-2023@0", "650000-2023@17.2"], ["650000-2023", "650000-2023@", "650000-2023@7.", "650000-23@7"]),
    r"^\d{6}-\d{4}([^ @]*-[0-9a-f]{12}|@\d+(\.\d+)?)$": (
        ["650000-2023-0123456789ab", "650000-2023/2025-0123456789ab", "650000-2024@17", "650000-2024@17.2"],
        ["650000-2023", "650000-2023-0123456789", "650000-2023-0123456789AB", "650000-2023 -0123456789ab", "650000-2023@"],
    ),
}  # fmt: skip

# By column, or table and column: least and largest number.
COUNTS = (
    "met", "near", "missed", "undetermined", "not_comparable", "no_data", "pending", "silent", "due", "judged", "undecided", "claimed", "unlike", "predicted", "right", "gold", "rows",
    "verdict_rules.about", "verdict_rules.near", "verdict_rules.near_about", "plausibility.least", "plausibility.most", "char_start", "sentence_start", "items_done", "verdict_checks.arguable", "verdict_checks.wrong",
)  # fmt: skip
AT_LEAST_ONE = (
    "verdict_checks.read",
    "targets",
    "reports",
    "tables",
    "rank",
    "missed_rank",
    "row",
    "priority",
    "chars",
    "letters",
    "char_end",
    "items",
    "verdict_checks.read",
)
BOUNDS: dict[str, tuple[str | None, str | None]] = {
    **dict.fromkeys(COUNTS, ("0", None)),
    **dict.fromkeys(AT_LEAST_ONE, ("1", None)),
    "year": ("1949", "2100"),
    "rejects.year": (None, None),
    "readings.row": ("2", None),
    "applied_readings.row": ("2", None),
    "attainment_by_indicator.targets": ("0", None),
    "attainment_by_region_year.targets": ("0", None),
    **dict.fromkeys(("answers_by_indicator.next_report", "answers_by_region_year.next_report"), ("0", None)),
    "of_targets": ("1", None),
    "of_decided": ("0", None),
    "units.factor": ("0.000001", None),
    "precision": ("0", "1"),
}

# Text that may begin with anything: it is never published, or it is JSON, or the cells of another table as they are.
FREE = {
    "reports.text", "changes.key", "changes.column", "changes.old", "changes.new",
    *(f"rejects.{name}" for name in ("table", "column", "rule", "reason", "record")),
    *(f"left_out.{name}" for name in ("file", "place", "reason", "cure", "collection")),
    "readings.file", "applied_readings.file",
}  # fmt: skip


def spec(table: str, name: str) -> Any:
    return schemas.model(table).to_schema().columns[name]


def limits(table: str, name: str) -> tuple[Decimal | None, Decimal | None]:
    least, largest = BOUNDS.get(f"{table}.{name}", BOUNDS.get(name, (None, None)))
    return least and Decimal(least), largest and Decimal(largest)


def check_of(column: Any, name: str) -> Any:
    """What one check of a column compares with; None where it has no such check."""
    statistics = [check.statistics for check in column.checks if check.name == name]
    return next(iter(statistics[0].values())) if statistics else None


def step(column: Any) -> Decimal:
    """The smallest difference between two numbers of a column."""
    return Decimal(1).scaleb(-getattr(column.dtype.type, "scale", 0))


def right(table: str, name: str) -> list[Any]:
    """Values that a column takes: the first of its codes, texts that keep its pattern, the numbers at its bounds."""
    column = spec(table, name)
    least, largest = limits(table, name)
    codes, pattern = check_of(column, "isin"), check_of(column, "str_matches")
    match column.dtype.type.base_type():
        case pl.String:
            return list(codes or (PATTERNS[pattern][0] if pattern else ["=1+1"]))
        case pl.Date:
            return [date(2023, 12, 31)]
        case pl.Boolean:
            return [True, False]
        case _ if least is None and largest is None:
            return [Decimal(1), Decimal(0), Decimal(-1)]
        case _:
            return [bound for bound in (least, largest) if bound is not None]


def wrong(table: str, name: str) -> Iterator[Any]:
    """Values just beside what a column takes."""
    column = spec(table, name)
    least, largest = limits(table, name)
    pattern = check_of(column, "str_matches")
    if not column.nullable:
        yield from (None, "")
    if check_of(column, "isin"):
        yield from ("no_such_code", f" {check_of(column, 'isin')[0]}")
    if pattern:
        yield from PATTERNS[pattern][1]
    if least is not None:
        yield least - step(column)
    if largest is not None:
        yield largest + step(column)
    match column.dtype.type.base_type():
        case pl.Date:
            yield from ("2023", "2023-02-30")
        case pl.Boolean:
            yield from ("yes", "2")
        case pl.Int32 | pl.Int64:
            yield from ("ten", "1.5", 2**63)
        case pl.Decimal:
            yield from ("ten", "NaN", step(column) / 10, Decimal(10) ** 24)


def row(table: str) -> dict[str, Any]:
    return {name: right(table, name)[0] for name in contract.dtypes(schemas.model(table))}


def without_key(table: str) -> type[contract.Table]:
    """A table's contract but for its key, so that rows of one key are judged column by column."""
    model = schemas.model(table)
    return type("WithoutKey", (model,), {"Config": type("Config", (model.Config,), {"unique": None})})


def split(table: str, cells: list[tuple[str, Any]]) -> contract.Split:
    """Ordinary rows of a table, in each of which one column has the value given."""
    return contract.split(without_key(table), [row(table) | {name: value} for name, value in cells], table)


def refuses(table: str, frame: pl.DataFrame, reason: str) -> None:
    with pytest.raises(ContractError, match=reason):
        contract.check(schemas.model(table), frame, table)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_what_its_columns_take_keeps_a_contract(table: str) -> None:
    good, rejects = contract.split(schemas.model(table), [row(table)], table)
    assert rejects.to_dicts() == []
    assert good.to_dicts() == [row(table)]
    contract.check(schemas.model(table), good, table)


@pytest.mark.parametrize("table", TABLES)
def test_columns_take_their_codes_their_bounds_and_texts_of_their_pattern(table: str) -> None:
    cells = [(name, value) for name in row(table) for value in right(table, name)]
    cells += [(name, None) for name in row(table) if spec(table, name).nullable]
    assert split(table, cells).rejects.select("column", "rule", "reason").to_dicts() == []


@pytest.mark.parametrize("table", TABLES)
def test_columns_refuse_what_lies_just_beside(table: str) -> None:
    cells = [(name, value) for name in row(table) for value in wrong(table, name)]
    good, rejects = split(table, cells)
    refused = dict(zip(rejects["row"], rejects["column"], strict=True))
    assert [cell for place, cell in enumerate(cells, 1) if refused.get(place) != cell[0]] == []
    assert good.is_empty()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_that_is_missing_or_of_another_type_is_named(table: str) -> None:
    model = schemas.model(table)
    names = list(contract.dtypes(model))
    others = {name: pl.Int64 if dtype == pl.String else pl.String for name, dtype in contract.dtypes(model).items()}
    assert set(names) <= set(contract.failures(model, pl.DataFrame())["failure_case"])
    assert set(names) <= set(contract.failures(model, pl.DataFrame(schema=others))["column"])


@pytest.mark.parametrize("table", TABLES)
def test_columns_stand_in_the_order_of_the_contract(table: str) -> None:
    *first, one, other = contract.dtypes(schemas.model(table))
    refuses(table, contract.empty(schemas.model(table)).select(*first, other, one), "column_ordered")


@pytest.mark.parametrize("table", TABLES)
def test_a_column_too_many_is_named(table: str) -> None:
    refuses(table, contract.empty(schemas.model(table)).with_columns(beside_the_contract=1), "beside_the_contract")


# Rows that were set apart from a table without years have none either.
YEARLESS = {"rejects": {"year"}}


@pytest.mark.parametrize("table", TABLES)
def test_a_key_stands_once_and_is_never_empty(table: str) -> None:
    keys = contract.primary_key(schemas.model(table))
    assert keys and {name for name in keys if spec(table, name).nullable} == YEARLESS.get(table, set())
    frame = contract.split(schemas.model(table), [row(table)], table).good
    refuses(table, pl.concat([frame, frame]), "multiple_fields_uniqueness")


def test_numbers_have_the_bounds_that_are_said_here() -> None:
    for table, name in COLUMNS:
        bounded = {check.name for check in spec(table, name).checks} - {"isin", "str_matches"}
        assert bool(bounded) == any(bound is not None for bound in limits(table, name)), f"{table}.{name}"


def test_text_is_a_code_or_keeps_a_pattern_or_is_free() -> None:
    texts = [(table, name) for table, name in COLUMNS if spec(table, name).dtype.type == pl.String]
    assert {f"{table}.{name}" for table, name in texts if not spec(table, name).checks} == FREE


def test_columns_called_like_a_codelist_take_its_codes_alone() -> None:
    lists = sorted({entry["codelist"] for entry in codelists.read("codes")}, key=len, reverse=True)
    for table, name in COLUMNS:
        called = next((codelist for codelist in lists if f"_{name}".endswith(f"_{codelist}")), None)
        if called:
            assert spec(table, name).metadata["codelist"] == called, f"{table}.{name}"
            assert set(check_of(spec(table, name), "isin")) == set(codelists.codes(called)), f"{table}.{name}"


def test_columns_that_refer_to_another_find_it_and_are_of_its_type() -> None:
    for table, name in COLUMNS:
        refers_to = (spec(table, name).metadata or {}).get("refers_to")
        if refers_to:
            other, key = refers_to.split(".")
            assert key in contract.primary_key(schemas.model(other)), f"{table}.{name}"
            assert spec(other, key).dtype.type == spec(table, name).dtype.type, f"{table}.{name}"


class OfEveryType(contract.Table):
    words: str = contract.text("文字", "Text.")
    small: pl.Int32 = contract.column("整数", "A number of 32 bits.")
    large: pl.Int64 = contract.column("整数", "A number of 64 bits.")
    number: contract.Number = contract.column("数值", "A decimal number.")
    share: contract.Share = contract.column("占比", "A decimal number of four places.")
    day: pl.Date = contract.column("日期", "A date.")
    flag: pl.Boolean = contract.column("是否", "Whether.")


@given(st.text() | st.integers() | st.decimals() | st.floats())
def test_any_cell_is_read_or_refused_with_a_reason(cell: object) -> None:
    ordinary = {"words": "a", "small": 1, "large": 1, "number": 1, "share": 1, "day": "2023-12-31", "flag": True}
    rows = [ordinary | {name: cell} for name in ordinary]
    good, rejects = contract.split(OfEveryType, rows, "of_every_type")
    assert good.height + rejects["row"].n_unique() == len(rows)
    assert all(rejects["reason"].to_list())


# What is called so by those who build it, and by nobody who reads it.
_OURS_ZH = re.compile("量纲|界限|度量|语法|哈希|规范文本|容差|承诺|兑现")
_OURS_EN = re.compile(r"\b(canonical|grammar|candidate|codelist|tolerance|promise\w*)\b")


@pytest.mark.parametrize("table", TABLES)
def test_a_column_has_a_title_in_both_languages_in_words_of_readers(table: str) -> None:
    for name, spec in schemas.model(table).to_schema().columns.items():
        title = contract.titles(name, spec)
        assert title.zh and not _OURS_ZH.search(title.zh), f"{table}.{name}: {title.zh}"
        assert not re.search("[_\u3000-\u9fff]", title.en), f"{table}.{name}: {title.en}"
        assert not _OURS_EN.search(spec.description), f"{table}.{name}: {spec.description}"


def test_the_english_title_of_a_column_is_its_name_in_words_where_no_other_is_given() -> None:
    specs = schemas.model("outcomes").to_schema().columns
    assert contract.titles("status", specs["status"]) == ("判定", "verdict")
    assert contract.titles("report_id", specs["report_id"]).en == "report id"
