"""A package's targets with their results, a file a government and a file an indicator, and the index that names them."""

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import pipelines.forms  # noqa: F401  the forms register themselves
from pipelines.forms.split import split
from pipelines.packages.publish import publish
from schemas.errors import InputError
from tests.packages.conftest import definition, outcome, report, tables, target

ELSEWHERE = {"target_id": "620000-2023@7", "report_id": "620000-2023", "region_code": "620000"}
ROWS = {
    "reports": [report("650000", 2023), report("620000", 2023)],
    "targets": [
        target(5),
        target(40, indicator="小水窖", indicator_id=None),
        target(300, indicator="地区生产总值", indicator_id="gdp", value="7", unit="%", measure="growth", unit_base="%"),
        target(7, **ELSEWHERE, indicator="地区生产总值", indicator_id="gdp", value="6", unit="%", measure="growth", unit_base="%"),
    ],
    "outcomes": [
        outcome(5),
        outcome(40),
        outcome(300),
        outcome(7, target_id="620000-2023@7", report_id="620000-2023"),
    ],
    "matches": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    published = tmp_path_factory.mktemp("split") / "published"
    held = ("reports", "targets", "outcomes", "results", "topics", "indicators", "regions", "units", "codes")
    small = definition(formats=("parquet",), regions=("650000", "620000"), tables=held)
    return published / publish(small, tables(**ROWS), {"targets": 0}, 0, published).path


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "package"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def changed(folder: Path, column: str, value: str) -> None:
    """Let a stranger have written another value into a column of ``results``."""
    path = folder / "results.parquet"
    pl.read_parquet(path).with_columns(pl.lit(value).alias(column)).write_parquet(path)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(each for each in descriptor["resources"] if each["name"] == "results")
    resource["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    resource["bytes"] = path.stat().st_size
    for field in resource["schema"]["fields"]:
        if field["name"] == column:
            field["constraints"] = {"required": True}
    resource["schema"].pop("foreignKeys", None)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def test_each_government_and_each_indicator_has_a_file_with_its_rows_in_the_order_of_the_table(
    once: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    written = [path.relative_to(into).as_posix() for path in split(once, into, ["indicator", "place"])]
    assert written == [
        "place/620000.csv", "place/650000.csv", "indicator/cotton_output.csv", "indicator/gdp.csv", "index.csv", "index.json",
    ]  # fmt: skip
    assert sorted(written) == sorted(path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file())
    assert [row["target_id"] for row in rows(into / "place/650000.csv")] == [f"650000-2023@{at}" for at in (5, 40, 300)]
    assert [row["target_id"] for row in rows(into / "indicator/gdp.csv")] == ["620000-2023@7", "650000-2023@300"]


def test_the_index_names_every_file_with_its_code_names_and_counts(once: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    list(split(once, into, ["place", "indicator"]))
    told = json.loads((into / "index.json").read_text(encoding="utf-8"))
    assert (told["package"], told["version"]) == ("small-2023", "1.0.0")
    assert [{name: str(value) for name, value in entry.items()} for entry in told["files"]] == rows(into / "index.csv")
    gdp = next(entry for entry in told["files"] if entry["code"] == "gdp")
    assert gdp == {
        "by": "indicator", "code": "gdp", "name_zh": "地区生产总值", "name_en": "GDP", "rows": 2, "judged": 0, "first_year": 2023,
        "last_year": 2023, "file": "indicator/gdp.csv",
    }  # fmt: skip
    assert {entry["name_zh"] for entry in told["files"]} == {"甘肃省", "新疆维吾尔自治区", "棉花产量", "地区生产总值"}
    for entry in told["files"]:
        assert len(rows(into / entry["file"])) == entry["rows"]


def test_the_files_are_as_all_csv_of_ours_and_the_same_bytes_every_time(once: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        list(split(once, tmp_path / name, ["place"]))
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
    assert not (tmp_path / "one" / "indicator").exists()
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    text = (tmp_path / "one" / "place" / "650000.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and text.endswith(b"\r\n")


def test_what_a_stranger_wrote_as_a_formula_is_none_in_the_files(folder: Path, tmp_path: Path) -> None:
    changed(folder, "source_title", "=1+1")
    list(split(folder, tmp_path / "into", ["place"]))
    assert {row["source_title"] for row in rows(tmp_path / "into" / "place" / "650000.csv")} == {"'=1+1"}


@pytest.mark.parametrize("code", ["../../650000", "650000/..", "CON", "a b"])
def test_a_code_that_is_no_name_of_a_file_is_refused(folder: Path, tmp_path: Path, code: str) -> None:
    changed(folder, "region_code", code)
    with pytest.raises(InputError, match="is no code") as error:
        list(split(folder, tmp_path / "into", ["place"]))
    assert error.value.cure == "Get the package from its publisher"
    assert not (tmp_path / "into").exists()


def test_a_package_without_results_is_refused_with_what_to_do(tmp_path: Path) -> None:
    published = tmp_path / "published"
    small = definition(formats=("parquet",), tables=("reports", "targets", "outcomes", "regions", "indicators"))
    folder = published / publish(small, tables(), {"targets": 0}, 0, published).path
    with pytest.raises(InputError, match="the package has no such table") as error:
        list(split(folder, tmp_path / "into", ["place"]))
    assert "all its tables" in error.value.cure


def test_a_folder_that_holds_something_is_left_as_it_is(once: Path, tmp_path: Path) -> None:
    into: Any = tmp_path / "into"
    into.mkdir()
    (into / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        list(split(once, into, ["indicator"]))
    assert [path.name for path in into.iterdir()] == ["mine.txt"]
