"""A package can be checked against its checksums and against the very texts that it was read from."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest

from pipelines.packages.catalogue import read_catalog
from pipelines.packages.checks.sums import sum_faults
from pipelines.packages.checks.verify import MOST_LISTED, Verified, verify
from pipelines.packages.package import Files
from pipelines.packages.publish import Publication, publish
from pipelines.reports.lookup import texts_at_hand
from pipelines.targets.tables import read_reports
from schemas.errors import InputError
from tests.packages.conftest import definition, outcome, tables

ROOT = Path(__file__).resolve().parents[3]
RAW = ROOT / "raw" / "reports"
NAME = "xinjiang-2023-targets"
LATEST = f"{NAME}/{read_catalog(ROOT / 'published')['packages'][NAME]['latest']}"
# The code that made it, which today's may be.
CODE = json.loads((ROOT / "published" / LATEST / "datapackage.json").read_text(encoding="utf-8")).get("code_version")


def read(reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {name: part.good for name, part in read_reports(reports).items()}


def verified(folder: Path, *places: Path, code_version: str | None = CODE) -> Verified:
    return verify(folder, lambda report, file: texts_at_hand(report, file, places or [RAW]), read, code_version)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The latest version of the clone's package, in a copy of what readers see."""
    shutil.copytree(ROOT / "published" / LATEST, tmp_path / "published" / LATEST)
    shutil.copyfile(ROOT / "published" / "catalog.json", tmp_path / "published" / "catalog.json")
    return tmp_path / "published" / LATEST


@pytest.fixture
def small(tmp_path: Path, published_once: tuple[Path, Publication]) -> Path:
    """A package of three targets in all forms, in a copy of what readers see."""
    there, publication = published_once
    return Path(shutil.copytree(there, tmp_path / "small")) / publication.path


@pytest.fixture(scope="module")
def facts_once(tmp_path_factory: pytest.TempPathFactory, seed_tables: Mapping[str, pl.DataFrame]) -> Path:
    """What readers see: a package of the bundled report that holds no sentence of it, and says which code made it."""
    published = tmp_path_factory.mktemp("facts") / "published"
    reports = seed_tables["reports"]
    stored = tables(matches=[], candidates=[]) | {"reports": reports} | read(reports)
    rows = [outcome(0, target_id=target) for target in stored["targets"]["target_id"]]
    stored["outcomes"] = tables(outcomes=rows)["outcomes"]
    told = definition(
        name="facts",
        text="none",
        formats=("parquet",),
        tables=("reports", "targets", "commitments", "outcomes", "regions"),
    )
    publish(told, stored, {"targets": 0}, 0, published, code_version="abc")
    return published


@pytest.fixture
def facts_only(tmp_path: Path, facts_once: Path) -> Path:
    """The same for one test to change."""
    return Path(shutil.copytree(facts_once, tmp_path / "published")) / "facts" / "1.0.0"


def alter(folder: Path, table: str, change: pl.Expr) -> None:
    """Change a table and do all hashes again, so that only the raw text can tell."""
    path = folder / f"{table}.parquet"
    pl.read_parquet(path).with_columns(change).write_parquet(path)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["hash"] = "sha256:" + digest(folder / resource["path"])
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    there = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names = sorted(name for name in there if name != "SHA256SUMS")
    (folder / "SHA256SUMS").write_text("".join(f"{digest(folder / name)}  {name}\n" for name in names))
    catalogue = folder.parents[1] / "catalog.json"
    told = json.loads(catalogue.read_text(encoding="utf-8"))
    entry = told["packages"][folder.parent.name]["versions"][-1]
    entry |= {"descriptor_sha256": digest(folder / "datapackage.json"), "sums_sha256": digest(folder / "SHA256SUMS")}
    catalogue.write_text(json.dumps(told), encoding="utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def in_row(number: int, column: str, other: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    return pl.when(pl.int_range(pl.len()) == number).then(other(pl.col(column))).otherwise(pl.col(column)).alias(column)


def test_a_published_package_stands_in_its_texts(folder: Path) -> None:
    found = verified(folder)
    assert (found.faults, found.notes, found.not_at_hand) == ([], [], [])
    assert (found.reports, found.rows) == (1, 33 + 16)
    assert found.files == sum(path.is_file() for path in folder.rglob("*"))


def test_one_flipped_bit_in_any_file_is_found_and_the_file_is_named(small: Path) -> None:
    for path in sorted(path for path in small.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for place in (0, len(content) // 2, len(content) - 1):
            changed = bytearray(content)
            changed[place] ^= 1
            path.write_bytes(changed)
            faults = verified(small).faults
            assert faults, (path.name, place)
            named = path.relative_to(small).as_posix()
            assert named == "SHA256SUMS" or [fault.split(":")[0] for fault in faults] == [named]
        path.write_bytes(content)
    assert verified(small).faults == []


def test_no_byte_of_the_checksums_can_be_flipped(small: Path) -> None:
    sums = small / "SHA256SUMS"
    content = sums.read_bytes()
    assert len(content) > 400
    for place in range(0, 400):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        sums.write_bytes(changed)
        assert sum_faults(Files(small)), place


def test_a_missing_and_an_extra_file_are_named(folder: Path) -> None:
    (folder / "LICENSE.md").unlink()
    (folder / "charts" / "one.svg").write_text("<svg/>")
    assert verified(folder).faults == [
        "LICENSE.md: there is no such file",
        "charts/one.svg: SHA256SUMS does not name it",
    ]
    (folder / "SHA256SUMS").unlink()
    assert verified(folder).faults == ["SHA256SUMS: there is no such file"]


def test_a_descriptor_that_is_not_the_catalogues_is_found_though_all_hashes_were_done_again(folder: Path) -> None:
    catalogue = (folder.parents[1] / "catalog.json").read_bytes()
    alter(folder, "units", pl.col("unit"))
    (folder.parents[1] / "catalog.json").write_bytes(catalogue)
    faults = verified(folder).faults
    assert [fault.split(",")[0] for fault in faults] == [
        f"{name}: its SHA-256 is not that of catalog.json" for name in ("datapackage.json", "SHA256SUMS")
    ]


def test_a_quote_that_was_altered_is_found_against_the_raw_text_though_all_hashes_were_done_again(folder: Path) -> None:
    alter(folder, "targets", in_row(0, "quote", lambda quote: quote.str.replace("7%", "8%")))
    faults = verified(folder).faults
    assert any(
        'quote is "地区生产总值增长8%左右", the text says "地区生产总值增长7%左右"' in fault for fault in faults
    ), faults


def test_any_other_cell_that_was_altered_is_found_by_reading_the_text_again(folder: Path) -> None:
    altered: list[tuple[str, str, Callable[[pl.Expr], pl.Expr]]] = [
        ("targets", "value", lambda value: value + 1),
        ("targets", "bound", lambda _: pl.lit("at_most")),
        ("targets", "section", lambda _: pl.lit("另一节")),
        ("commitments", "object", lambda _: pl.lit("另一条铁路")),
    ]
    for row, (table, column, other) in enumerate(altered):
        alter(folder, table, in_row(row, column, other))
    faults = verified(folder).faults
    for table, column, _ in altered:
        assert any(f"{table} 650000-2023@" in fault and f"{column} is " in fault for fault in faults), column


def test_what_todays_code_reads_otherwise_is_no_fault_of_a_version_that_other_code_made(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "published" / NAME / "1.0.0", tmp_path / "1.0.0")
    found = verified(tmp_path / "1.0.0")
    assert found.faults == []
    assert any("rule is " in note for note in found.notes)


def test_a_value_of_facts_only_is_checked_against_the_text(facts_only: Path) -> None:
    whole = verified(facts_only, code_version="abc")
    assert vars(whole) | {"files": 0, "rows": 0, "anchor": Verified().anchor} == vars(Verified(reports=1))
    alter(facts_only, "targets", in_row(0, "value", lambda value: value + 1))
    same, other = verified(facts_only, code_version="abc"), verified(facts_only, code_version="xyz")
    assert any("value is 8, the text says 7" in fault for fault in same.faults)
    assert any("value is " in fault and ", not " in fault for fault in same.faults)
    assert [fault.split(": ")[1] for fault in other.faults] == ["value is 8, the text says 7"], (
        "the digits need no grammar"
    )
    assert other.notes


def test_a_row_that_was_put_in_or_left_out_is_found(facts_only: Path) -> None:
    alter(facts_only, "targets", in_row(1, "target_id", lambda _: pl.lit("650000-2023@1")))
    # The outcome of the row goes with it, else its foreign key would tell.
    targets = pl.read_parquet(facts_only / "targets.parquet")["target_id"]
    alter(facts_only, "outcomes", pl.Series("target_id", targets))
    faults = verified(facts_only, code_version="abc").faults
    assert any("650000-2023@1: the row is not read out of the text" in fault for fault in faults)
    assert any("the row that is read out of the text is missing" in fault for fault in faults)


def test_of_many_differences_the_first_are_told_and_the_others_counted(facts_only: Path) -> None:
    alter(facts_only, "targets", pl.col("char_end") + 1)
    faults = verified(facts_only, code_version="abc").faults
    assert len(faults) == MOST_LISTED + 1
    assert faults[-1] == f"targets: and {33 - MOST_LISTED} rows more"


def test_a_text_that_is_not_at_hand_is_said_to_be_not_compared(folder: Path, tmp_path: Path) -> None:
    found = verified(folder, tmp_path / "nowhere")
    assert (found.faults, found.not_at_hand, found.reports, found.rows) == ([], ["650000-2023"], 0, 0)


def test_another_text_of_a_report_is_no_fault_and_is_said_to_be_not_compared(folder: Path, tmp_path: Path) -> None:
    result = verified(folder, another_text(tmp_path))
    assert (result.faults, result.notes, result.not_at_hand) == ([], [], [])
    assert (result.another_text, result.reports, result.rows) == (["650000-2023"], 0, 0)


def test_of_several_texts_of_a_report_the_one_that_the_package_was_made_of_is_compared(
    folder: Path, tmp_path: Path
) -> None:
    result = verified(folder, another_text(tmp_path), RAW)
    assert (result.faults, result.another_text, result.reports, result.rows) == ([], [], 1, 33 + 16)
    alter(folder, "targets", in_row(0, "quote", lambda quote: quote.str.replace("7%", "8%")))
    assert verified(folder, another_text(tmp_path), RAW).faults


def test_another_text_of_the_very_raw_file_is_a_fault_unless_other_code_read_it(facts_only: Path) -> None:
    alter(facts_only, "reports", pl.col("text_sha256").str.reverse())
    same, other = verified(facts_only, code_version="abc"), verified(facts_only, code_version="xyz")
    assert same.another_text == other.another_text == ["650000-2023"]
    assert (same.notes, other.faults) == ([], [])
    for (reason,) in (same.faults, other.notes):
        assert reason.startswith("reports 650000-2023: the text of the same raw file has another SHA-256")


def test_a_package_of_others_that_does_not_say_which_texts_it_was_read_from_has_its_files_checked_alone(
    facts_only: Path,
) -> None:
    descriptor = json.loads((facts_only / "datapackage.json").read_text(encoding="utf-8"))
    columns = descriptor["resources"][0]["schema"]["fields"]
    descriptor["resources"][0]["schema"]["fields"] = [each for each in columns if each["name"] != "text_sha256"]
    (facts_only / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    path = facts_only / "reports.parquet"
    pl.read_parquet(path).drop("text_sha256").write_parquet(path)
    alter(facts_only, "regions", pl.col("region_code"))
    result = verified(facts_only)
    assert (result.faults, result.reports, result.not_at_hand, result.another_text) == ([], 0, [], [])


def another_text(tmp_path: Path) -> Path:
    """A folder that holds another text of the bundled report."""
    place = tmp_path / "reports" / "新疆维吾尔自治区"
    place.mkdir(parents=True, exist_ok=True)
    (place / "2023.md").write_text("2023年政府工作报告\n地区生产总值增长7%左右。", encoding="utf-8")
    return tmp_path / "reports"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        verified(tmp_path / "nothing")
