"""The pages of docs/start/, walked in order in a copy of the tracked files: every command runs, and prints what the page says.

A block in ```sh, ```python, ```sql or ```r is run; a ```text block after it holds lines that its output contains, in this order, where … stands for
anything. Any other block is for the eye alone.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("first-run.md", "read-a-package.md", "your-own-report.md")
PYTHON = ".venv/bin/python"
# The environment is there, so `make` needs no uv, and gets none.
NO_INSTALLER = f"UV={shutil.which('true')}"
SQL = "import sys, duckdb; duckdb.sql(sys.stdin.read()).show()"
RUNNERS = {
    "sh": ["bash", "-e"],
    "python": [PYTHON, "-"],
    "sql": [PYTHON, "-c", SQL],
    "r": ["Rscript", "-"],
}


class Step(NamedTuple):
    """A block to run: its language and content, and the lines that it is to print."""

    language: str
    content: str
    expected: str = ""


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page that are run, each with the ```text block that follows it at once."""
    fences = [token for token in MarkdownIt().parse(page) if token.type == "fence"]
    for fence, following in zip(fences, [*fences[1:], None], strict=True):
        if fence.info in RUNNERS:
            expected = following.content if following is not None and following.info == "text" else ""
            yield Step(fence.info, fence.content, expected)


def holds(output: str, expected: str) -> bool:
    """Whether an output contains the lines in their order; blanks count as one, … for anything."""
    lines = [r"\s+".join(map(re.escape, line.split())).replace("…", ".*") for line in expected.splitlines() if line]
    return re.search("(?s:.*)".join(lines), output) is not None


def can_run(step: Step) -> bool:
    """Whether what a block needs beside the product is on this machine: R, or a library that only readers use."""
    if step.language == "r":
        return shutil.which("Rscript") is not None
    wanted = re.findall(r"^import (\w+)", step.content, re.MULTILINE) if step.language == "python" else []
    return all(find_spec(name) for name in wanted)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracked files, with the environment of this clone as if `make` had set it up there."""
    folder = tmp_path_factory.mktemp("start") / "mubiao"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    stamps = set(re.findall(r"\.venv/(\.[\w-]+)", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for entry in (ROOT / ".venv").iterdir():
        if entry.is_file() and entry.name.startswith("."):
            stamps.add(entry.name)
        else:
            (folder / ".venv" / entry.name).symlink_to(entry)
    for stamp in stamps:
        (folder / ".venv" / stamp).touch()
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "as it came"]):
        run(["git", "-c", "user.name=reader", "-c", "user.email=reader@example.org", *command], folder)
    return folder


def run(command: list[str], folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a clone, on its own modules: those of an installed clone come after PYTHONPATH."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MUBIAO_", "DAGSTER_"))}
    environment |= {
        "PYTHONPATH": str(folder),
        "COLUMNS": "120",
        "MAKEFLAGS": NO_INSTALLER,
    }
    if environment.get("PYTHONPYCACHEPREFIX"):
        environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    return subprocess.run(
        command,
        cwd=folder,
        input=given,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def own_modules(clone: Path) -> None:
    """The copy runs its own modules, so that no command of a page reaches into the clone that is tested."""
    printed = run([PYTHON, "-c", "import pipelines; print(pipelines.__file__)"], clone).stdout
    assert Path(printed.strip()).is_relative_to(clone), printed


@pytest.mark.usefixtures("own_modules")
@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_first_pages_runs_and_prints_what_they_say(page: str, clone: Path) -> None:
    for step in steps((ROOT / "docs" / "start" / page).read_text(encoding="utf-8")):
        if not can_run(step):
            continue
        result = run(RUNNERS[step.language], clone, step.content)
        assert result.returncode == 0, f"{step.content}\n{result.stdout}"
        assert holds(result.stdout, step.expected), f"{step.content}\n{result.stdout}\nis to hold\n{step.expected}"


def test_a_page_that_prints_something_else_is_noticed() -> None:
    assert holds("a  5 %\nthen\nb 6", "a 5 %\nb 6")
    assert holds("package x 1.0.0: /somewhere/x", "package x 1.0.0: …/x")
    assert not holds("a 5 %\nb 6", "b 6\na 5 %")
    assert not holds("a 5 %", "a 55 %")


def test_the_first_pages_are_all_walked() -> None:
    assert {page.name for page in (ROOT / "docs" / "start").glob("*.md")} == set(PAGES)
