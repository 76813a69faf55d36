"""What was published is what the catalogue anchors: every file, every version, every name; and its verdicts are judged again."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.outcomes.rejudged import judged_again
from pipelines.packages import anchors, around, catalogue, retention, upkeep
from pipelines.packages.catalogue import read_catalog, standing, withdraw, write_catalog
from pipelines.packages.checks.archive import archive_faults
from pipelines.packages.checks.everything import retired_faults, stray_faults
from pipelines.packages.checks.verdicts import differences
from pipelines.packages.checks.verify import Verified, verify
from pipelines.packages.naming import inside, is_name, is_path, is_version
from pipelines.packages.package import Files
from pipelines.packages.publish import publish
from pipelines.packages.reference import resolve
from schemas.errors import InputError
from tests.command import mubiao
from tests.packages.conftest import definition, tables

ROOT = Path(__file__).resolve().parents[2]
SMALL, NAME = "small-2023", "xinjiang-2023-targets"
Json = dict[str, Any]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edit(file: Path, change: Callable[[Any], Any]) -> None:
    """Change a JSON file in place."""
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def sums_anew(folder: Path) -> None:
    """Write the list of hashes as who has changed files would."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names if name != "SHA256SUMS"]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def all_anew(folder: Path) -> None:
    """Write descriptor, list of hashes and catalogue anew, as who can write to all of published/ would."""

    def of_resources(descriptor: Json) -> None:
        for resource in descriptor["resources"]:
            path = folder / resource["path"]
            resource["hash"], resource["bytes"] = f"sha256:{sha256(path)}", path.stat().st_size
            if path.suffix == ".parquet":
                resource["rows"] = pl.read_parquet(path).height

    edit(folder / "datapackage.json", of_resources)
    sums_anew(folder)

    def of_entry(told: Json) -> None:
        entry = next(
            each for each in told["packages"][folder.parent.name]["versions"] if each["version"] == folder.name
        )
        entry["descriptor_sha256"], entry["sums_sha256"] = (
            sha256(folder / "datapackage.json"),
            sha256(folder / "SHA256SUMS"),
        )

    edit(folder.parents[1] / "catalog.json", of_entry)


def verified(folder: Path, **more: Any) -> Verified:
    return verify(folder, lambda report, file: [], lambda reports: {}, **more)


# What lies in a version.


@pytest.mark.parametrize(
    "name",
    ["index.html", "small-2023.xlsx", "README.md", "briefs/650000-2023.md", "CITATION.cff", "schema/targets.json"],
)
def test_a_file_that_was_replaced_together_with_the_list_of_hashes_is_told_by_the_catalogue(
    folder: Path, name: str
) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b"<script>fetch('//somewhere')</script>")
    sums_anew(folder)
    (fault, *others) = verified(folder).faults
    assert fault.startswith("SHA256SUMS: its SHA-256 is not that of catalog.json")
    assert not others


@pytest.mark.parametrize("name", ["setup.exe", ".hidden", "briefs/.htaccess", "a/b/c.txt", "SHA256SUMS.asc"])
def test_a_file_that_was_added_is_named_and_with_a_new_list_the_catalogue_tells(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"MZ")
    assert verified(folder).faults == [f"{name}: SHA256SUMS does not name it"]
    sums_anew(folder)
    assert [fault.split(":")[0] for fault in verified(folder).faults] == ["SHA256SUMS"]


def test_an_empty_folder_a_link_and_a_pipe_are_no_files_of_a_version(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "to-targets").symlink_to("targets.parquet")
    (folder / "to-briefs").symlink_to("briefs")
    os.mkfifo(folder / "pipe")
    assert sorted(verified(folder).faults) == [
        "empty: it is an empty folder, which SHA256SUMS cannot name",
        "pipe: it is no file",
        "to-briefs: it is a link, and a version holds files",
        "to-targets: it is a link, and a version holds files",
    ]


def test_a_list_of_hashes_that_names_a_file_twice_or_another_place_is_refused(folder: Path) -> None:
    sums = folder / "SHA256SUMS"
    content = sums.read_text(encoding="utf-8")
    sums.write_text(content + content.splitlines(keepends=True)[0], encoding="utf-8")
    assert verified(folder).faults == ["SHA256SUMS: it is not as it was written: it names a file twice"]
    sums.write_text(content + f"{'0' * 64}  ../catalog.json\n", encoding="utf-8")
    assert "../catalog.json: there is no such file" in verified(folder).faults


def rezipped(folder: Path, change: Callable[[dict[str, bytes]], Any]) -> None:
    """Change what the zip of a version holds."""
    (path,) = folder.glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda members: members.update({"small-2023-1.0.0/README.md": b"# Another"}), "its README.md is another than the one beside it"),
        (lambda members: members.update({"small-2023-1.0.0/run.exe": b"MZ"}), "it holds small-2023-1.0.0/run.exe, which is no file of this version"),
        (lambda members: members.update({"../../x": b"x"}), "it holds ../../x, which is no file of this version"),
        (lambda members: members.update({"README.md": b"x"}), "it holds README.md, which is no file of this version"),
        (lambda members: members.clear(), "it holds 0 files"),
    ],
)  # fmt: skip
def test_a_zip_holds_the_files_beside_it_and_nothing_else(
    folder: Path, change: Callable[[dict[str, bytes]], Any], fault: str
) -> None:
    assert archive_faults(Files(folder)) == []
    rezipped(folder, change)
    all_anew(folder)
    assert verified(folder).faults == [f"small-2023-1.0.0.zip: {fault}"]


def test_a_zip_that_is_none_is_named(folder: Path) -> None:
    (folder / "small-2023-1.0.0.zip").write_bytes(b"PK\x03\x04 and no more")
    (fault,) = archive_faults(Files(folder))
    assert fault.startswith("small-2023-1.0.0.zip: the archive cannot be read")


# Where a version lies.


def test_a_version_stands_as_its_catalogue_says(published: Path, folder: Path, tmp_path: Path) -> None:
    entry = standing(folder).entry
    assert entry is not None
    assert entry["sums_sha256"] == sha256(folder / "SHA256SUMS")
    assert verified(folder).faults == []
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert standing(copy).catalogue is None
    assert verified(copy).faults == [], "a copy has no catalogue, and is compared with its own hashes"
    assert "no catalog.json lies above it" in mubiao("verify", copy).stderr
    away = tmp_path / "link"
    away.symlink_to(folder)
    assert standing(away).entry == entry, "a link from elsewhere leads to where it is listed"


@pytest.mark.parametrize(
    "place", [f"{SMALL}/9.9.9", f"{SMALL}/drafts/1.0.0", "other/1.0.0", "flat", "a/b/1.0.0", f"{SMALL}/1.0.0-copy"]
)
def test_a_version_that_the_catalogue_above_it_does_not_list_fails(published: Path, folder: Path, place: str) -> None:
    copy = Path(shutil.copytree(folder, published / place))
    (fault,) = verified(copy).faults
    assert fault.endswith("does not list it: it was not published there")
    told = mubiao("verify", copy)
    assert told.returncode == 1
    assert "it is not published" in told.stderr
    assert any(line.startswith(f"{place}: catalog.json does not list it") for line in stray_faults(published))


@pytest.mark.parametrize("linked", [SMALL, f"{SMALL}/1.0.0"])
def test_a_link_in_place_of_a_package_or_a_version_is_refused_and_nothing_is_written_through_it(
    published: Path, tmp_path: Path, linked: str
) -> None:
    outside = tmp_path / "outside"
    (published / linked).rename(outside)
    (published / linked).symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    with pytest.raises(InputError, match="a link stands in its place or above it"):
        verified(published / SMALL / "1.0.0")
    with pytest.raises(InputError, match="a link stands in its place or above it"):
        resolve(SMALL, published)
    with pytest.raises(InputError, match="a link stands in its place or above it"):
        around.refresh(published, definition())
    edit(published / "catalog.json", lambda told: told["packages"][SMALL]["versions"][0].update(retired="0" * 64))
    with pytest.raises(InputError, match="a link stands in its place or above it"):
        retention.retire(published, SMALL, 1)
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_published_as_a_whole_may_be_a_link(published: Path, tmp_path: Path) -> None:
    (tmp_path / "there").symlink_to(published)
    assert verified(tmp_path / "there" / SMALL / "1.0.0").faults == []
    assert resolve(SMALL, tmp_path / "there").folder == tmp_path / "there" / SMALL / "1.0.0"


def test_what_a_note_of_a_move_names_is_a_version_or_refused(published: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    for left in ("../../precious", "..", "/", "1.0.0/..", ""):
        (published / f".moving-{SMALL}").write_text(left)
        with pytest.raises(InputError, match="names no version"):
            publish(definition(title_en="Another"), tables(), {"targets": 0}, 0, published)
    assert (tmp_path / "precious").is_dir()
    assert (published / SMALL / "1.0.0" / "targets.parquet").is_file()


# The catalogue.


COMMANDS = {
    "verify": ["verify"],
    "diff": ["diff", SMALL],
    "withdraw": ["withdraw", f"{SMALL}@1.0.0", "--reason", "It was wrong."],
    "package": ["package", "show", NAME],
    "export": ["export", SMALL, "into"],
}


def refused(published: Path, content: bytes, command: list[str]) -> None:
    """A command ends with one sentence on the catalogue, and leaves it as it is."""
    (published / "catalog.json").write_bytes(content)
    ended = mubiao(*command, settings={"MUBIAO_PUBLISHED": str(published)})
    assert ended.returncode == 1, ended.stdout
    assert ended.stderr.startswith("error: ")
    assert "catalog.json" in ended.stderr
    assert len(ended.stderr) < 3000
    assert (published / "catalog.json").read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{}", b"7", b'"packages"', b'{"packages": []}', b'{"packages": null}', b'{"packages": {"a": {}}}', b'{"packages": {"a": null}}',
     b"\xef\xbb\xbf{}", b"\xff\xfe{", b"[" * 200_000, b'{"a":' * 100_000, b'{"packages": NaN}', b'{"packages": {}, "packages": {}}',
     b'{"packages": {}, "x": ' + b"9" * 10_000 + b"}", b'{"packages": {}, "x": "\\ud800"}', b'{"packages": {}, "x": 1e999}', b'{"packages": {},}'],
)  # fmt: skip
def test_a_catalogue_that_is_none_is_one_sentence(published: Path, content: bytes) -> None:
    refused(published, content, COMMANDS["verify"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_the_catalogue_says_so(published: Path, command: str) -> None:
    for content in (b'{"packages": {"../../x": {"title": "x", "latest": null, "versions": []}}}', b"null"):
        refused(published, content, COMMANDS[command])


def listed(told: Json) -> Json:
    entry: Json = told["packages"][SMALL]["versions"][0]
    return entry


def called(told: Json, name: str) -> None:
    told["packages"][name] = told["packages"].pop(SMALL)
    for entry in told["packages"][name]["versions"]:
        entry["path"] = f"{name}/{entry['version']}"


@pytest.mark.parametrize(
    "change",
    [
        *(lambda told, key=key: listed(told).pop(key) for key in ("version", "path", "created", "descriptor_sha256", "bytes", "tables", "rows")),
        *(lambda told, key=key: told["packages"][SMALL].pop(key) for key in ("title", "latest", "versions")),
        *(lambda told, version=version: listed(told).update(version=version, path=f"{SMALL}/{version}") for version in
          ("1.0", "01.0.0", "1.0.0.0", "1.0.0/../x", "１.0.0", "1.0.0\n", "v1.0.0", "1.0.9999999999", "", 1, None, ["1.0.0"])),
        *(lambda told, path=path: listed(told).update(path=path) for path in
          ("../1.0.0", "/etc", f"{SMALL}/1.0.1", f"other/{SMALL}/1.0.0", "..", "", f"{SMALL}//1.0.0", f"./{SMALL}/1.0.0", None, {})),
        *(lambda told, name=name: called(told, name) for name in
          ("../../x", "..", ".", "/abs", "a/b", "Small", "", "catalog.json", "index.html", "x" * 300, "a\u202eb", "-rf", "con")),
        *(lambda told, rows=rows: listed(told).update(rows=rows) for rows in (-1, 1.5, "3", True, 10**30, None)),
        *(lambda told, reason=reason: listed(told).update(withdrawn=reason) for reason in ("", None, True, "a\nb", "a\x1b[2J", "a\u202eb", "x" * 9999)),
        *(lambda told, value=value: listed(told).update(sums_sha256=value) for value in (None, "", "0" * 63, "G" * 64, 0)),
        *(lambda told, value=value: listed(told).update(retired=value) for value in (None, True, "x", "0" * 65)),
        lambda told: told["packages"][SMALL]["versions"].append(listed(told)),
        lambda told: told["packages"][SMALL]["versions"].insert(0, {**listed(told), "version": "1.0.1", "path": f"{SMALL}/1.0.1"}),
        lambda told: told["packages"][SMALL].update(versions=[]),
        lambda told: told["packages"][SMALL].update(latest="9.9.9"),
        lambda told: told["packages"][SMALL].update(latest="../x"),
        lambda told: told["packages"][SMALL].update(title="a\n# b"),
        lambda told: listed(told).update(inputs="reports"),
        lambda told: listed(told).update(created="yesterday"),
    ],
)  # fmt: skip
def test_a_catalogue_of_another_shape_is_refused_and_nothing_is_written_or_deleted(
    published: Path, tmp_path: Path, change: Callable[[Json], Any]
) -> None:
    edit(published / "catalog.json", change)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for act in (
        lambda: read_catalog(published),
        lambda: withdraw(published, SMALL, "1.0.0", "It was wrong."),
        lambda: around.refresh(published, definition()),
        lambda: retention.retire(published, SMALL, 1),
        lambda: anchors.fill(published),
        lambda: upkeep.look_after(published, [definition()]),
    ):
        with pytest.raises(InputError, match=r"catalog\.json"):
            act()
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != ".lock"}
    assert after == {path: content for path, content in before.items() if path.name != ".lock"}


def test_a_catalogue_with_keys_of_a_later_time_is_read(published: Path) -> None:
    edit(published / "catalog.json", lambda told: (told.update(note="x"), listed(told).update(licence="CC-BY-4.0")))
    assert read_catalog(published)["note"] == "x"
    assert withdraw(published, SMALL, "1.0.0", "One line,\nand another.") is None
    assert listed(read_catalog(published))["withdrawn"] == "One line, and another.", (
        "a reason is one line, however it was typed"
    )


def test_what_would_not_be_read_again_is_not_written(published: Path) -> None:
    told, before = read_catalog(published), (published / "catalog.json").read_bytes()
    told["packages"][SMALL]["title"] = "two\nlines"
    with pytest.raises(InputError, match="has another shape"):
        write_catalog(published, told)
    assert (published / "catalog.json").read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "/x", "", ".", "..", "a/b", "A", "x" * 201, "a\x00", "a b", None, 7])
def test_the_one_rule_of_names(name: object) -> None:
    assert not is_name(name)
    assert not is_version(name)
    assert is_name("gansu-2023.v2_b")
    assert is_version("10.0.999999999")
    assert is_path("briefs/650000-2023.md")
    assert not any(map(is_path, ["/a", "a/../b", "a//b", "./a", "a\\b", "~/a", "a/.b", "s3://b/a", "a*", None]))


def test_only_plain_paths_lead_below_published(tmp_path: Path) -> None:
    assert inside(tmp_path, "a/1.0.0") == tmp_path / "a" / "1.0.0"
    for path in ("..", "../x", "/etc", "a/../../b", ""):
        with pytest.raises(InputError, match="no plain path"):
            inside(tmp_path, path)


# Anchors of versions that were listed before there were any.


def test_an_older_entry_gets_its_anchor_once_where_nothing_speaks_against_its_files(
    published: Path, folder: Path
) -> None:
    whole = read_catalog(published)
    edit(published / "catalog.json", lambda told: listed(told).pop("sums_sha256"))
    assert anchors.fill(published) == []
    assert json.dumps(read_catalog(published)) == json.dumps(whole), "in the very place where a new entry has it"
    assert anchors.fill(published) == []


@pytest.mark.parametrize("name", ["targets.parquet", "datapackage.json", "small-2023-1.0.0.zip", "README.md"])
def test_an_older_entry_whose_files_are_not_what_they_should_be_gets_none_and_is_named(
    published: Path, folder: Path, name: str
) -> None:
    edit(published / "catalog.json", lambda told: listed(told).pop("sums_sha256"))
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    (fault,) = anchors.fill(published)
    assert f"{SMALL}/1.0.0: catalog.json gets no hash of its SHA256SUMS: {name}" in fault
    assert "sums_sha256" not in listed(read_catalog(published))


def test_of_a_version_that_has_retired_the_catalogue_still_proves_the_hashes(published: Path, folder: Path) -> None:
    publish(definition(title_en="Another"), tables(), {"targets": 0}, 0, published, keep_versions=1)
    first = listed(read_catalog(published))
    assert first["retired"] == first["sums_sha256"] == sha256(folder / "SHA256SUMS")
    assert retired_faults(published, first) == []
    (folder / "SHA256SUMS").write_text("")
    (fault,) = retired_faults(published, first)
    assert "SHA256SUMS: its SHA-256 is not that of catalog.json" in fault


# What lies around the versions.


@pytest.mark.parametrize("name", ["index.html", f"{SMALL}/CHANGELOG.md", f"{SMALL}/latest"])
@pytest.mark.parametrize("how", ["deleted", "of before"])
def test_what_follows_from_the_catalogue_is_written_again_byte_for_byte(published: Path, name: str, how: str) -> None:
    whole = (published / name).read_bytes()
    (published / name).unlink() if how == "deleted" else (published / name).write_text("0.9.0\n")
    assert around.lagging(published, definition()) == [name]
    assert upkeep.look_after(published, [definition()]) == []
    assert (published / name).read_bytes() == whole
    assert around.lagging(published, definition()) == []


def test_a_file_of_a_version_that_is_gone_is_named_with_how_to_get_it_back(published: Path, folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "briefs" / "650000-2023.md").unlink()
    (sentence,) = upkeep.look_after(published, [definition()])
    assert "briefs/650000-2023.md, index.html of this published version are gone. Put them back" in sentence
    shutil.rmtree(folder)
    (sentence,) = upkeep.look_after(published, [definition()])
    assert "everything of this published version is gone" in sentence


def test_nothing_is_published_on_top_of_a_version_whose_tables_are_gone(published: Path, folder: Path) -> None:
    (folder / "targets.parquet").unlink()
    with pytest.raises(
        InputError, match=r"1\.0\.0: targets\.parquet of this published version is gone\. Put them back"
    ):
        publish(definition(title_en="Another"), tables(), {"targets": 0}, 0, published)
    assert not (published / SMALL / "1.0.1").exists()


def test_what_cannot_be_looked_after_stops_no_run(published: Path) -> None:
    assert upkeep.look_after(published / "nowhere", [definition()]) == []
    (published / "index.html").unlink()
    (published / "index.html").mkdir()
    (sentence,) = upkeep.look_after(published, [definition()])
    assert "index.html" in sentence


# Verdicts.


@pytest.fixture(scope="module")
def seed_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The latest version of the clone's package alone, in a folder that readers see."""
    published = tmp_path_factory.mktemp("seed") / "published"
    catalog = read_catalog(ROOT / "published")["packages"][NAME]
    latest = catalog["versions"][-1]
    shutil.copytree(ROOT / "published" / latest["path"], published / latest["path"])
    write_catalog(published, {"packages": {NAME: {**catalog, "versions": [latest]}}})
    return published / latest["path"]


@pytest.fixture
def version(seed_version: Path, tmp_path: Path) -> Path:
    """A copy for one test, without its CSV: forging it too would change nothing."""
    published = Path(shutil.copytree(seed_version.parents[1], tmp_path / "seed"))
    folder = published / NAME / seed_version.name
    edit(
        folder / "datapackage.json",
        lambda told: told.update(resources=[each for each in told["resources"] if each["format"] == "parquet"]),
    )
    for path in [*folder.glob("*.csv"), *folder.glob("*.zip")]:
        path.unlink()
    all_anew(folder)
    return folder


def forge(folder: Path, table: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Change a table, and all hashes after it, those of the catalogue too."""
    path = folder / f"{table}.parquet"
    change(pl.read_parquet(path)).write_parquet(path)
    all_anew(folder)


def cell(name: str, value: Any, status: str = "met") -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Another cell in the first row of that status."""

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        place = frame["status"].to_list().index(status)
        cells = frame[name].to_list()
        cells[place] = value(cells[place]) if callable(value) else value
        return frame.with_columns(pl.Series(name, cells, dtype=frame[name].dtype))

    return change


def test_an_entry_without_anchor_is_told(version: Path) -> None:
    edit(version.parents[1] / "catalog.json", lambda told: told["packages"][NAME]["versions"][0].pop("sums_sha256"))
    ended = mubiao("verify", version)
    assert ended.returncode == 0, ended.stderr
    assert "lists no hash of its SHA256SUMS" in ended.stderr


def test_a_version_comes_out_the_same_but_for_sentences_that_the_code_words_otherwise_since(version: Path) -> None:
    result = verified(version, judge=judged_again)
    assert (result.faults, result.judged, result.not_judged) == ([], 33, 0)
    tables = {path.stem: pl.read_parquet(path) for path in version.glob("*.parquet")}
    again = judged_again(tables)
    assert again is not None
    sentences = again.outcomes.select("target_id", "why_zh", "why_en")
    worded = tables["outcomes"].drop("why_zh", "why_en").join(sentences, on="target_id", how="left")
    assert differences(tables | {"outcomes": worded}, again) == ([], 0)


FORGED: dict[str, tuple[str, Callable[[pl.DataFrame], pl.DataFrame], str]] = {
    "missed made met": ("outcomes", cell("status", "met", "missed"), "outcomes 650000-2023@"),
    "met made missed": ("outcomes", cell("status", "missed"), "outcomes 650000-2023@"),
    "met made no data": ("outcomes", cell("status", "no_data"), "outcomes 650000-2023@"),
    "met made pending": ("outcomes", cell("status", "pending"), "outcomes 650000-2023@"),
    "figure": ("outcomes", cell("actual", lambda actual: actual * 2), "actual is"),
    "gap": ("outcomes", cell("gap", lambda gap: gap + 1), "gap is"),
    "margin": ("outcomes", cell("margin", lambda margin: margin + 1), "margin is"),
    "attainment": ("outcomes", lambda frame: frame.with_columns(pl.col("attainment") + 1), "attainment is"),
    "reached": ("outcomes", cell("reached", lambda reached: not reached), "reached is"),
    "rule": ("outcomes", cell("rule", "another"), "rule is"),
    "tolerance": ("outcomes", cell("tolerance_used", lambda used: not used), "outcomes 650000-2023@"),
    "newest": ("outcomes", cell("status_latest", "missed"), "status_latest is"),
    "sentence": ("outcomes", cell("why_zh", "承诺实现。"), "why_zh is"),
    "polarity": ("outcomes", cell("polarity", "less"), "polarity is"),
    "comparability of a pair": ("matches", lambda frame: frame.with_columns(
        comparability=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("not_comparable")).otherwise("comparability")), "comparability is"),
    "pair left out": ("matches", lambda frame: frame.slice(1), "matches 650000-2023@"),
    "vintage": ("vintages", lambda frame: frame.with_columns(difference=pl.col("difference") + 1), "difference is"),
    "vintage left out": ("vintages", lambda frame: frame.slice(1), "the row that comes out is missing"),
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_verdict_is_named_with_what_is_printed_and_what_comes_out(version: Path, forged: str) -> None:
    table, change, says = FORGED[forged]
    forge(version, table, change)
    code = json.loads((version / "datapackage.json").read_text(encoding="utf-8"))["code_version"]
    faults = verified(version, judge=judged_again, code_version=code).faults
    assert any(says in fault for fault in faults), faults


def test_of_older_packages_which_do_not_name_their_code_the_latest_version_counts_as_ours(version: Path) -> None:
    edit(version / "datapackage.json", lambda told: told.pop("code_version"))
    forge(version, "outcomes", cell("why_en", "It was met."))
    assert any("why_en is It was met." in fault for fault in verified(version, judge=judged_again).faults)


def test_a_target_without_outcome_and_an_outcome_without_target_are_named(version: Path) -> None:
    first = pl.read_parquet(version / "targets.parquet")["target_id"][0]
    forge(version, "outcomes", lambda frame: frame.filter(pl.col("target_id") != first))
    assert f"outcomes {first}: the target has no outcome" in verified(version).faults


def test_what_differs_in_a_version_of_other_code_is_told_and_no_fault(version: Path) -> None:
    edit(version / "datapackage.json", lambda told: told.update(code_version="0" * 64))
    forge(version, "outcomes", cell("why_en", "It was met."))
    result = verified(version, judge=judged_again, code_version="1" * 64)
    assert result.faults == []
    assert any("why_en is It was met." in line for line in result.judged_otherwise)
    assert verified(version, judge=judged_again, code_version="0" * 64).faults


def test_arithmetic_is_a_fault_whatever_code_made_it(version: Path) -> None:
    edit(version / "datapackage.json", lambda told: told.update(code_version="0" * 64))
    forge(version, "outcomes", cell("actual", lambda actual: actual + 5))
    assert any("actual is" in fault for fault in verified(version, judge=judged_again, code_version="1" * 64).faults)


@pytest.mark.parametrize(
    "number", [entry["version"] for entry in read_catalog(ROOT / "published")["packages"][NAME]["versions"]]
)
def test_every_published_version_verifies(number: str) -> None:
    result = verified(ROOT / "published" / NAME / number, judge=judged_again)
    assert result.faults == []
    assert result.anchor.entry is not None
    assert "sums_sha256" in result.anchor.entry
    assert result.judged == 33


# All of published/.


def test_all_of_published_is_verified_where_nothing_is_named(published: Path, folder: Path) -> None:
    settings = {"MUBIAO_PUBLISHED": str(published)}
    (folder / "index.html").write_text("another page")
    for arguments in ([], [published]):
        ended = mubiao("verify", *arguments, settings=settings)
        assert ended.returncode == 1
        assert f"error: {SMALL}/1.0.0/index.html: its SHA-256 is not that of SHA256SUMS" in ended.stderr
    (published / "catalog.json").unlink()
    ended = mubiao("verify", settings=settings)
    assert (ended.returncode, "there is no catalogue" in ended.stderr) == (1, True)


def test_catalogue_of_a_place_that_is_none_of_ours_says_nothing(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "downloads" / "a" / "b" / "copy"))
    (tmp_path / "downloads" / "catalog.json").write_text("[1, 2]")
    assert catalogue.standing(copy).catalogue is None
    assert verified(copy).faults == []
