"""Pages to test: that of the bundled report, one with hostile text, one of many targets; and a browser that watches what they do."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.page import page
from pipelines.packages.definition import Definition, Owner, definitions
from tests.forms.page import browser

PUBLISHED = Path(__file__).resolve().parents[3] / "published"
# Whatever of this runs, writes where it must not.
HOSTILE = '<img src="https://example.org/x.png" onerror="window.hacked=1"><script>window.hacked=1</script></script>'


@pytest.fixture(scope="session")
def seed() -> tuple[Definition, dict[str, pl.DataFrame]]:
    """The package of the bundled report, as it was last published."""
    definition = next(definition for definition in definitions() if definition.name == "xinjiang-2023-targets")
    catalog = json.loads((PUBLISHED / "catalog.json").read_text(encoding="utf-8"))
    folder = PUBLISHED / definition.name / catalog["packages"][definition.name]["latest"]
    return definition, {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


@pytest.fixture(scope="session")
def html(seed: tuple[Definition, dict[str, pl.DataFrame]]) -> str:
    """Its page."""
    definition, tables = seed
    return page(definition, "2.0.0", tables, {"targets": 0}, {"targets.csv": 9000, "datapackage.json": 100_000})


@pytest.fixture(scope="session")
def hostile(seed: tuple[Definition, dict[str, pl.DataFrame]]) -> str:
    """The same with hostile text in a title, in cells, and in values that no cell shows."""
    definition, tables = seed
    changed = {
        "targets": ("indicator", "section", "unit", "quote"),
        "outcomes": ("why_zh", "why_en"),
        "reports": ("title",),
        "statistics": ("note", "source_title"),
    }
    tables = tables | {
        table: tables[table].with_columns(pl.lit(HOSTILE).alias(column) for column in columns)
        for table, columns in changed.items()
    }
    tables["reports"] = tables["reports"].with_columns(source_url=pl.lit("javascript:window.hacked=1"))
    definition = replace(
        definition, title_zh=HOSTILE, title_en=HOSTILE, owner=Owner(HOSTILE, contact="data@example.org")
    )
    return page(definition, "2.0.0", tables, {"targets": 0}, {}, json_ld={"name": HOSTILE})


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from disk in a tab of its own; in the end nothing may have left the page or broken its policy."""
    watched = []

    def opened(html: str, *, hash: str = "", ready: bool = True, **options: Any) -> Any:
        path = tmp_path / "index.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}} | options)
        tab = context.new_page()
        watched.append((context, browser.watch(tab)))
        tab.goto(path.as_uri() + hash)
        if ready:
            tab.wait_for_selector("html[data-ready=all]")
        return tab

    yield opened
    faults = [fault for context, seen in watched for fault in seen() if context.close() is None]
    assert faults == []
