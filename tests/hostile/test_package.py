"""A stranger's package does no more than its tables say: it reads and writes nothing elsewhere, fetches nothing, and ends in time."""

import csv
import http.server
import json
import math
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

import pipelines.forms  # noqa: F401 - the forms register themselves
from pipelines.forms.export import export
from pipelines.packages import checks
from pipelines.packages.checks import database, validate
from pipelines.packages.checks.verify import verify
from pipelines.packages.diff import diff
from pipelines.packages.package import Package
from schemas.errors import InputError
from tests.hostile.strangers import FIELDS, ROWS, Descriptor, changed, hashed, package

Change = Callable[[Descriptor], Any]


@pytest.fixture(autouse=True)
def checked_as_if_long(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In DuckDB alone, as a long package is, but for the tests that are about frictionless."""
    if "frictionless" not in request.node.name:
        monkeypatch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return package(tmp_path / "grain")


def exported(folder: Path, into: Path) -> list[str]:
    return [path.name for path in export(folder, into)]


READERS: dict[str, Callable[[Path], Any]] = {
    "validate": validate,
    "verify": lambda folder: verify(folder, lambda report, file: None, lambda reports: {}),
    "diff": lambda folder: diff(folder, folder),
    "export": lambda folder: exported(folder, folder.parent / "into"),
}


def every_reader_refuses(folder: Path, reason: str) -> None:
    """No command opens it, each says why, and nothing is written."""
    before = sorted(folder.parent.rglob("*"))
    for name, read in READERS.items():
        if name == "verify":  # it asks for SHA256SUMS first
            with pytest.raises(InputError, match=reason):
                Package.open(folder)
            continue
        with pytest.raises(InputError, match=reason):
            read(folder)
    assert sorted(folder.parent.rglob("*")) == before


def every_reader_says(folder: Path, reason: str) -> None:
    """It may be opened, and is not what it says: `validate` lists it, the others refuse to read it."""
    faults = validate(folder)
    assert any(reason in fault for fault in faults), faults
    for name in ("diff", "export"):
        with pytest.raises(InputError, match="the package is not valid"):
            READERS[name](folder)
    assert not (folder.parent / "into").exists()


def test_a_package_of_a_stranger_that_is_whole_is_read_by_every_command(folder: Path) -> None:
    assert validate(folder) == []
    assert diff(folder, folder).changes.is_empty()
    assert exported(folder, folder.parent / "into") == ["harvest.csv", "grain.xlsx"]
    lines = (folder.parent / "into" / "harvest.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["plot,crop,tons", "a1,wheat,1200", "a2,rice,800", "b1,maize,-35"]


# Names


def _named(name: str) -> Change:
    return lambda descriptor: descriptor["resources"][0].update(name=name)


def _at(path: str) -> Change:
    return lambda descriptor: descriptor["resources"][0].update(path=path)


@pytest.mark.parametrize(
    "name",
    ["../../x_rejects", "/abs/x_rejects", "a/b", "a\\..\\b", "x:y", "con", "nul.x", "lpt1", "trailing.", "..", ".", "~", "a b", "a\x00b", "a\nb",
     "харвест", "a∕b", "a／b", "ａ", "=cmd", "$(id)", "%2e%2e", "x" * 201, "", "A"],
)  # fmt: skip
def test_a_resource_is_called_by_a_plain_name(folder: Path, name: str) -> None:
    every_reader_refuses(changed(folder, _named(name)), r"resources/0/name: the descriptor has another shape")


@pytest.mark.parametrize(
    "path",
    ["../../../etc/passwd", "/etc/passwd", "a/../../x.parquet", "a\\..\\x.parquet", "C:x.parquet", "con.parquet", "a/NUL/x.parquet", "x.parquet.",
     "x.parquet ", "a//x.parquet", "./x.parquet", "*.parquet", "x[12].parquet", "year=2023/x.parquet", "http://127.0.0.1/x.parquet",
     "s3://bucket/x.parquet", "file:///x.parquet", "data:text/csv,a", "x" * 300, "a／b.parquet", "x.parquet\x00.csv"],
)  # fmt: skip
def test_a_resource_lies_at_a_plain_path(folder: Path, path: str) -> None:
    every_reader_refuses(changed(folder, _at(path)), r"resources/0/path: the descriptor has another shape")


@pytest.mark.parametrize("name", ["con", "aux", "com1.x", "ends."])
def test_a_package_is_called_by_a_name_that_every_disk_has(folder: Path, name: str) -> None:
    every_reader_refuses(changed(folder, lambda descriptor: descriptor.update(name=name)), "name: the descriptor")


@pytest.mark.parametrize("name", ["console", "a.b", "auxiliary", "com10", "harvest-2023", "x_y", "0", "x" * 200])
def test_a_name_that_only_looks_like_a_device_is_taken(folder: Path, name: str) -> None:
    assert validate(changed(folder, _named(name))) == []


def test_two_paths_that_are_one_file_on_many_disks_are_refused(folder: Path) -> None:
    (folder / "HARVEST.parquet").write_bytes((folder / "harvest.parquet").read_bytes())
    twice = changed(
        folder, lambda descriptor: descriptor["resources"][1].update(path="HARVEST.parquet", format="parquet")
    )
    every_reader_refuses(twice, "two resources have the path harvest.parquet")


def test_a_path_in_a_folder_of_the_package_is_taken(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "harvest.parquet").rename(folder / "data" / "2023.parquet")
    assert validate(changed(folder, _at("data/2023.parquet"))) == []


# Files


@pytest.mark.parametrize("link", ["file", "folder", "absolute", "chain"])
def test_a_link_out_of_the_folder_is_followed_by_no_command(folder: Path, tmp_path: Path, link: str) -> None:
    secret = tmp_path / "elsewhere" / "harvest.parquet"
    secret.parent.mkdir()
    (folder / "harvest.parquet").rename(secret)
    if link == "folder":
        (folder / "data").symlink_to("../elsewhere")
        changed(folder, _at("data/harvest.parquet"))
    elif link == "chain":
        (folder / "first.parquet").symlink_to("../elsewhere/harvest.parquet")
        (folder / "harvest.parquet").symlink_to("first.parquet")
    else:
        (folder / "harvest.parquet").symlink_to(secret if link == "absolute" else Path("../elsewhere/harvest.parquet"))
    every_reader_refuses(folder, "it leads out of the package's folder")


@pytest.mark.parametrize("what", ["loop", "pipe", "folder", "nothing"])
def test_what_is_no_file_in_place_of_a_table_is_said_at_once(folder: Path, what: str) -> None:
    file = folder / "harvest.parquet"
    file.unlink()
    if what == "loop":
        file.symlink_to("harvest.parquet")
    elif what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    every_reader_says(folder, "harvest.parquet: there is no such file")


@pytest.mark.parametrize("what", ["pipe", "folder", "loop", "device"])
def test_what_is_no_file_in_place_of_the_descriptor_is_said_at_once(folder: Path, what: str) -> None:
    file = folder / "datapackage.json"
    file.unlink()
    if what == "pipe":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero" if what == "device" else "datapackage.json")
    every_reader_refuses(folder, "there is no such descriptor|leads out of the package's folder")


def test_a_foreign_key_reads_no_file(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.parquet"
    ROWS.write_parquet(secret)
    shutil.copy(secret, folder / "beside.parquet")
    for other in (str(secret), "../secret.parquet", "beside.parquet", "https://127.0.0.1/x.parquet", "s3://b/x.parquet", "resources",
                  "duckdb_secrets", "harvest_csv; DROP"):  # fmt: skip
        key = {"fields": ["plot"], "reference": {"resource": other, "fields": ["plot"]}}
        changed(folder, lambda descriptor, key=key: descriptor["resources"][0]["schema"].update(foreignKeys=[key]))  # type: ignore[misc]
        every_reader_refuses(folder, "a foreign key refers to")


def test_a_foreign_key_of_two_columns_is_asked_whole(folder: Path) -> None:
    key = {"fields": ["plot", "crop"], "reference": {"resource": "harvest_csv", "fields": ["plot", "crop"]}}
    changed(folder, lambda descriptor: descriptor["resources"][0]["schema"].update(foreignKeys=[key]))
    assert validate(folder) == []
    (folder / "harvest.csv").write_text("plot,crop,tons\na1,rice,1200\na2,wheat,800\nb1,maize,-35\n")
    every_reader_says(hashed(folder), "harvest.parquet: 2 values of plot, crop are not in harvest_csv.plot, crop")


def test_a_database_over_a_package_reads_nothing_else(folder: Path, tmp_path: Path) -> None:
    import duckdb

    ROWS.write_parquet(tmp_path / "secret.parquet")
    opened = Package.open(folder)
    frame = ROWS  # noqa: F841 - a name that DuckDB would find, were it let
    with database.opened(opened, opened.resources) as (tables, faults):
        assert faults == [] and tables.ask("SELECT count(*) FROM harvest") == [(3,)]
        for question in (
            f"SELECT * FROM '{tmp_path}/secret.parquet'", "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/*')",
            "SELECT * FROM frame", "INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET memory_limit = '100GB'",
            f"COPY harvest TO '{tmp_path}/out.csv'", f"ATTACH '{tmp_path}/x.db'", "SELECT * FROM 'http://127.0.0.1:9/x.parquet'",
        ):  # fmt: skip
            with pytest.raises(duckdb.Error):
                tables.ask(question)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grain", "secret.parquet"]


# Folders

FOLDERS = (
    "year=2023",
    "a[b]",
    "*",
    "?",
    "[!a]",
    "%41",
    "{x}",
    "~",
    "with blank",
    "数据 包",
    "q'uote",
    'q"uote',
    "a,b",
    "-x",
    "a;b",
    "back\\slash",
    "**",
)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_good_package_is_good_whatever_its_folder_is_called(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tmp_path / "neighbour", ROWS.head(1))
    folder = package(tmp_path / name)
    assert validate(folder) == []
    monkeypatch.chdir(tmp_path)
    assert validate(Path(name)) == [], "as a path that begins where one stands"
    assert exported(Path(name), tmp_path / "into") == ["harvest.csv", "grain.xlsx"]
    assert diff(folder, tmp_path / "neighbour").changes["kind"].to_list() == ["withdrawn", "withdrawn"]


# Cells


LIVE = [
    "=1+1", "+1+cmd", "-1+cmd", "@SUM(A1)", "=HYPERLINK(\"http://127.0.0.1\")", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＠x", "\u200b=1", "\ufeff=1",
    "－1+x", "\u00ad=1", "=", "@x", "  +x",
]  # fmt: skip


@pytest.mark.parametrize("cell", LIVE)
def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_written_as_text(tmp_path: Path, cell: str) -> None:
    folder = package(tmp_path / "grain", ROWS.with_columns(crop=pl.lit(cell)))
    changed(folder, lambda descriptor: descriptor["resources"].pop())
    exported(folder, tmp_path / "into")
    with (tmp_path / "into" / "harvest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["crop"].lstrip("\r\n\t ")[0] for row in rows] == ["'"] * 3
    assert [row["tons"] for row in rows] == ["1200", "800", "-35"], "a number keeps its sign"
    sheet = openpyxl.load_workbook(tmp_path / "into" / "grain.xlsx")["harvest"]
    assert {row[1].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}


@pytest.mark.parametrize("cell", ["wheat = bread", "3-4", "a@b.org", "小麦", "'quoted'", "-3.5", "x+y", "§1"])
def test_a_cell_that_is_no_formula_stays_as_it_is(tmp_path: Path, cell: str) -> None:
    folder = package(tmp_path / "grain", ROWS.with_columns(crop=pl.lit(cell)))
    exported(folder, tmp_path / "into")
    with (tmp_path / "into" / "harvest.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["crop"] for row in csv.DictReader(file)} == {cell}


@pytest.mark.parametrize("name", ["=1+1", "@x", "＝x", "a\nb", "\u202eabc", "a\x07", "", "x" * 201])
def test_a_column_is_called_by_what_may_head_a_spreadsheet(folder: Path, name: str) -> None:
    every_reader_refuses(
        changed(folder, lambda descriptor: descriptor["resources"][0]["schema"]["fields"][1].update(name=name)),
        "resources/0/schema/fields/1/name",
    )


@pytest.mark.parametrize(
    "name", ['a"b', "a'; DROP TABLE harvest; --", "a,b", "key", "place", "产量", "tons new", "select", "a.b"]
)
def test_a_column_of_any_other_name_is_read(tmp_path: Path, name: str) -> None:
    fields = [FIELDS[0], FIELDS[1] | {"name": name}, FIELDS[2]]
    folder = package(tmp_path / "grain", ROWS.rename({"crop": name}), fields)
    assert validate(folder) == [] and diff(folder, folder).changes.is_empty()
    assert exported(folder, tmp_path / "into") == ["harvest.csv", "grain.xlsx"]
    with (tmp_path / "into" / "harvest.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == ["plot", name, "tons"]


@pytest.mark.parametrize("name", ["codebook", "history", "harvest-of-all-plots-of-the-cooperative", "overview"])
def test_a_table_whose_name_no_sheet_may_have_has_a_sheet_all_the_same(folder: Path, name: str) -> None:
    exported(changed(folder, _named(name)), folder.parent / "into")
    book = openpyxl.load_workbook(folder.parent / "into" / "grain.xlsx")
    assert len(book.sheetnames) == 3 and book.worksheets[1].max_row == 4


@pytest.mark.parametrize("name", ["targets", "outcomes", "statistics", "reports", "matches", "vintages"])
def test_a_table_that_only_has_a_name_of_ours_is_written_as_it_is(folder: Path, name: str) -> None:
    exported(changed(folder, _named(name)), folder.parent / "into")
    assert (folder.parent / "into" / f"{name}.csv").is_file()
    assert diff(folder, folder).changes.is_empty()


def test_targets_and_outcomes_of_others_give_no_overview(folder: Path) -> None:
    ROWS.write_parquet(folder / "o.parquet")
    changed(folder, _named("targets"))
    changed(folder, lambda d: d["resources"][1].update(name="outcomes", path="o.parquet", format="parquet"))
    exported(hashed(folder), folder.parent / "into")
    assert openpyxl.load_workbook(folder.parent / "into" / "grain.xlsx").sheetnames == [
        "说明 About",
        "targets",
        "outcomes",
        "codebook",
    ]


# Where an export writes


def test_an_export_writes_nothing_into_the_package(folder: Path) -> None:
    for into in (folder / "into", folder, folder / "a" / ".." / "into"):
        with pytest.raises(InputError, match="it lies in the package itself"):
            exported(folder, into)
    assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "harvest.csv", "harvest.parquet"]


def test_an_export_without_parquet_is_said(folder: Path) -> None:
    changed(folder, lambda descriptor: descriptor["resources"].pop(0))
    assert validate(folder) == []
    with pytest.raises(InputError, match="it holds no table as Parquet"):
        exported(folder, folder.parent / "into")


# Fetching


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that answers everything, and what it was asked for."""
    paths: list[str] = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"fields": []}')

        do_HEAD = do_GET  # noqa: N815 - a name of the library

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


PLACES: list[tuple[str | int, ...]] = [
    ("$schema",), ("profile",), ("extrapaths",), ("basepath",), ("licenses", 0, "path"), ("sources",), ("package",), ("image",), ("homepage",),
    ("resources", 0), ("resources", 0, "path"), ("resources", 0, "profile"), ("resources", 0, "$schema"), ("resources", 0, "schema"),
    ("resources", 0, "dialect"), ("resources", 0, "scheme"), ("resources", 0, "control"), ("resources", 0, "extrapaths"),
    ("resources", 0, "basepath"), ("resources", 0, "package"), ("resources", 0, "compression"), ("resources", 0, "innerpath"),
    ("resources", 0, "encoding"), ("resources", 0, "mediatype"), ("resources", 0, "format"), ("resources", 0, "type"),
    ("resources", 0, "jsonschema"), ("resources", 0, "schema", "$schema"), ("resources", 0, "schema", "profile"),
    ("resources", 0, "schema", "fields", 0, "$ref"), ("resources", 0, "schema", "fields", 0, "rdfType"),
    ("resources", 0, "schema", "fields", 0, "constraints", "jsonSchema"), ("resources", 0, "sources"), ("resources", 1, "schema", "type"),
    ("resources", 1, "dialect"), ("resources", 1, "scheme"), ("resources", 1, "format"), ("resources", 1, "schema", "fields", 0, "type"),
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "/".join(map(str, place)))
def test_nothing_that_a_package_names_is_fetched_frictionless(
    folder: Path, asked: tuple[str, list[str]], place: tuple[str | int, ...]
) -> None:
    address, paths = asked
    for value in (f"{address}/x.json", [f"{address}/x.json"], {"$ref": f"{address}/x.json"}):
        copy = Path(shutil.copytree(folder, folder.parent / "copy"))
        changed(copy, lambda descriptor, value=value: _put(descriptor, place, value))  # type: ignore[misc]
        with suppress(InputError):
            validate(copy)
        shutil.rmtree(copy)
    assert paths == []


@pytest.mark.parametrize(
    "value", ["file:///etc/hostname", "s3://bucket/x.json", "sql", "remote", "multipart", "/etc/hostname"]
)
def test_nothing_else_of_this_machine_is_read_or_loaded_frictionless(folder: Path, value: str) -> None:
    for place in (("resources", 0, "schema"), ("resources", 1, "scheme"), ("resources", 1, "format"), ("resources", 1, "type"),
                  ("resources", 1, "dialect"), ("resources", 1, "schema", "fields", 0, "type")):  # fmt: skip
        copy = Path(shutil.copytree(folder, folder.parent / "copy"))
        with pytest.raises(InputError, match="the descriptor has another shape"):
            validate(changed(copy, lambda descriptor, place=place: _put(descriptor, place, value)))  # type: ignore[misc]
        shutil.rmtree(copy)


def _put(descriptor: Any, place: tuple[str | int, ...], value: Any) -> None:
    """Set what stands at a place."""
    for step in place[:-1]:
        descriptor = descriptor.setdefault(step, {}) if isinstance(descriptor, dict) else descriptor[step]
    descriptor[place[-1]] = value


# Patterns and constraints


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(a|a)*b", r"(a|aa)+$", r"((a*)*)*b", r"(.*a){12}", r"^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_no_pattern_takes_longer_than_its_text_frictionless(tmp_path: Path, pattern: str) -> None:
    folder = package(tmp_path / "grain", ROWS.with_columns(crop=pl.lit("a" * 3000 + "!")))
    changed(
        folder,
        lambda d: [each["schema"]["fields"][1].update(constraints={"pattern": pattern}) for each in d["resources"]],
    )
    every_reader_says(folder, "harvest.parquet: 3 values of crop break its pattern")


@pytest.mark.parametrize(
    "pattern", [r"(a)\1", "a(?=b)", "(?<!a)b", "[", "(?P<n>a)(?P=n)", "(a{1000}){1000}", "a(?>b)", "\\"]
)
def test_a_pattern_that_cannot_be_run_in_time_is_named(folder: Path, pattern: str) -> None:
    changed(folder, lambda d: d["resources"][0]["schema"]["fields"][1].update(constraints={"pattern": pattern}))
    every_reader_says(folder, "harvest.parquet: the pattern of crop, ")


@pytest.mark.parametrize("pattern", ["[a-z]+", "^[a-z]{4,5}$", r"\p{L}+", "(?i)WHEAT|RICE|MAIZE", "wheat|rice|maize"])
def test_a_plain_pattern_is_kept_frictionless(folder: Path, pattern: str) -> None:
    changed(
        folder,
        lambda d: [each["schema"]["fields"][1].update(constraints={"pattern": pattern}) for each in d["resources"]],
    )
    assert validate(folder) == []


KEPT: list[tuple[int, dict[str, Any], str | None]] = [
    (1, {"minLength": 4, "maxLength": 5, "unique": True}, None), (1, {"minLength": 5}, "shorter than its minLength"),
    (1, {"maxLength": 4}, "pass its maxLength"), (1, {"enum": ["wheat", "rice"]}, "not among those allowed"),
    (2, {"enum": [1200, 800, -35]}, None), (2, {"enum": [1200.0, 800]}, "not among those allowed"), (2, {"minimum": -35}, None),
    (2, {"exclusiveMinimum": -35}, "pass its exclusiveMinimum"), (2, {"maximum": 1199}, "pass its maximum"),
    (2, {"exclusiveMaximum": 1201}, None), (0, {"required": True, "unique": True}, None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "constraints", "fault"), KEPT)
def test_every_constraint_that_is_let_through_is_kept(
    folder: Path, place: int, constraints: dict[str, Any], fault: str | None
) -> None:
    changed(
        folder, lambda d: [each["schema"]["fields"][place].update(constraints=constraints) for each in d["resources"]]
    )
    faults = validate(folder)
    assert (faults == []) if fault is None else all(fault in each for each in faults) and len(faults) == 2, faults


@pytest.mark.parametrize(
    "constraints",
    [{"minLength": "a"}, {"minLength": -1}, {"maxLength": 1.5}, {"enum": [{}]}, {"enum": []}, {"enum": {}}, {"enum": ["a"] * 10_001}, {"enum": [1]},
     {"minimum": "a"}, {"minimum": []}, {"maximum": True}, {"pattern": 7}, {"pattern": "a" * 1001}, {"required": "yes"}, {"unique": 1},
     {"jsonSchema": {}}, {"unknown": 1}, [], "x", None, 7],
)  # fmt: skip
def test_a_constraint_that_says_nothing_is_refused(folder: Path, constraints: Any) -> None:
    changed(folder, lambda d: d["resources"][0]["schema"]["fields"][1].update(constraints=constraints))
    every_reader_refuses(folder, "resources/0/schema/fields/1")


def test_a_bound_of_days_is_kept_and_one_that_is_none_refused(tmp_path: Path) -> None:
    rows = ROWS.with_columns(day=pl.Series(["2023-09-01", "2023-10-01", "2023-08-15"]).str.to_date())
    fields = [*FIELDS, {"name": "day", "type": "date", "title": "Day", "description": "When it was in."}]
    folder = package(tmp_path / "grain", rows, fields)
    for constraints, fault in (
        ({"minimum": "2023-08-15"}, None),
        ({"maximum": "2023-09-30"}, "1 values of day pass its maximum"),
    ):
        changed(
            folder,
            lambda d, bound=constraints: [
                each["schema"]["fields"][3].update(constraints=bound) for each in d["resources"]
            ],
        )  # type: ignore[misc]
        assert [each.partition(": ")[2] for each in validate(folder)] == ([fault] * 2 if fault else [])
    for bound in ("2023-02-30", "%Y", 20230801):
        changed(
            folder,
            lambda d, bound=bound: d["resources"][0]["schema"]["fields"][3].update(constraints={"minimum": bound}),
        )  # type: ignore[misc]
        every_reader_refuses(folder, "is no date")


def test_words_for_what_is_missing_are_those_of_the_descriptor_frictionless(folder: Path) -> None:
    (folder / "harvest.csv").write_text("plot,crop,tons\na1,wheat,1200\na2,rice,n.n.\nb1,,-35\n")
    changed(hashed(folder), lambda d: d["resources"][1]["schema"].update(missingValues=["", "n.n."]))
    assert validate(folder) == []
    changed(folder, lambda d: d["resources"][1]["schema"].update(missingValues=[""]))
    assert any("values of tons are no integer" in fault for fault in validate(folder))


@pytest.mark.parametrize("kind", ["%d/%m/%Y", "%" * 5000, "any", "email", "binary", 7, None])
def test_a_format_that_is_not_checked_is_refused(folder: Path, kind: Any) -> None:
    changed(folder, lambda d: d["resources"][0]["schema"]["fields"][1].update(format=kind))
    every_reader_refuses(folder, "resources/0/schema/fields/1/format")


def test_questions_to_a_package_end_when_their_time_is_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SECONDS", 5)
    opened, endless = (
        Package.open(folder),
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3",
    )
    with database.opened(opened, opened.resources) as (tables, _):
        for _ in range(2):
            with pytest.raises(InputError, match="its tables cannot be checked within 5 seconds"):
                tables.ask(endless)


# Shapes


SHAPES: dict[str, Change] = {
    "resources null": lambda d: d.update(resources=None),
    "resources a dict": lambda d: d.update(resources={"harvest": d["resources"][0]}),
    "resources lists": lambda d: d.update(resources=[d["resources"]]),
    "resources missing": lambda d: d.pop("resources"),
    "resources a text": lambda d: d.update(resources="harvest.parquet"),
    "a resource null": lambda d: d["resources"].append(None),
    "schema a text": lambda d: d["resources"][0].update(schema="schema.json"),
    "schema a list": lambda d: d["resources"][0].update(schema=[]),
    "fields a dict": lambda d: d["resources"][0]["schema"].update(fields={"plot": {}}),
    "a field twice": lambda d: d["resources"][0]["schema"]["fields"].append(FIELDS[0]),
    "a field twice in capitals": lambda d: d["resources"][0]["schema"]["fields"].append(FIELDS[0] | {"name": "PLOT"}),
    "name a number": lambda d: d.update(name=7),
    "name a list": lambda d: d["resources"][0].update(name=["harvest"]),
    "title a dict": lambda d: d.update(title={"en": "Grain"}),
    "description a list": lambda d: d["resources"][0].update(description=["x"]),
    "title with a NUL": lambda d: d.update(title="a\x00b"),
    "title of an escape": lambda d: d["resources"][0].update(title="\x1b[2J"),
    "title without end": lambda d: d.update(title="x" * 100_001),
    "bytes a text": lambda d: d["resources"][0].update(bytes="12"),
    "bytes below none": lambda d: d["resources"][0].update(bytes=-1),
    "hash a number": lambda d: d["resources"][0].update(hash=0),
    "rows a float": lambda d: d["resources"][0].update(rows=3.0),
    "rows true": lambda d: d["resources"][0].update(rows=True),
    "primary key a dict": lambda d: d["resources"][0]["schema"].update(primaryKey={"plot": 1}),
    "primary key of nothing": lambda d: d["resources"][0]["schema"].update(primaryKey=["nobody"]),
    "unique keys of lists": lambda d: d["resources"][0]["schema"].update(uniqueKeys=[[["plot"]]]),
    "foreign keys a dict": lambda d: d["resources"][0]["schema"].update(foreignKeys={"plot": "x"}),
    "foreign key without fields": lambda d: d["resources"][0]["schema"].update(foreignKeys=[{"reference": {}}]),
    "foreign key of one and two": lambda d: d["resources"][0]["schema"].update(
        foreignKeys=[{"fields": ["plot"], "reference": {"fields": ["plot", "crop"]}}]
    ),
    "missing values a text": lambda d: d["resources"][0]["schema"].update(missingValues="NA"),
    "categories of numbers": lambda d: d["resources"][0]["schema"]["fields"][1].update(categories=[1, 2]),
    "contributors a dict": lambda d: d.update(contributors={"title": "x"}),
    "created a number": lambda d: d.update(created=2024),
    "columns without end": lambda d: d["resources"][0]["schema"].update(
        fields=[FIELDS[0] | {"name": f"c{number}"} for number in range(1001)]
    ),
    "a million wrong resources": lambda d: d.update(resources=[0] * 1_000_000),
    "a key as a text of many": lambda d: d["resources"][0].update({"x" * 10_000: 1}),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_descriptor_of_another_shape_is_one_sentence(folder: Path, shape: str) -> None:
    changed(folder, SHAPES[shape])
    with pytest.raises(InputError) as refused:
        validate(folder)
    sentence = str(refused.value)
    assert "datapackage.json" in sentence and "the descriptor has another shape" in sentence
    assert "None: None" not in sentence and len(sentence) < 1500 and sentence.isprintable()
    every_reader_refuses(folder, "the descriptor has another shape")


JSON: dict[str, Callable[[str], bytes]] = {
    "empty": lambda text: b"",
    "a list": lambda text: b"[]",
    "a text": lambda text: b'"datapackage"',
    "blanks": lambda text: b" \n",
    "cut off": lambda text: text.encode()[:-5],
    "twice": lambda text: text.encode() * 2,
    "with a mark before it": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "GB18030": lambda text: text.replace("Grain", "粮食").encode("gb18030"),
    "NaN": lambda text: text.replace('"rows": 3', '"rows": NaN').encode(),
    "infinity": lambda text: text.replace('"rows": 3', '"rows": -Infinity').encode(),
    "beyond a float": lambda text: text.replace('"rows": 3', '"rows": 1e999').encode(),
    "a huge number": lambda text: text.replace('"rows": 3', '"rows": ' + "9" * 400).encode(),
    "an endless number": lambda text: text.replace('"rows": 3', '"rows": ' + "9" * 5000).encode(),
    "a key twice": lambda text: text.replace('"rows": 3', '"rows": 3, "rows": 4').encode(),
    "half a sign": lambda text: text.replace("Grain", "\\ud800").encode(),
    "deep": lambda text: text.replace('"Grain"', "[" * 10_000 + "]" * 10_000).encode(),
    "somewhat deep": lambda text: text.replace(
        '"created"', '"x": ' + '{"y":' * 300 + "1" + "}" * 300 + ', "created"'
    ).encode(),
    "a NUL": lambda text: text.replace("Grain", "Gr\x00ain").encode(),
}


@pytest.mark.parametrize("kind", JSON)
def test_a_descriptor_that_is_no_json_of_ours_is_one_sentence(folder: Path, kind: str) -> None:
    file = folder / "datapackage.json"
    file.write_bytes(JSON[kind](file.read_text(encoding="utf-8")))
    every_reader_refuses(folder, r"datapackage\.json.*: the descriptor (is no JSON|has another shape)")


VALUES = (
    None,
    0,
    -1,
    "",
    [],
    {},
    "x",
    "x" * 5000,
    [[[{"a": []}]]],
    True,
    1.5,
    "../../x",
    "a\x00b",
    2**62,
    ["x", "x"],
    {"x": 1},
)


def _places(node: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a document."""
    yield place
    for step, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _places(child, (*place, step))


def test_whatever_stands_at_a_place_of_a_descriptor_it_is_refused_or_checked(folder: Path) -> None:
    file = folder / "datapackage.json"
    good = json.loads(file.read_text(encoding="utf-8"))
    cases = [(place, value) for place in _places(good) if place for value in VALUES]
    for place, value in random.Random(22).sample(cases, 60):
        descriptor = deepcopy(good)
        _put(descriptor, place, value)
        file.write_text(json.dumps(descriptor), encoding="utf-8")
        try:
            faults = validate(folder)
        except InputError as error:
            faults = [str(error)]
        assert all("None: None" not in fault and "\x00" not in fault for fault in faults), (place, value)


# Tables


def _parquet_alone(folder: Path, table: pa.Table, fields: list[dict[str, Any]]) -> Path:
    """A package of one table in Parquet, as a program wrote it that knows other types."""
    pyarrow.parquet.write_table(table, folder / "harvest.parquet")

    def change(descriptor: Descriptor) -> None:
        descriptor["resources"] = descriptor["resources"][:1]
        descriptor["resources"][0].update(rows=table.num_rows, schema={"fields": fields})

    return hashed(changed(folder, change))


TYPES: dict[str, tuple[pa.Array, str]] = {
    "list": (pa.array([["x"], ["y"]]), "string"),
    "list of numbers": (pa.array([[1], [2]]), "integer"),
    "struct": (pa.array([{"x": 1}, {"x": 2}]), "integer"),
    "map": (pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64())), "string"),
    "bytes": (pa.array([b"\xff\xfe", b"x"]), "string"),
    "time": (pa.array([1, 2], pa.timestamp("s")), "date"),
    "float": (pa.array([math.inf, math.nan]), "number"),
    "nothing": (pa.nulls(2), "string"),
    "small": (pa.array([1, 2], pa.int8()), "integer"),
}


@pytest.mark.parametrize("kind", TYPES)
def test_a_column_of_another_type_is_named(folder: Path, kind: str) -> None:
    cells, named = TYPES[kind]
    every_reader_says(_parquet_alone(folder, pa.table({"crop": cells}), [FIELDS[1] | {"type": named}]), f"not {named}")


def test_a_column_that_is_another_to_each_reader_is_not_written(folder: Path) -> None:
    spans = pa.table({"tons": pa.array([1, 2], pa.duration("s"))})
    with pytest.raises(InputError, match=r"harvest\.parquet, tons: the column is Duration.*, not integer"):
        exported(_parquet_alone(folder, spans, [FIELDS[2]]), folder.parent / "into")


def test_a_column_that_says_each_word_once_is_read_as_words(folder: Path) -> None:
    words = pa.table({"crop": pa.array(["wheat", "rice", "wheat"]).dictionary_encode()})
    assert exported(_parquet_alone(folder, words, [FIELDS[1]]), folder.parent / "into") == ["harvest.csv", "grain.xlsx"]


def test_a_few_bytes_that_unfold_without_end_are_not_unfolded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.packages.checks import tables

    monkeypatch.setattr(tables, "LARGEST_FILE", 1_000_000)
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), pa.array(["x" * 1000]))
    _parquet_alone(folder, pa.table({"crop": long}), [FIELDS[1]])
    assert (folder / "harvest.parquet").stat().st_size < 5000
    every_reader_says(folder, "1000000 bytes of crop are more than the 1,000,000 that are unfolded")


@pytest.mark.parametrize(
    "content",
    [b"", b"PAR1PAR1", b"PAR1" + b"\xff" * 100 + b"\xff\xff\xff\x7fPAR1", b"PK\x03\x04", b"\x1f\x8b" + bytes(50)],
)
def test_a_table_that_is_no_parquet_is_named(folder: Path, content: bytes) -> None:
    (folder / "harvest.parquet").write_bytes(content)
    every_reader_says(hashed(folder), "harvest.parquet: cannot be read")


def test_a_table_with_any_byte_changed_is_read_or_named(folder: Path) -> None:
    file, chance = folder / "harvest.parquet", random.Random(22)
    good = file.read_bytes()
    for _ in range(25):
        content = bytearray(good)
        content[chance.randrange(len(content))] = chance.randrange(256)
        file.write_bytes(content)
        hashed(folder)
        try:
            exported(folder, folder.parent / "into")
        except InputError as error:
            assert "harvest.parquet" in str(error)
        shutil.rmtree(folder.parent / "into", ignore_errors=True)


TEXTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "its columns are none, not plot, crop, tons"),
    "other columns": (b"plot,tons,crop\na1,1,x\n", "its columns are plot, tons, crop, not plot, crop, tons"),
    "semicolons": (b"plot;crop;tons\na1;x;1\n", "its columns are plot;crop;tons"),
    "UTF-16": ("plot,crop,tons\na1,x,1\n".encode("utf-16"), "its columns are"),
    "GB18030": ("plot,crop,tons\na1,小麦,1\na2,b,2\na3,c,3\n".encode("gb18030"), "cannot be read"),
    "an open quotation": (b'plot,crop,tons\na1,"x,1\na2,b,2\na3,c,3\n', "cannot be read"),
    "many commas": (b"plot,crop,tons\na1" + b",x" * 100_000 + b"\n", "cannot be read"),
    "many quotations": (b"plot,crop,tons\n" + b'"' * 100_001 + b"\n", "cannot be read"),
    "one cell too few": (b"plot,crop,tons\na1,x\na2,b,2\na3,c,3\n", "cannot be read"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(100), "its columns are"),
    "no number": (b"plot,crop,tons\na1,x,many\na2,b,2\na3,c,3\n", "1 values of tons are no integer"),
    "one row more": (b"plot,crop,tons\na1,x,1\na2,b,2\na3,c,3\na4,d,4\n", "1 rows more or fewer"),
    "a head without end": (b"plot,crop,tons" + b"x" * 2_000_000, "harvest.csv: "),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_csv_that_is_none_of_ours_is_named(folder: Path, kind: str) -> None:
    content, reason = TEXTS[kind]
    (folder / "harvest.csv").write_bytes(content)
    every_reader_says(hashed(folder), reason)


@pytest.mark.parametrize("kind", ["a mark before it", "lines of Windows", "quotations"])
def test_a_csv_as_others_write_it_is_read_frictionless(folder: Path, kind: str) -> None:
    text = "plot,crop,tons\na1,wheat,1200\na2,rice,800\nb1,maize,-35\n"
    text = {
        "a mark before it": "\ufeff" + text,
        "lines of Windows": text.replace("\n", "\r\n"),
        "quotations": text.replace("wheat", '"wh""e,at"'),
    }[kind]
    (folder / "harvest.csv").write_bytes(text.encode())
    assert validate(hashed(folder)) == []


def test_a_file_of_another_size_than_told_is_named(folder: Path) -> None:
    changed(folder, lambda d: d["resources"][1].update(bytes=7))
    every_reader_says(folder, "harvest.csv: it has 54 bytes, not 7")


# Comparing


def test_rows_that_repeat_are_not_compared_each_with_each(tmp_path: Path) -> None:
    many = pl.concat([ROWS] * 20_000)
    one, other = (package(tmp_path / name, rows) for name, rows in (("one", many), ("other", many.head(30_000))))
    for folder in (one, other):
        changed(
            folder,
            lambda d: [each["schema"].pop("primaryKey") for each in d["resources"] if "primaryKey" in each["schema"]],
        )
    assert diff(one, other).changes.is_empty()


def test_rows_of_a_table_of_ours_that_repeat_their_key_are_named(tmp_path: Path) -> None:
    rows = ROWS.rename({"plot": "target_id"})
    fields = [FIELDS[0] | {"name": "target_id"}, *FIELDS[1:]]
    folder = package(tmp_path / "grain", pl.concat([rows, rows]), fields)
    changed(folder, _named("targets"))
    changed(folder, lambda d: [each["schema"].update(primaryKey=["target_id", "crop"]) for each in d["resources"]])
    changed(folder, lambda d: [each["schema"].pop("primaryKey", None) for each in d["resources"]])
    with pytest.raises(InputError, match="targets, target_id: rows repeat the key by which they are compared"):
        diff(folder, folder)
