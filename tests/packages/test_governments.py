"""A package of many reports: facts only, built from a folder, and checked in DuckDB where it is long."""

import json
import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.forms.export import export
from pipelines.packages.checks import table_faults
from pipelines.packages.contents import contents
from pipelines.packages.definition import definitions
from pipelines.packages.package import Files, Package
from pipelines.packages.publish import Publication, publish
from schemas.errors import InputError
from tests.packages.conftest import definition, faults_by_pandas, outcome, tables, target

FACTS = definition(name="facts", regions=(), years=(), text="none", collections=("*",), formats=("parquet",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    done = publish(FACTS, tables(), {"targets": 0}, 0, tmp_path / "published", code_version="abc")
    return tmp_path / "published" / done.path


def test_no_column_of_it_holds_a_sentence_and_its_schema_has_a_name_of_its_own(folder: Path) -> None:
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    columns = {field["name"] for resource in told["resources"] for field in resource["schema"]["fields"]}
    assert not columns & {"quote", "section", "paragraph", "claim_quote", "text"}
    assert {"char_start", "char_end", "source_url", "text_sha256"} <= columns
    assert {resource["schema"]["name"] for resource in told["resources"]} >= {"targets-facts", "reports-facts"}
    assert "棉花产量500万吨以上" not in "".join(str(row) for row in pl.read_parquet(folder / "targets.parquet").rows())
    assert told["code_version"] == "abc"


def test_it_holds_all_regions_and_years_and_parquet_alone(folder: Path) -> None:
    assert pl.read_parquet(folder / "reports.parquet").height == 2
    assert {path.suffix for path in folder.iterdir()} == {".parquet", ".md", ".json", ".cff", ""}


def test_the_changes_of_its_second_version_hold_no_sentence_either(folder: Path) -> None:
    later = tables(targets=[target(5, quote="棉花产量五百万吨以上", value="510"), target(40), target(300)])
    done = publish(FACTS, later, {"targets": 0}, 0, folder.parents[1], code_version="abc")
    changes = pl.read_parquet(folder.parents[1] / done.path / "changes.parquet")
    assert "value" in set(changes["column"])
    assert "quote" not in set(changes["column"])


def test_a_long_package_lists_indicators_in_its_readme_and_not_targets(tmp_path: Path) -> None:
    many = {"targets": [target(n) for n in range(600)], "outcomes": [outcome(n) for n in range(600)], "matches": []}
    done = publish(FACTS, tables(**many), {"targets": 0}, 0, tmp_path / "published")
    readme = (tmp_path / "published" / done.path / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\| 600 \| 100% \|$", readme, re.MULTILINE)
    assert "### Target by target" not in readme


def test_other_forms_are_written_on_demand_outside_published(folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.iterdir())
    written = [path.name for path in export(folder, tmp_path / "other")]
    assert {"targets.csv", "outcomes.csv"} <= set(written)
    assert sorted(folder.iterdir()) == before
    with pytest.raises(InputError, match="not empty"):
        list(export(folder, tmp_path / "other"))
    with pytest.raises(InputError, match="no such descriptor"):
        list(export(tmp_path, tmp_path / "third"))


def test_the_definition_of_the_clone_says_facts_only() -> None:
    (many,) = [known for known in definitions() if known.name == "governments"]
    assert (many.text, many.formats) == ("none", ("parquet", "html", "panel", "stata"))
    assert (many.publish, many.optional, many.collections) == (True, True, ("raw", "corpus"))
    assert "commitments" not in many.tables


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("targets", pl.lit("65000").alias("region_code"), "region_code"),
        ("targets", pl.lit("a target").alias("measure"), "measure"),
        ("targets", pl.lit(-1).cast(pl.Int64).alias("char_start"), "char_start"),
        ("targets", pl.lit(None, dtype=pl.String).alias("bound"), None),
        ("targets", pl.lit(None, dtype=pl.String).alias("indicator"), "indicator"),
        ("targets", pl.lit("650000-2023@5").alias("target_id"), "target_id"),
        ("outcomes", pl.lit("650000-2023-ffffffffffff").alias("statistic_id"), "statistic_id"),
        ("outcomes", pl.lit("kept").alias("status"), "status"),
        ("reports", pl.lit("0" * 63).alias("text_sha256"), "text_sha256"),
    ],
)
def test_duckdb_finds_in_a_long_package_what_frictionless_finds_in_a_short_one(
    published: Path, first: Publication, table: str, change: pl.Expr, fault: str | None
) -> None:
    folder = published / first.path
    file = folder / f"{table}.parquet"
    pl.read_parquet(file).with_columns(change).write_parquet(file)
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    told["resources"] = [each for each in told["resources"] if each["format"] == "parquet"]
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    slow, quick = faults_by_pandas(folder), table_faults(Package(Files(folder), told))
    assert bool(slow) == bool(quick) == (fault is not None), (slow, quick)
    assert fault is None or any(fault in each for each in quick)


def test_duckdb_finds_a_column_of_another_type_or_name(published: Path, first: Publication) -> None:
    folder = published / first.path
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    file = folder / "targets.parquet"
    frame = pl.read_parquet(file)
    frame.with_columns(pl.col("value").cast(pl.Float64)).write_parquet(file)
    assert any("value is DOUBLE" in fault for fault in table_faults(Package(Files(folder), told)))
    frame.rename({"value": "number"}).write_parquet(file)
    assert any("its columns are" in fault for fault in table_faults(Package(Files(folder), told)))
    assert isinstance(frame["value"][0], Decimal)


def test_duckdb_finds_a_cell_of_a_csv_that_is_no_number(published: Path, first: Publication) -> None:
    folder = published / first.path
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    file = folder / "targets.csv"
    file.write_bytes(file.read_bytes().replace(b",500,", b",many,", 1))
    assert any("values of value are no number" in fault for fault in table_faults(Package(Files(folder), told)))


def test_a_report_of_another_collection_judges_and_is_not_quoted(tmp_path: Path) -> None:
    stored = tables(
        outcomes=[outcome(0, claim="admitted", claim_id="650000-2024@7", claim_quote="粮食产量未达到预期目标")],
        targets=[target(0)],
    )
    reports = pl.DataFrame({"report_id": ["650000-2023", "650000-2024"], "collection": ["raw", "cities"]})
    for collections, quoted in (
        (("raw",), None),
        (("raw", "cities"), "粮食产量未达到预期目标"),
        (("*",), "粮食产量未达到预期目标"),
    ):
        package = definition(collections=collections)
        outcomes = contents(package, stored | {"inventory": reports})["outcomes"]
        assert outcomes.select("claim", "claim_quote").row(0) == ("admitted", quoted)
        assert outcomes["claim_id"].to_list() == ["650000-2024@7" if quoted else None]
