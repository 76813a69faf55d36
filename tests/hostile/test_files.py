"""What lies where a file should be may wait for ever, never end, or be no file: one sentence, and no byte is read of it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.base import files, notation
from schemas.errors import InputError

NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (lambda path: path.mkdir(), "it is a folder and no file"),
    "a named pipe": (os.mkfifo, "it is a named pipe and no file"),
    "a device without end": (lambda path: path.symlink_to("/dev/zero"), "it is a device and no file"),
    "a device without content": (lambda path: path.symlink_to("/dev/null"), "it is a device and no file"),
    "a link to a link to itself": (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links"),
    "a name that is too long": (lambda path: path.symlink_to("n" * 300), "cannot be read: File name too long"),
}  # fmt: skip


@pytest.fixture(params=NO_FILES, ids=list(NO_FILES))
def no_file(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    path, (put, reason) = tmp_path / "2023.txt", NO_FILES[request.param]
    put(path)
    return path, reason


def test_what_is_no_file_is_not_read(no_file: tuple[Path, str]) -> None:
    path, reason = no_file
    for read in (files.read_whole, files.measure, notation.read_json, notation.read_toml):
        with pytest.raises(InputError, match=reason) as caught:
            read(path)
        assert caught.value.file == str(path)


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        with pytest.raises(InputError, match=r"s\.txt: it is a socket and no file"):
            files.read_whole(Path("s.txt"))


def test_a_name_with_a_nul_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\\x00\.txt': no file can have that name"):
        files.read_whole(tmp_path / "x\0.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "2023.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        files.read_whole(path)


def test_a_file_that_is_not_there_is_missed_as_before(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("nothing", "dangling"):
        with pytest.raises(FileNotFoundError):
            files.read_whole(tmp_path / name)


def test_of_a_file_no_more_is_read_than_it_may_hold(tmp_path: Path) -> None:
    path = tmp_path / "2023.txt"
    path.write_bytes(b"x" * 1000)
    assert files.read_whole(path, 1000) == b"x" * 1000
    with pytest.raises(InputError, match="it holds more than 999 bytes"):
        files.read_whole(path, 999)
    os.truncate(path, files.MOST_BYTES + 1)  # a hole: nothing on the disk, and a length all the same
    with pytest.raises(InputError, match="it holds more than 256,000,000 bytes"):
        files.read_whole(path)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="a system without /proc")
def test_a_file_that_says_it_is_empty_is_read_to_its_bound() -> None:
    assert files.read_whole(Path("/proc/self/status"))
    with pytest.raises(InputError, match="it holds more than 10 bytes"):
        files.read_whole(Path("/proc/self/status"), 10)
    with pytest.raises(InputError, match="cannot be read: Input/output error"):
        files.read_whole(Path("/proc/self/mem"))


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "2023.txt").write_bytes("增长6%".encode())
    (tmp_path / "linked.txt").symlink_to("2023.txt")
    assert files.read_whole(tmp_path / "linked.txt").decode() == "增长6%"
    assert files.measure(tmp_path / "linked.txt").size == 8
    (tmp_path / "empty.txt").touch()
    assert files.read_whole(tmp_path / "empty.txt") == b""


DEEP = 100_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "it is no JSON: Expecting value", id="nothing"),
        pytest.param(b'{"name": "x"', "it is no JSON: Expecting ',' delimiter: line 1 column 13", id="cut off"),
        pytest.param(b"[" * DEEP, "more than 50 levels", id="deep lists, unclosed"),
        pytest.param(b"[" * DEEP + b"]" * DEEP, "more than 50 levels", id="deep lists"),
        pytest.param(b'{"a":' * 60 + b"1" + b"}" * 60, "more than 50 levels", id="objects that Python would follow"),
        pytest.param(b"9" * 5000, "a number has thousands of digits", id="a number of 5,000 digits"),
        pytest.param(b'{"rows": 99999999999999999999}', "more than 64 bits", id="a number past 64 bits"),
        pytest.param(b'{"rows": NaN}', "NaN is no number", id="NaN"),
        pytest.param(b"[-Infinity]", "-Infinity is no number", id="infinity, in letters"),
        pytest.param(b"[1e999]", "inf is no number that can be used", id="infinity, in digits"),
        pytest.param(b'{"name": "a", "name": "b"}', "the key 'name' is given twice", id="a key twice"),
        pytest.param(b'[{"x": {"a\\u0062": 1, "ab": 2}}]', "the key 'ab' is given twice", id="a key twice, escaped"),
        pytest.param(rb'{"title": "\ud83d"}', "half a character", id="half a character"),
        pytest.param(rb'{"\udc00": 1}', "half a character", id="half a character in a key"),
        pytest.param('{"题": 1}'.encode("gb18030"), "it is no JSON: byte 2 is not UTF-8", id="GB18030"),
        pytest.param('{"a": 1}'.encode("utf-16"), "it is no JSON: byte 0 is not UTF-8", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf{}", "a mark of the byte order stands before it", id="a mark of the byte order"),
        pytest.param(b'{"a": "\n"}', "Invalid control character", id="a line break in a text"),
        pytest.param(b"{}\0", "it is no JSON: Extra data", id="a NUL behind it"),
    ],
)  # fmt: skip
def test_json_that_cannot_be_used_is_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        notation.parse_json(content, "x.json", "Fetch it again")
    assert str(caught.value).startswith("x.json")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"a = " + b"[" * DEEP, "more than 50 levels", id="deep lists"),
        pytest.param(b"a = " + b"{a = " * DEEP, "more than 50 levels", id="deep tables"),
        pytest.param(b"a = " + b"[" * 60 + b"]" * 60, "more than 50 levels", id="lists that Python would follow"),
        pytest.param(b"x = 1\n" + b".".join([b"a"] * DEEP) + b" = 1", "line 2: .* a key has 50 parts or more", id="a long key"),
        pytest.param(b"[" + b" . ".join([b'"a b"'] * DEEP) + b"]", "a key has 50 parts or more", id="a long header, quoted"),
        pytest.param(b"a = " + b"9" * 5000, "a number has thousands of digits", id="a number of 5,000 digits"),
        pytest.param(b"skip_rows = 0x" + b"f" * 17, "more than 64 bits", id="a number past 64 bits"),
        pytest.param(b"a = nan", "nan is no number that can be used", id="nan"),
        pytest.param(b"a = 1\na = 2", "it is no TOML: Cannot overwrite a value", id="a key twice"),
        pytest.param(b"[a]\n[a]", "it is no TOML: Cannot declare", id="a table twice"),
        pytest.param(b"published = 2023-02-30", "it is no TOML: ", id="no day of the calendar"),
        pytest.param("题 = 1".encode("gb18030"), "it is no TOML: byte 0 is not UTF-8", id="GB18030"),
        pytest.param(b'a = "' + b"x" * 4_000_001 + b'"', "more than 4,000,000 characters", id="four million letters"),
        pytest.param(b"a = 1\0", "it is no TOML: ", id="a NUL"),
        pytest.param(b"\0" * 100, "it is no TOML: ", id="nothing but NULs"),
    ],
)  # fmt: skip
def test_toml_that_cannot_be_used_is_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        notation.parse_toml(content, "x.toml", "Mend it")
    assert str(caught.value).startswith("x.toml")
    assert len(str(caught.value)) < 250


def test_json_and_toml_that_are_harmless_are_read() -> None:
    assert notation.parse_json('{"标题": "😀 \\ud83d\\ude00", "n": [9223372036854775807, 1.5, null]}'.encode(), "x") == {
        "标题": "😀 😀", "n": [2**63 - 1, 1.5, None],
    }  # fmt: skip
    assert notation.parse_json(b"[" * 49 + b"]" * 49, "x")
    assert notation.parse_toml('\ufeffa.b.c = "增长6%"\r\n'.encode(), "x") == {"a": {"b": {"c": "增长6%"}}}
    assert notation.parse_toml(b'note = "see 1.2.3.4, ..., www.a.b.c.example.org"', "x")
