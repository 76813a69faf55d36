"""What concerns the whole house: its documents name what there is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pipelines.base.settings import Settings
from pipelines.cli import app
from tools import drawings, tables

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands(group: Any, above: str = "mubiao") -> Iterator[str]:
    """All commands as one types them, those below others too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}"


@pytest.mark.parametrize("command", sorted(commands(get_command(app))))
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"`{command}[ `]", README)


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))
def test_every_make_target_is_documented(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `MUBIAO_{setting.upper()}` |" in README


def test_the_documents_draw_every_table_and_all_it_is_made_of() -> None:
    page = drawings.PAGE.read_text(encoding="utf-8")
    assert page == drawings.redrawn(page, "tables", tables.drawing(tables.boxes())), "run `make docs`"


def test_every_module_says_what_belongs_in_it() -> None:
    for path in [path for room in ("pipelines", "schemas", "tools") for path in ROOT.glob(f"{room}/**/*.py")]:
        assert path.read_text(encoding="utf-8").startswith('"""'), path


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_files_that_are_links_in_a_page_are_there(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!http|#)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_file_that_the_guide_sends_one_to_is_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:pipelines|schemas|tests|tools|docs|raw)/[^`<*… ]*)`", guide):
        assert (ROOT / path).exists(), path
