"""Every command that is handed a path, or meets one, where something else than a file lies: it ends at once, and names it."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from tests.packages.conftest import first, folder, published, published_once  # noqa: F401 - fixtures

SECONDS = 60
Put = Callable[[Path], object]
KINDS: dict[str, tuple[Put, str]] = {
    "a named pipe": (os.mkfifo, "a named pipe"),
    "a device without end": (lambda path: path.symlink_to("/dev/zero"), "a device"),
    "a folder": (lambda path: path.mkdir(), "a folder"),
    "a link to itself": (lambda path: path.symlink_to(path.name), ""),
}  # fmt: skip


@pytest.fixture(autouse=True)
def ends() -> Iterator[None]:
    """A command that waits is a fault that the test says, and no test that waits."""

    def stop(*_: object) -> None:
        raise AssertionError(f"the command did not end within {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(params=KINDS, ids=list(KINDS))
def kind(request: pytest.FixtureRequest) -> tuple[Put, str]:
    return KINDS[request.param]


def refused(arguments: list[str], named: str, reason: str, **environment: str) -> None:
    """A command ends with 1 and one sentence, which names what lies there; nothing is a traceback."""
    ended = CliRunner().invoke(app, arguments, env=environment)
    assert isinstance(ended.exception, SystemExit), ended.exception
    assert ended.exit_code == 1, ended.output
    sentences = [line for line in ended.stderr.splitlines() if line.startswith("error: ")]
    assert sentences, ended.output
    assert any(named in sentence and reason in sentence for sentence in sentences), sentences
    assert "None: None" not in ended.output


@pytest.mark.parametrize("command", ["extract", "explain", "add"])
def test_of_a_report(command: str, kind: tuple[Put, str], tmp_path: Path) -> None:
    put, reason = kind
    path = tmp_path / "620000" / "2023.txt"
    path.parent.mkdir()
    put(path)
    if command == "explain" and not reason:
        return  # a name that leads to itself is no file, and read as a sentence
    refused([command, str(path)], "2023.txt", reason, MUBIAO_RAW=str(tmp_path / "raw"))


@pytest.mark.parametrize("command", ["extract", "add"])
def test_of_a_sidecar(command: str, tmp_path: Path) -> None:
    (tmp_path / "2023.txt").write_text("2023年政府工作报告\n生产总值增长6%左右。", encoding="utf-8")
    os.mkfifo(tmp_path / "2023.toml")
    refused([command, str(tmp_path / "2023.txt")], "2023.toml", "a named pipe", MUBIAO_RAW=str(tmp_path / "raw"))


def test_of_a_folder_of_reports(kind: tuple[Put, str], tmp_path: Path) -> None:
    put, _ = kind
    (tmp_path / "620000").mkdir()
    put(tmp_path / "620000" / "2023.txt")
    refused(["coverage", str(tmp_path)], "", "")


def test_of_a_folder_of_reports_the_others_go_on_and_it_is_named(kind: tuple[Put, str], tmp_path: Path) -> None:
    put, reason = kind
    (tmp_path / "620000").mkdir()
    put(tmp_path / "620000" / "2023.txt")
    (tmp_path / "620000" / "2024.txt").write_text("甘肃省2024年政府工作报告\n生产总值增长6%左右。", encoding="utf-8")
    ended = CliRunner().invoke(app, ["addresses", str(tmp_path)])
    assert ended.exit_code == 0, ended.output
    assert "620000-2024" in ended.stdout
    assert reason == "a folder" or reason in ended.output.replace("\n", " ")
    assert reason == "a folder" or "2023.txt" in ended.output


@pytest.mark.parametrize("command", ["coverage", "score", "judge", "addresses", "extract", "add", "validate", "diff"])
def test_of_a_pipe_where_a_folder_should_be(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    more = {"score": ["--reports", str(tmp_path)], "judge": ["--into", str(tmp_path / "into")], "diff": [str(tmp_path)]}
    refused([command, str(tmp_path / "pipe"), *more.get(command, [])], "", "", MUBIAO_RAW=str(tmp_path / "raw"))


def test_of_annotations(kind: tuple[Put, str], tmp_path: Path) -> None:
    put, _ = kind
    (tmp_path / "gold").mkdir()
    put(tmp_path / "gold" / "620000-2023.tsv")
    refused(["score", str(tmp_path / "gold"), "--reports", str(tmp_path)], "", "")


def test_of_the_table_of_addresses(kind: tuple[Put, str], tmp_path: Path) -> None:
    put, reason = kind
    put(tmp_path / "addresses.csv")
    refused(
        ["fetch", "--all", "--table", str(tmp_path / "addresses.csv"), "--into", str(tmp_path)], "addresses.csv", reason
    )


def test_of_communiques(kind: tuple[Put, str], tmp_path: Path) -> None:
    put, reason = kind
    put(tmp_path / "2023.md")
    refused(["statistics", "communiques", str(tmp_path)], "2023.md", reason)


@pytest.mark.parametrize(
    "command", [["package", "show"], ["package", "new", "x-2023", "--regions", "650000", "--years", "2023"]]
)
def test_of_definitions(command: list[str], kind: tuple[Put, str], tmp_path: Path) -> None:
    put, reason = kind
    put(tmp_path / "definitions.toml")
    refused(command, "", reason, MUBIAO_DEFINITIONS=str(tmp_path / "definitions.toml"))


@pytest.mark.parametrize("file", ["datapackage.json", "SHA256SUMS", "targets.parquet", "targets.csv", "index.html"])
@pytest.mark.parametrize("command", ["validate", "verify", "export", "diff"])
def test_of_a_package(command: str, file: str, kind: tuple[Put, str], folder: Path, tmp_path: Path) -> None:  # noqa: F811
    put, _ = kind
    (folder / file).unlink()
    put(folder / file)
    more = {"export": [str(tmp_path / "out")], "diff": [str(folder)]}
    unread = {"validate": ("SHA256SUMS", "index.html"), "verify": ()}
    if file in unread.get(command, ("SHA256SUMS", "index.html", "targets.csv")):
        return  # what is not read may be anything
    refused([command, str(folder), *more.get(command, [])], file, "", MUBIAO_PUBLISHED=str(folder.parents[1]))


@pytest.mark.parametrize(
    "command",
    [["validate", "small-2023"], ["withdraw", "small-2023", "1.0.0", "--reason", "x"], ["export", "small-2023", "out"]],
)
def test_of_the_catalogue(command: list[str], kind: tuple[Put, str], published: Path) -> None:  # noqa: F811
    put, _ = kind
    (published / "catalog.json").unlink()
    put(published / "catalog.json")
    refused(command, "catalog.json", "", MUBIAO_PUBLISHED=str(published))


@pytest.mark.parametrize(
    "command", ["extract", "add", "coverage", "addresses", "judge", "validate", "verify", "export", "diff"]
)
def test_of_a_path_that_leads_round(command: str, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    into = str(tmp_path / "into")
    more = {"judge": ["--into", into], "export": [into], "diff": [str(tmp_path)]}
    for path in (tmp_path / "round", tmp_path / "round" / "2023.txt"):
        refused([command, str(path), *more.get(command, [])], "", "", MUBIAO_RAW=str(tmp_path / "raw"))


def test_of_settings_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    refused(["package", "show"], "MUBIAO_COLLECTIONS", "it is no JSON object", MUBIAO_COLLECTIONS="[" * 20_000)
    refused(["package", "show"], "MUBIAO_RAW", "ymlink loop", MUBIAO_RAW=str(tmp_path / "round"))
    refused(["package", "show"], "MUBIAO_RAW", "home directory", MUBIAO_RAW="~nobody-of-that-name/raw")
