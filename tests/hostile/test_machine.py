"""What machines do to a line: bits, disks, notes, links, names and clocks, by the drills that take seconds, and what they rest on."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines.base import notes
from pipelines.base.files import sweep
from pipelines.base.parquet import DamagedError, Folder, packed, unpacked
from pipelines.base.settings import settings
from pipelines.line import unchanged
from pipelines.line.store import Store
from schemas.errors import InputError
from tools.drills.table import carry_out
from tools.drills.trial import DRILLS, Trial

TABLE = pl.DataFrame({"harvest": ["rice", "millet"], "tonnes": [12, 7]})
# Of the drills that take seconds those that need no process of their own; `.ci/drills quick` makes all of them.
HERE = (
    "bits flipped in stored tables",
    "stored tables replaced",
    "leftovers of killed runs",
    "names of folders strange",
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("drills"))


@pytest.mark.parametrize("name", HERE)
def test_a_drill_loses_nothing(name: str, trial: Trial) -> None:
    outcome = carry_out(DRILLS[name], trial)
    assert outcome.held, outcome.seen


def test_every_flipped_bit_of_a_stored_file_is_seen_before_a_row_is_read() -> None:
    whole = bytes(packed(TABLE, {"mubiao.fingerprint": "first"}))
    assert pl.read_parquet(unpacked(whole)).equals(TABLE)
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << (place % 8)
        with pytest.raises(DamagedError):
            unpacked(bytes(flipped))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_stored_file_that_is_cut_is_seen(share: float) -> None:
    whole = bytes(packed(TABLE, {}))
    with pytest.raises(DamagedError):
        unpacked(whole[: int(len(whole) * share)])


def test_bytes_behind_a_stored_file_and_a_file_of_somebody_else_are_seen(tmp_path: Path) -> None:
    with pytest.raises(DamagedError):
        unpacked(bytes(packed(TABLE, {})) + b"PAR1")
    TABLE.write_parquet(tmp_path / "other.parquet")
    with pytest.raises(DamagedError, match="does not say"):
        unpacked((tmp_path / "other.parquet").read_bytes())


def test_a_table_may_hold_the_words_that_a_file_says_of_itself() -> None:
    frame = pl.DataFrame({"text": [f"mubiao.sha256 {'0' * 64}"] * 3})
    assert pl.read_parquet(unpacked(bytes(packed(frame, {"also": f"mubiao.sha25 {'0' * 64}"})))).equals(frame)


@pytest.mark.parametrize("name", ["year=2023", "[a]", "*", "?", "a b", "工作报告", "{1,2}", "%41", "#", "$HOME", "a'b"])
def test_a_store_lies_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    files = Folder(tmp_path / name)
    files.write(f"{name}/2023.parquet", TABLE, {"mubiao.fingerprint": "first"})
    assert files.names() == [f"{name}/2023.parquet"]
    assert files.read(f"{name}/2023.parquet").equals(TABLE), "and no column of it is a partition"
    assert files.metadata(f"{name}/2023.parquet")["mubiao.fingerprint"] == "first"


PUT: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "a full folder": lambda path: (path / "deep").mkdir(parents=True),
    "a pipe": os.mkfifo,
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to endless zeros": lambda path: path.symlink_to("/dev/zero"),
    "a text": lambda path: path.write_text("a table"),
    "nothing": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("what", PUT)
def test_what_is_no_table_is_stale_and_gives_way_to_one(tmp_path: Path, what: str) -> None:
    store = Store(tmp_path, lambda table, part: "first")
    (tmp_path / "matches").mkdir()
    PUT[what](tmp_path / "matches" / "2023.parquet")
    assert not store.fresh("matches", "2023")
    with pytest.raises(InputError, match=r"matches/2023\.parquet"):
        store.read("matches", ["2023"])
    Folder(tmp_path).write("matches/2023.parquet", TABLE, {"mubiao.fingerprint": "first"})
    assert store.fresh("matches", "2023")
    assert not Path("/dev/zero").is_file()


def test_a_file_or_a_link_to_nowhere_gives_way_to_the_folder_of_a_table_and_a_link_to_a_folder_stays(
    tmp_path: Path,
) -> None:
    files = Folder(tmp_path / "store")
    files.write("first.parquet", TABLE, {})
    (tmp_path / "store" / "targets").write_bytes(b"no folder")
    (tmp_path / "store" / "claims").symlink_to("nowhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "store" / "outcomes").symlink_to(tmp_path / "elsewhere")
    for name in ("targets", "claims", "outcomes"):
        files.write(f"{name}/2023.parquet", TABLE, {})
        assert files.read(f"{name}/2023.parquet").equals(TABLE)
    assert (tmp_path / "elsewhere" / "2023.parquet").is_file()


def test_a_file_that_is_changed_under_its_old_name_is_looked_at_again_by_the_same_process(tmp_path: Path) -> None:
    store = Store(tmp_path, lambda table, part: "first")
    Folder(tmp_path).write("matches/2023.parquet", TABLE, {"mubiao.fingerprint": "first"})
    assert store.fresh("matches", "2023")
    path = tmp_path / "matches" / "2023.parquet"
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)
    os.utime(path, (1, 1))
    assert not store.fresh("matches", "2023")


BROKEN = {
    "nothing": b"",
    "half": b'{"sha256": "0',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "no text": b'{"sha256": "", "content": 7}',
    "another sum": b'{"sha256": "00", "content": "{}"}',
    "nested": b"[" * 100_000,
    "no UTF-8": b"\xff\xfe",
    "NUL": b"\x00" * 100,
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_note_that_is_not_as_it_was_written_is_none(tmp_path: Path, what: str) -> None:
    path = tmp_path / "note.json"
    notes.note(path, {"甲": [1, None]})
    assert notes.noted(path) == {"甲": [1, None]}
    path.write_bytes(BROKEN[what])
    assert notes.noted(path) is None


def test_one_other_letter_makes_a_note_none_and_no_place_for_one_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "note.json"
    notes.note(path, {"year": 2023})
    path.write_text(path.read_text(encoding="utf-8").replace("2023", "2022"), encoding="utf-8")
    assert notes.noted(path) is None
    path.unlink()
    os.mkfifo(path)
    assert notes.noted(path) is None, "and nobody waits for who writes into a pipe"
    path.unlink()
    path.mkdir()
    notes.note(path, {})
    assert notes.noted(path) is None


def test_a_link_to_the_folder_that_it_lies_in_and_one_to_nowhere_are_no_end_of_a_run(data: Path) -> None:
    for name in ("one", "other"):
        (data / "store" / name).symlink_to(".")
    (data / "store" / "gone").symlink_to("nowhere")
    (data / "raw" / "statistics").mkdir()
    under = settings()
    begun = unchanged.inputs(under)
    assert begun
    unchanged.keep(under, begun, {}, [("stdout", "done\n")])
    assert unchanged.ended(under, begun, {}) == [("stdout", "done\n")]
    (data / "store" / "new").touch()
    assert unchanged.ended(under, begun, {}) is None


def test_what_killed_processes_left_is_swept_and_what_somebody_writes_now_is_not(tmp_path: Path) -> None:
    left, young, running = (tmp_path / f".t.parquet.{n}" for n in (999_999_999, 999_999_998, os.getpid()))
    others = [tmp_path / name for name in (".moving-a", ".ended.json", "t.parquet", ".a.1.0.0", ".7", "t.parquet.7")]
    for path in (left, young, running, *others):
        path.write_bytes(b"")
        os.utime(path, (1, 1))
    os.utime(young, (time.time(), time.time()))
    sweep(tmp_path)
    there = set(tmp_path.iterdir())
    assert left not in there
    assert {young, running, *others} - there <= {tmp_path / ".a.1.0.0"}
