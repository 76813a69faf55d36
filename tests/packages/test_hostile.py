"""A package that somebody else wrote is opened only as far as it was looked at: each trick is refused, and named with file and reason."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.export import export
from pipelines.packages import changelog, package
from pipelines.packages.checks import validate
from pipelines.packages.checks.verify import verify
from pipelines.packages.diff import diff
from pipelines.packages.package import Files, Package
from schemas.errors import InputError

Descriptor = dict[str, Any]


def described(folder: Path, change: Callable[[Descriptor], Any]) -> Path:
    """Change the descriptor of a package; gives its folder back."""
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor)
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def test_a_package_of_our_own_opens_with_its_tables(folder: Path) -> None:
    opened = Package.open(folder)
    assert (opened.name, opened.version, opened.changes()) == ("small-2023", "1.0.0", None)
    assert opened.tables()["targets"]["target_id"].to_list() == ["650000-2023@5", "650000-2023@40", "650000-2023@300"]
    assert opened.table("outcomes", ["status"]).columns == ["status"]
    assert Package.open(folder / "datapackage.json").descriptor == opened.descriptor
    with pytest.raises(InputError, match="no such table"):
        opened.table("nobody")


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../1.0.0/targets.parquet", "tables/../../x.parquet", "..", "targets*.parquet", "https://example.org/t.parquet",
     "file:///etc/passwd", "C:\\t.parquet", "a\\..\\b.parquet", "~/t.parquet", ".hidden", "a//b.parquet", "t.parquet\n", ""],
)  # fmt: skip
def test_a_path_that_may_lead_elsewhere_is_refused(folder: Path, path: str) -> None:
    described(folder, lambda descriptor: descriptor["resources"][0].update(path=path))
    with pytest.raises(InputError, match=r"datapackage\.json, resources/0/path: the descriptor has another shape"):
        Package.open(folder)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda descriptor: descriptor.update(name="../other"), "name"),
        (lambda descriptor: descriptor.update(name="Other Package"), "name"),
        (lambda descriptor: descriptor.update(version="1.0.0/../.."), "version"),
        (lambda descriptor: descriptor.update(version=1), "version"),
        (lambda descriptor: descriptor.pop("created"), "created"),
        (lambda descriptor: descriptor.update(profile="https://example.org/profile.json"), "profile"),
        (lambda descriptor: descriptor.update(resources={}), "resources"),
        (lambda descriptor: descriptor.update(resources=[]), "resources"),
        (lambda descriptor: descriptor["resources"].append("targets"), r"resources/\d+"),
        (lambda descriptor: descriptor["resources"][0].update(name="targets'; DROP"), "resources/0/name"),
        (lambda descriptor: descriptor["resources"][0].update(name=descriptor["resources"][1]["name"]), ""),
        (lambda descriptor: descriptor["resources"][0].update(path=descriptor["resources"][1]["path"]), ""),
        (lambda descriptor: descriptor["resources"][0].update(format="pickle"), "resources/0/format"),
        (lambda descriptor: descriptor["resources"][0].update(rows="many"), "resources/0/rows"),
        (lambda descriptor: descriptor["resources"][0].update(rows=10**12), "resources/0/rows"),
        (lambda descriptor: descriptor["resources"][0].update(hash="sha256:0"), "resources/0/hash"),
        (lambda descriptor: descriptor["resources"][0].update(dialect="https://example.org/d.json"), "resources/0/dialect"),
        (lambda descriptor: descriptor["resources"][0].update(schema="https://example.org/s.json"), "resources/0/schema"),
        (lambda descriptor: descriptor["resources"][0]["schema"].update(fields=[]), "resources/0/schema/fields"),
        (lambda descriptor: descriptor["resources"][0]["schema"]["fields"][0].update(type="any"), "resources/0/schema/fields/0/type"),
        (lambda descriptor: descriptor["resources"][0]["schema"].update(primaryKey=7), "resources/0/schema/primaryKey"),
    ],
)  # fmt: skip
def test_a_descriptor_of_another_shape_is_refused_and_the_place_is_named(
    folder: Path, change: Callable[[Descriptor], Any], place: str
) -> None:
    described(folder, change)
    with pytest.raises(InputError, match=r"datapackage\.json(, " + place + ")?: the descriptor has another shape"):
        Package.open(folder)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 10_000, b"", b"[]", b"null"])
def test_what_is_no_json_object_is_refused(folder: Path, content: bytes) -> None:
    (folder / "datapackage.json").write_bytes(content)
    with pytest.raises(
        InputError, match=r"datapackage\.json(, byte \d)?: (the descriptor is no JSON|the descriptor has another shape)"
    ):
        Package.open(folder)


@pytest.mark.parametrize("name", ["targets.parquet", "datapackage.json", "README.md", "SHA256SUMS", "charts"])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("not yours")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match=f"{name}: it leads out of the package's folder"):
        verify(folder, lambda report, file: None, lambda reports: {})


def test_a_link_in_place_of_a_table_is_not_followed_by_who_opens_tables_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "targets.parquet").rename(tmp_path / "secret.parquet")
    (folder / "targets.parquet").symlink_to(tmp_path / "secret.parquet")
    with pytest.raises(InputError, match=r"targets\.parquet: it leads out"):
        Package.open(folder)


def test_a_link_inside_the_folder_may_be_followed(folder: Path) -> None:
    (folder / "targets.parquet").rename(folder / "kept.parquet")
    (folder / "targets.parquet").symlink_to("kept.parquet")
    assert Package.open(folder).table("targets").height == 3


def test_what_is_too_large_is_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_FILE", 100)
    with pytest.raises(InputError, match=r"bytes, and more than 100 are not opened"):
        Package.open(folder)
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST_DESCRIPTOR", 100)
    with pytest.raises(InputError, match=r"datapackage\.json: it has [\d,]+ bytes"):
        Package.open(folder)
    monkeypatch.setattr(package, "MOST_FILES", 3)
    with pytest.raises(InputError, match="it holds more than 3 files"):
        _ = Files(folder).names


def test_a_table_that_unfolds_into_more_rows_than_announced_is_not_read(folder: Path) -> None:
    path = folder / "targets.parquet"
    pl.concat([pl.read_parquet(path)] * 1000).write_parquet(path)
    with pytest.raises(InputError, match=r"targets\.parquet: it has 3000 rows, not the 3 of the descriptor"):
        Package.open(folder).table("targets")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_table_that_cannot_be_read_is_named(folder: Path, content: bytes) -> None:
    (folder / "targets.parquet").write_bytes(content)
    with pytest.raises(InputError, match=r"targets\.parquet: the table cannot be read"):
        Package.open(folder).table("targets")


def test_a_pipe_in_place_of_a_file_does_not_hold_the_reader(folder: Path) -> None:
    (folder / "targets.parquet").unlink()
    os.mkfifo(folder / "targets.parquet")
    assert validate(folder) == ["targets.parquet: there is no such file"]
    with pytest.raises(InputError, match="there is no such file"):
        Package.open(folder).table("targets")


READERS: dict[str, Callable[[Path], Any]] = {
    "validate": validate,
    "diff": lambda folder: diff(folder, folder),
    "export": lambda folder: list(export(folder, folder / "into")),
    "changelog": lambda folder: changelog.read(folder.parents[1], folder.parent.name),
}


@pytest.mark.parametrize("reader", READERS)
def test_every_command_that_opens_a_package_refuses_a_path_out_of_it(folder: Path, reader: str) -> None:
    described(folder, lambda descriptor: descriptor["resources"][0].update(path="../../../outside.parquet"))
    with pytest.raises(InputError, match="resources/0/path"):
        READERS[reader](folder)
