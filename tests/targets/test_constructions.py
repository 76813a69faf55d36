"""Constructions of the reports, each with a sentence of our own, the rules that read it and what they read; or why none does."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.targets import rules
from pipelines.targets.extract import extract

FILE = Path(__file__).parent / "constructions.tsv"
with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def reading(row: dict[str, object]) -> str:
    value = number(row["value"])  # type: ignore[arg-type]
    if row["value_high"] is not None:
        value += f"-{number(row['value_high'])}"  # type: ignore[arg-type]
    cells = (row["indicator"], row["measure"], row["bound"], value, row["unit"], row["comparator"])
    return "|".join(str(cell or "") for cell in cells).rstrip("|")


@pytest.mark.parametrize("row", ROWS, ids=[row["construction"] for row in ROWS])
def test_a_construction_is_read_as_it_is_meant_or_said_not_to_be_covered(row: dict[str, str]) -> None:
    rows = extract(row["sentence"] + "。", "650000", 2026)
    assert "; ".join(map(reading, rows)) == row["readings"]
    assert " ".join(dict.fromkeys(row["rule"] for row in rows)) == row["rules"]
    assert row["rules"] or row["not_covered"]


def test_every_construction_has_one_sentence_and_the_page_says_how_many_there_are() -> None:
    assert len(ROWS) == len({row["construction"] for row in ROWS})
    page = (Path(rules.__file__).parents[3] / "docs" / "explanation" / "reading.md").read_text(encoding="utf-8")
    assert f"lists {len(ROWS)} constructions" in page


def test_every_rule_that_a_construction_names_is_one() -> None:
    named = {name for row in ROWS for name in row["rules"].split()}
    assert named <= {rules.name_of(rule) for rule in (*rules.RULES, *rules.LIST_RULES)}
