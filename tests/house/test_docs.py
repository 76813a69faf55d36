"""What concerns the whole house: its documents name what there is, and what is generated of them is what the code makes."""

import shlex
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.base.settings import Settings
from pipelines.definitions import line
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.keys import OWNER_KEYS, PACKAGE_KEYS
from schemas import codelists as lists
from tools.docs import blocks, codelists, command_line, definitions, latest, pages, settings, tables

ROOT = Path(__file__).resolve().parents[2]
LONGEST_README = 150
COMMANDS = dict(command_line.commands())


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    return text(page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_what_is_generated_is_what_the_code_makes() -> None:
    assert pages.differing(pages.wanted()) == [], "run `make docs`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_all_its_options(command: str) -> None:
    there = section(command_line.PATH, command)
    assert f".venv/bin/{command}" in there
    for option in command_line.options(COMMANDS[command]):
        name = option.opts[0] if option.param_type_name == "option" else option.metavar or option.name.upper()
        assert f"`{name.replace('|', chr(92) + '|')}" in there, name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_that_it_takes(command: str) -> None:
    words = shlex.split((COMMANDS[command].epilog or "").removeprefix("Example: "))
    assert words[: len(command.split())] == command.split()
    COMMANDS[command].make_context(command, words[len(command.split()) :])


@pytest.mark.parametrize("target", command_line.targets(text("Makefile")))
def test_every_make_target_is_documented(target: str) -> None:
    assert f"| `make {target}` |" in section(command_line.PATH, "make")


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_is_documented(setting: str) -> None:
    assert f"| `{settings.variable(setting)}` |" in text(settings.PATH)
    assert Settings.model_fields[setting].description, "say what it is in its Field"


@pytest.mark.parametrize(("of", "meanings"), [(Definition, PACKAGE_KEYS), (Owner, OWNER_KEYS)])
def test_every_key_of_the_definitions_is_documented(of: type[Any], meanings: Mapping[str, str]) -> None:
    assert {field.name for field in fields(of)} - {"owner"} == set(meanings), (
        "say what it is in pipelines/packages/keys.py"
    )
    assert [key for key in meanings if f"| `{key}` |" not in text(definitions.PATH)] == []


def stored() -> set[str]:
    """The tables that assets make; the site is none."""
    keys = line(Settings()).over([]).resolve_asset_graph().materializable_asset_keys
    return {key.path[0] for key in keys} - {"site"}


@pytest.mark.parametrize("table", sorted({*stored(), *tables.names()}))
def test_every_table_and_all_its_columns_are_documented(table: str) -> None:
    page = text(f"{tables.FOLDER}/{table}.md")
    assert f"[`{table}`]({table}.md)" in text(f"{tables.FOLDER}/index.md")
    for column in tables.columns(table):
        assert f"| `{column.name}` | {tables.plain(column.title)} |" in page


@pytest.mark.parametrize("codelist", sorted(path.stem for path in lists.FOLDER.glob("*.csv")))
def test_every_codelist_is_documented_with_where_it_comes_from(codelist: str) -> None:
    assert f"[`{codelist}`]({codelist}.md)" in text(f"{codelists.FOLDER}/index.md")
    assert "\nWhere it comes from: " in text(f"{codelists.FOLDER}/{codelist}.md")


def test_every_small_codelist_is_documented() -> None:
    for row in lists.read("codes"):
        assert codelists.plain(row["code"]) in section(f"{codelists.FOLDER}/codes.md", row["codelist"])


def test_every_module_of_the_site_is_named_where_it_is_explained() -> None:
    explained = text("docs/explanation/site.md")
    modules = {path.stem for path in (ROOT / "pipelines" / "site").glob("*.py")} - {"__init__"}
    assert [module for module in sorted(modules) if f"`{module}`" not in explained] == []


def test_the_documents_draw_every_table_that_an_asset_makes() -> None:
    drawing = text("docs/explanation/architecture.md")
    assert [table for table in stored() if table not in drawing] == []


@pytest.mark.parametrize("readme", sorted(path.name for path in ROOT.glob("README*.md")))
def test_a_readme_is_short(readme: str) -> None:
    assert len(text(readme).splitlines()) <= LONGEST_README


def test_every_module_says_what_belongs_in_it() -> None:
    for path in [path for room in ("pipelines", "schemas", "tools") for path in ROOT.glob(f"{room}/**/*.py")]:
        assert path.read_text(encoding="utf-8").startswith('"""'), path


def test_a_block_takes_the_place_of_the_one_before_and_leaves_the_rest_of_the_page() -> None:
    page = "above\n<!-- generated: method_constants -->\nold\n<!-- end -->\nbelow\n"
    new = blocks.filled("page.md", page, {})
    assert new.startswith("above\n<!-- generated: method_constants -->\n| constant |")
    assert new.endswith("|\n<!-- end -->\nbelow\n")
    assert "old" not in new
    assert blocks.filled("page.md", new, {}) == new


@pytest.mark.parametrize("name", [*blocks.BLOCKS, blocks.CONTENTS])
def test_every_block_is_a_table_a_drawing_or_code(name: str) -> None:
    page = blocks.filled("README.md", f"<!-- generated: {name} -->\n<!-- end -->\n", {"docs/guides/a.md": "# A\n"})
    assert "| --- |" in page or "```" in page


def test_the_lines_that_read_a_package_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = latest.lines()
    targets = len(duckdb.sql(lines["sql"]).fetchall())
    assert targets
    for each, library in zip(lines["python"].splitlines(), ("polars", "pandas"), strict=True):
        pytest.importorskip(library)
        imported, _, read = each.partition("; ")
        names: dict[str, Any] = {}
        exec(imported, names)
        assert len(eval(read, names)) == targets


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<!-- generated: rooms -->\nno end", "has no"),
        ("<!-- generated: rooms -->\n<!-- generated: tables -->\n<!-- end -->\n", "has no"),
        ("<!-- generated: moons -->\n<!-- end -->\n", "no block is called 'moons'"),
    ],
)
def test_a_block_that_cannot_be_made_is_named_with_its_page(page: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"guide.md: .*{reason}"):
        blocks.filled("guide.md", page, {})


def test_a_page_that_differs_or_that_no_code_makes_any_more_is_named_and_put_right(tmp_path: Path) -> None:
    kept, other, gone = (f"{tables.FOLDER}/{name}.md" for name in ("kept", "other", "gone"))
    wanted: dict[str, Any] = {kept: "# kept\n", other: "# other\n"}
    for path, content in {kept: "# kept\n", other: "# another\n", gone: "# gone\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    assert pages.differing(wanted, tmp_path) == [gone, other]
    pages.write(wanted, tmp_path)
    assert pages.differing(wanted, tmp_path) == []
    assert not (tmp_path / gone).exists()


def test_a_list_of_pages_links_them_from_where_it_stands() -> None:
    there = {"docs/guides/verify.md": "# Verify\n", "docs/index.md": "# All\n", "docs/reference/tables/index.md": "# Tables\n",
             "docs/reference/tables/targets.md": "# targets\n"}  # fmt: skip
    begin, end = "<!-- generated: docs -->", "<!-- end -->"
    page = blocks.filled("README.md", f"{begin}\n{end}\n", there)
    assert "| Guides | [Verify](docs/guides/verify.md) |" in page
    assert "| Reference | [Tables](docs/reference/tables/index.md) |" in page
    below = blocks.filled("docs/start/first.md", f"{begin}\n{end}\n", there)
    assert "[Verify](../guides/verify.md)" in below


def test_the_pages_for_a_first_hour_name_the_latest_version() -> None:
    now = latest.version()
    assert latest.named("xinjiang-2023-targets/0.9.1/a, xinjiang-2023-targets@0.9.1; other 0.9.1") == (
        f"xinjiang-2023-targets/{now}/a, xinjiang-2023-targets@{now}; other 0.9.1"
    )
