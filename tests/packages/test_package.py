"""What stands in a published package, read with the tools that people use."""

import csv
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import polars as pl
import pyarrow.parquet
import pytest

from pipelines.packages.checks import frictionless_faults, hash_faults, profile_faults, table_faults, validate
from pipelines.packages.package import Files, Package
from pipelines.packages.publish import publish
from schemas.codelists.statuses import statuses
from schemas.errors import InputError
from tests.packages.conftest import definition, descriptor, faults_by_pandas, tables

ROOT = Path(__file__).resolve().parents[2]


def test_a_package_holds_the_rows_of_its_regions_and_what_they_name(folder: Path) -> None:
    assert pl.read_parquet(folder / "reports.parquet")["report_id"].to_list() == ["650000-2023"]
    assert pl.read_parquet(folder / "statistics.parquet")["region_code"].to_list() == ["650000"]
    assert "text" not in pl.read_parquet(folder / "reports.parquet").columns
    assert pl.read_parquet(folder / "targets.parquet")["target_id"].to_list() == [
        "650000-2023@5",
        "650000-2023@40",
        "650000-2023@300",
    ]


def test_parquet_is_typed_and_tells_its_contract(folder: Path) -> None:
    schema = pyarrow.parquet.read_schema(folder / "targets.parquet")
    assert str(schema.field("value").type) == "decimal128(24, 6)"
    assert schema.field("value").metadata[b"description"].startswith(b"Number as printed")
    assert schema.field("region_code").metadata[b"concept"] == b"REF_AREA"
    assert schema.metadata[b"license"] == b"CC-BY-4.0"
    (row,) = duckdb.sql(f"SELECT value FROM '{folder}/targets.parquet' WHERE target_id = '650000-2023@5'").fetchall()
    assert row == (Decimal(500),)
    assert pandas.read_parquet(folder / "outcomes.parquet")["status"].to_list() == ["met", "no_data", "no_data"]


def test_a_strangers_frictionless_accepts_the_package_its_parquet_too(folder: Path) -> None:
    assert faults_by_pandas(folder) == []
    (folder / "targets.parquet").write_bytes(b"PAR1 no longer PAR1")
    assert faults_by_pandas(folder) != []


def test_csv_opens_in_a_spreadsheet_and_prints_numbers_as_people_do(folder: Path) -> None:
    content = (folder / "targets.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    with (folder / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == ["500", "500", "-3.5"]
    assert rows[0]["comparator"] == ""


def test_parquet_and_csv_hold_the_same(folder: Path) -> None:
    typed = pl.read_parquet(folder / "outcomes.parquet")
    text = pl.read_csv(folder / "outcomes.csv", schema_overrides=dict(typed.schema))
    assert text.select(typed.columns).equals(typed)


def test_a_csv_has_a_label_in_both_languages_beside_each_code(folder: Path) -> None:
    with (folder / "outcomes.csv").open(encoding="utf-8-sig", newline="") as file:
        met, *_ = csv.DictReader(file)
    assert (met["status"], met["status_zh"], met["status_en"]) == ("met", "实现", "met")
    assert (met["comparator_status"], met["comparator_status_zh"]) == ("", "")
    with (folder / "targets.csv").open(encoding="utf-8-sig", newline="") as file:
        (row, *_) = csv.DictReader(file)
    assert (row["region_code_zh"], row["indicator_id_en"]) == ("新疆维吾尔自治区", "Cotton output")
    names = list(row)
    assert names[names.index("bound") :][:3] == ["bound", "bound_zh", "bound_en"]
    assert "status_zh" not in pl.read_parquet_schema(folder / "outcomes.parquet")


def test_the_workbook_has_a_sheet_a_table_and_numbers_as_numbers(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "small-2023.xlsx")
    assert book.sheetnames[:4] == ["说明 About", "目标与结果", "Targets and results", "reports"]
    assert book.sheetnames[-1] == "codebook"
    sheet = book["targets"]
    header = [cell.value.split("\n")[-1] for cell in sheet[1]]
    values = [sheet.cell(row, header.index("value") + 1).value for row in (2, 4)]
    assert values == [500, -3.5]
    assert isinstance(sheet.cell(2, header.index("region_code") + 1).value, str)
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_workbook_opens_in_libreoffice_with_the_same_cells(folder: Path, tmp_path: Path) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        tmp_path,
    ]
    subprocess.run([*map(str, command), str(folder / "small-2023.xlsx")], check=True, capture_output=True, timeout=120)
    ours, theirs = (
        openpyxl.load_workbook(path)["targets"] for path in (folder / "small-2023.xlsx", tmp_path / "small-2023.xlsx")
    )
    assert [[cell.value for cell in row] for row in ours] == [[cell.value for cell in row] for row in theirs]


def test_the_readme_counts_every_verdict_with_its_denominator_and_lists_the_undecided(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    met, no_data = statuses()["met"], statuses()["no_data"]
    for tongue, label in (("en", no_data.label_en), ("zh", no_data.label_zh)):
        section = readme.partition("## 中文")[0 if tongue == "en" else 2]
        assert re.search(rf"^\| {met.sign} .+ \| 1 \| 33% \|$", section, re.MULTILINE)
        assert re.search(rf"^\| {no_data.sign} {re.escape(label)} \| .+ \| 2 \| 67% \|$", section, re.MULTILINE)
        assert section.count(f"| {no_data.sign} {label} |  |") == 2, "each of them is listed, without a result"
    assert "Of the 1 target with a comparable result, 100% (1) were met" in readme
    assert "### 概况：3项目标" in readme and "### Overview: 3 targets" in readme


def test_every_heading_of_the_readme_is_in_one_language_and_links_to_a_language_lead_there(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#{2,} (.+)$", readme, re.MULTILINE)
    mixed = [each for each in headings if re.search(r"[\u4e00-\u9fff]", each) and re.search(r"[A-Za-z]{2}", each)]
    assert mixed == []
    assert {"English", "中文"} <= set(headings)
    assert "[English](#english) · [中文](#中文)" in readme


def test_the_english_part_of_the_readme_holds_no_chinese_but_the_words_that_it_explains(folder: Path) -> None:
    english = (folder / "README.md").read_text(encoding="utf-8").partition("## English")[2].partition("## 中文")[0]
    # The name of the package and of its reports, and the words of bounds.
    left = re.sub(r"(- In full: .*|左右)", "", english)
    assert not re.search(r"[\u4e00-\u9fff]", left)
    assert not [words for words in ("grammar", "contract", "promise", "codelist", "candidate") if words in english]


def test_the_readme_names_the_files_that_there_are(folder: Path, tmp_path: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^- `([^`*]+)`", readme.partition("### Files")[2].partition("### Method")[0], re.MULTILINE):
        assert (folder / name).exists(), name
    alone = publish(definition(formats=("parquet",)), tables(), {"targets": 0}, 0, tmp_path / "other")
    readme = (tmp_path / "other" / alone.path / "README.md").read_text(encoding="utf-8")
    assert not [name for name in (".zip", "index.html", ".xlsx", "briefs/", "`*.csv`") if f"- `{name}" in readme]


def test_the_readme_names_licence_citation_sources_and_every_column(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)" in readme
    assert "- Short: Mubiao (2024), small-2023, version 1.0.0." in readme
    assert "- 某公报 (某统计局, 2024-03-01)" in readme
    assert "programs read them as `utf-8-sig`" in readme
    for table in ("reports", "targets", "outcomes", "statistics"):
        section = readme.partition(f"### {table} (")[2].partition("\n### ")[0]
        listed = [line.split(" | ")[0].removeprefix("| ") for line in section.splitlines() if line.startswith("| ")][1:]
        assert listed == columns(folder, table)


def columns(folder: Path, table: str) -> list[str]:
    (resource,) = (resource for resource in descriptor(folder)["resources"] if resource["name"] == table)
    return [field["name"] for field in resource["schema"]["fields"]]


def test_the_readme_says_how_many_files_were_set_aside_if_any_were(tmp_path: Path, folder: Path) -> None:
    assert "could not be used" not in (folder / "README.md").read_text(encoding="utf-8")
    small = definition(formats=("parquet",))
    for left_out, words in (
        (1, "are left out whole: 1."),
        (1200, "are left out whole: 1,200."),
    ):
        published = tmp_path / f"published-{left_out}"
        made = publish(small, tables(), {"targets": 0}, left_out, published)
        readme = (published / made.path / "README.md").read_text(encoding="utf-8")
        assert words in readme and f"另有{left_out:,}份报告文件无法使用" in readme


def test_the_checksums_check(folder: Path) -> None:
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)


def test_the_descriptor_says_what_the_issue_of_each_column_is(folder: Path) -> None:
    told = descriptor(folder)
    assert told["$schema"].endswith("/2.0/datapackage.json")
    assert told["created"] == "2024-03-01T00:00:00Z", "the newest date among the inputs, no clock"
    assert "homepage" not in told, "an empty setting is left out"
    assert [source["title"] for source in told["sources"]] == ["2023年政府工作报告", "某公报 (某统计局, 2024-03-01)"]
    resource = next(one for one in told["resources"] if one["name"] == "outcomes_csv")
    assert resource["mediatype"] == "text/csv" and resource["bytes"] and resource["hash"].startswith("sha256:")
    keys = {foreign["reference"]["resource"] for foreign in resource["schema"]["foreignKeys"]}
    assert keys == {"targets_csv", "reports_csv", "statistics_csv"}
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["status"]["constraints"]["enum"] == [category["value"] for category in fields["status"]["categories"]]
    assert all(field["title"] and field["description"] for field in fields.values())


@pytest.mark.usefixtures("checked_by_frictionless")
def test_a_package_passes_all_three_layers(folder: Path) -> None:
    assert validate(folder) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"sources": "everybody"}, "sources"),
        ({"resources": []}, "resources"),
        ({"contributors": []}, "contributors"),
        ({"licenses": [{"title": "none"}]}, "licenses"),
    ],
)
def test_the_official_profile_catches_a_wrong_descriptor(folder: Path, broken: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in profile_faults(descriptor(folder) | broken))


@pytest.mark.parametrize("name", ["targets.parquet", "targets.csv", "units.parquet"])
def test_a_changed_bit_and_a_missing_file_are_named(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    (fault,) = hash_faults(Package(Files(folder), descriptor(folder)))
    assert fault.startswith(f"{name}: its SHA-256 is not")
    (folder / name).unlink()
    assert hash_faults(Package(Files(folder), descriptor(folder))) == [f"{name}: there is no such file"]


def test_frictionless_catches_a_changed_cell(folder: Path) -> None:
    path = folder / "targets.csv"
    path.write_bytes(path.read_bytes().replace(b"650000-2023@5,", b"650000-2023@40,", 1))
    assert any(fault.startswith("targets.csv: ") for fault in frictionless_faults(Package.open(folder)))


def test_frictionless_catches_a_cell_that_breaks_a_constraint(folder: Path) -> None:
    told = descriptor(folder)
    for resource in told["resources"]:
        resource.pop("hash")
        resource.pop("bytes", None)
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    path = folder / "outcomes.csv"
    path.write_bytes(path.read_bytes().replace(b",no_data,", b",perhaps,", 1))
    assert any("perhaps" in fault for fault in frictionless_faults(Package(Files(folder), told)))


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("targets", pl.col("target_id").first(), "rows repeat the key target_id"),
        ("outcomes", pl.lit("nobody@1").alias("target_id"), "are not in targets.target_id"),
        ("outcomes", pl.lit("perhaps").alias("status"), "values of status are no category"),
        ("outcomes", pl.lit(None, pl.String).alias("why_en"), "cells of why_en are empty"),
        ("reports", pl.lit(2101).cast(pl.Int32).alias("year"), "1 values of year pass its maximum"),
        ("reports", pl.lit(1948).cast(pl.Int32).alias("year"), "1 values of year pass its minimum"),
        ("reports", pl.lit("65000-2023").alias("report_id"), "1 values of report_id break its pattern"),
        ("reports", pl.lit("latin-1").alias("encoding"), "1 values of encoding are not among those allowed"),
    ],
)
def test_our_own_checks_catch_broken_keys_and_codes(folder: Path, table: str, change: pl.Expr, fault: str) -> None:
    path = folder / f"{table}.parquet"
    pl.read_parquet(path).with_columns(change).write_parquet(path)
    assert any(fault in found for found in table_faults(Package(Files(folder), descriptor(folder))))


def test_our_own_checks_catch_missing_rows(folder: Path) -> None:
    path = folder / "targets.parquet"
    pl.read_parquet(path).head(1).write_parquet(path)
    assert any("rows more or fewer" in fault for fault in table_faults(Package(Files(folder), descriptor(folder))))


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "no such descriptor"), ("{", "no JSON")],
)
def test_what_is_no_package_is_named(tmp_path: Path, content: str | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(InputError, match=reason):
        validate(tmp_path)
