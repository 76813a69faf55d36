"""What no type and no constraint shows, and what published tables are known for, is found: each fault in a package broken so."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.packages.checks import lint, validate
from pipelines.packages.package import Files, Package
from tests.packages.conftest import descriptor


def field(told: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    resource = next(resource for resource in told["resources"] if resource["name"] == table)
    found: dict[str, Any] = next(field for field in resource["schema"]["fields"] if field["name"] == name)
    return found


def test_a_package_as_it_is_published_has_none_of_these_faults(folder: Path) -> None:
    assert lint(Package(Files(folder), descriptor(folder))) == []


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("reports", pl.lit(date(1023, 1, 31)).alias("published"), "1 dates of published cannot be: they are outside 1900 to 2100"),
        ("reports", pl.lit(date(9999, 12, 31)).alias("published"), "1 dates of published cannot be: they are outside 1900 to 2100"),
        ("targets", pl.lit("2023-13").alias("period"), "3 cells of period are dates or periods that cannot be"),
        ("targets", pl.lit("2023-02-30").alias("period"), "3 cells of period are dates or periods that cannot be"),
        ("targets", pl.lit("2025/2021").alias("period"), "3 cells of period are dates or periods that cannot be"),
        ("statistics", pl.lit(-999).cast(pl.Decimal(24, 6)).alias("value"), "1 numbers of value stand for none (-999 and the like)"),
        ("targets", pl.lit(9999).cast(pl.Decimal(24, 6)).alias("value"), "3 numbers of value stand for none (9999 and the like)"),
        ("targets", pl.lit("N/A").alias("section"), "3 cells of section say in words that there is no value"),
        ("targets", pl.lit("不详").alias("paragraph"), "3 cells of paragraph say in words that there is no value"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_or_stands_for_none_is_found(
    folder: Path, table: str, change: pl.Expr, fault: str
) -> None:
    file = folder / f"{table}.parquet"
    pl.read_parquet(file).with_columns(change).write_parquet(file)
    assert lint(Package(Files(folder), descriptor(folder))) == [f"{table}.parquet: {fault}"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (
            "targets",
            pl.when(pl.int_range(pl.len()) == 0).then(9999).otherwise(5).cast(pl.Decimal(24, 6)).alias("value"),
        ),
        ("targets", pl.lit("2021/2025").alias("period")),
        ("targets", pl.lit("2022-11/2023-10").alias("period")),
        ("targets", pl.lit("未知领域探索").alias("indicator")),
        ("outcomes", pl.lit("no_data").alias("status")),
    ],
)
def test_a_number_that_only_looks_so_a_longer_text_and_a_chosen_code_are_no_faults(
    folder: Path, table: str, change: pl.Expr
) -> None:
    file = folder / f"{table}.parquet"
    pl.read_parquet(file).with_columns(change).write_parquet(file)
    assert lint(Package(Files(folder), descriptor(folder))) == []


@pytest.mark.parametrize(
    ("column", "kind", "cell"), [("published", "date", b",2023-01-15,"), ("year", "number", b",2023,")]
)
def test_a_decimal_year_that_is_typed_as_date_or_number_is_found(
    folder: Path, column: str, kind: str, cell: bytes
) -> None:
    told, file = descriptor(folder), folder / "reports.csv"
    field(told, "reports_csv", column)["type"] = kind
    # Alone: beside its Parquet a CSV is not asked again.
    told["resources"] = [each for each in told["resources"] if each["name"] == "reports_csv"]
    file.write_bytes(file.read_bytes().replace(cell, b",2023.042,"))
    assert lint(Package(Files(folder), told)) == [f"reports.csv: 1 dates of {column} are decimal years"]


@pytest.mark.parametrize("prose", [
    "Share of the target; -1 means unknown.", "Year, 9999 if not known.", "A figure. N/A = missing", "数值，-1表示未知。", "Missing values are coded as -99.",
    "缺失值记为9999。", "0 where the figure is unknown.",
])  # fmt: skip
def test_a_sentinel_that_only_prose_explains_is_found(folder: Path, prose: str) -> None:
    told = descriptor(folder)
    field(told, "outcomes", "attainment")["description"] = prose
    assert lint(Package(Files(folder), told)) == [
        "outcomes.parquet, column attainment: a description explains a value that stands for none; leave such cells empty"
    ]


def test_a_true_zero_and_an_empty_cell_may_be_described(folder: Path) -> None:
    told = descriptor(folder)
    for prose in (
        "Targets met; 0 if none was met.",
        "Null where not known.",
        "Region; the nation is 100000.",
        "无数据时为空。",
    ):
        field(told, "outcomes", "attainment")["description"] = prose
        assert lint(Package(Files(folder), told)) == []


def test_a_title_or_description_that_says_nothing_is_found_at_every_level(folder: Path) -> None:
    told = descriptor(folder)
    told["description"] = " "
    told["resources"][0]["title"] = ""
    field(told, "targets", "value")["description"] = "…"
    del field(told, "targets_csv", "unit")["title"]
    assert lint(Package(Files(folder), told)) == [
        "datapackage.json: its description is empty",
        "reports.parquet: its title is empty",
        "targets.parquet, column value: its description is empty",
        "targets.csv, column unit: its title is empty",
    ]


@pytest.mark.parametrize("created", ["2023-02-30T00:00:00Z", "1023-01-01T00:00:00Z", "soon"])
def test_a_package_that_was_made_on_no_day_is_found(folder: Path, created: str) -> None:
    assert lint(Package(Files(folder), descriptor(folder) | {"created": created})) == [
        f"datapackage.json: created is {created}, which is no possible date"
    ]


def test_validation_tells_these_faults_too(folder: Path) -> None:
    told = descriptor(folder)
    field(told, "outcomes", "attainment")["description"] = "-1 means unknown."
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    (fault,) = validate(folder)
    assert fault.startswith("outcomes.parquet, column attainment: a description explains")
