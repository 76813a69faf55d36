"""Rows that the contracts take, whatever their cells say, come through every form of a package unchanged and harmless."""

import csv
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import schemas
from pipelines.forms.csv import write_csv
from pipelines.forms.page import page
from pipelines.forms.parquet import write_parquet
from pipelines.packages import checks
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.publish import publish
from schemas import contract
from tests.hostile.rows import TEXTS, cells, free_texts, is_published, taken
from tests.packages.conftest import definition, tables

few = settings(suppress_health_check=list(HealthCheck), max_examples=max(5, settings.default.max_examples // 20))
# To publish a package takes seconds: what fails is not made smaller.
fewest = settings(
    few, max_examples=max(3, settings.default.max_examples // 50), phases=[Phase.explicit, Phase.generate]
)
# What a spreadsheet takes for a formula, in any width.
FORMULA = tuple("=+-@\t\r＝＋－＠")
# A cell longer than a spreadsheet takes is longer than Hypothesis likes to print.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
TABLES = [table for table in definition().tables if table != "changes"]
TEXT_COLUMNS = [
    (table, name) for table in ("reports", "targets", "outcomes", "candidates") for name in free_texts(table)
]


@pytest.mark.parametrize("table", TABLES)
def test_rows_come_back_from_parquet_and_csv_as_they_were(tmp_path_factory: pytest.TempPathFactory, table: str) -> None:
    model = schemas.model(table)
    columns = {name: cells(table, name) for name in contract.dtypes(model)}

    @few
    @given(st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=5))
    def come_back(rows: list[dict[str, Any]]) -> None:
        folder = tmp_path_factory.mktemp("rows")
        good = contract.split(model, rows, table).good
        write_parquet(table, good, folder / "t.parquet", {})
        assert pl.read_parquet(folder / "t.parquet").equals(good)
        write_csv(table, good, folder / "t.csv")
        with (folder / "t.csv").open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        for row, printed in zip(good.to_dicts(), read, strict=True):
            for name, cell in row.items():
                assert printed[name] == as_printed(cell)
                if isinstance(cell, str) and is_published(table, name):
                    assert not printed[name].startswith(FORMULA), (name, cell)

    come_back()


def as_printed(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return re.sub(r"\.?0+$", "", f"{cell:.6f}") if isinstance(cell, Decimal) else str(cell)


def with_texts(texts: dict[tuple[str, str], str]) -> dict[str, pl.DataFrame]:
    """The small tables with a text in each of these columns, where the column takes it."""
    changed = tables()
    for (table, name), text in texts.items():
        if taken(table, name, [text])[0]:
            changed[table] = changed[table].with_columns(pl.lit(text).alias(name))
    return changed


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead by their beginning."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: set[tuple[str, tuple[str, ...]]] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add((tag, tuple(sorted(name for name, _ in attrs if not name.startswith(("data-", "aria-"))))))
        self.links |= {
            (value or "").partition(":")[0] for name, value in attrs if name in ("href", "src") and ":" in (value or "")
        }


@fewest
@given(st.fixed_dictionaries(dict.fromkeys(TEXT_COLUMNS, TEXTS)))
def test_a_package_of_any_texts_is_valid_and_harmless_in_every_form(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[tuple[str, str], str]
) -> None:
    published = tmp_path_factory.mktemp("any")
    stored = with_texts(texts)
    publication = publish(definition(), stored, {"targets": 0}, 0, published)
    folder = published / publication.path
    assert checks.validate(folder) == []
    quotes = pl.read_parquet(folder / "targets.parquet")["quote"].to_list()
    assert quotes == stored["targets"]["quote"].to_list()
    no_formula_in(next(folder.glob("*.xlsx")))


def no_formula_in(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook, read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    book.close()


@few
@given(st.fixed_dictionaries(dict.fromkeys(TEXT_COLUMNS, TEXTS)), TEXTS, TEXTS)
def test_a_page_has_the_elements_of_its_template_whatever_its_texts_say(
    texts: dict[tuple[str, str], str], title: str, contact: str
) -> None:
    plain = Elements(_page(tables(), definition()))
    odd = Elements(
        _page(with_texts(texts), definition(title_zh=title, title_en=title, owner=Owner(title, contact=contact)))
    )
    assert {tag for tag, _ in odd.kinds} <= {tag for tag, _ in plain.kinds} | {"br"}
    assert {names for _, names in odd.kinds} <= {names for _, names in plain.kinds} | {("href",)}
    assert odd.links <= plain.links | {"mailto"}


def _page(stored: dict[str, pl.DataFrame], package: Definition) -> str:
    shown = {**stored, "statistics": stored["candidates"]}
    return page(package, "1.0.0", shown, {"targets": 0}, {})
