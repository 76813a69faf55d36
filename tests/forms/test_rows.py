"""Targets beside what became of them: rows, tolerances and sentences as the stored tables have them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.forms.rows import joined, with_sentences, with_tolerances
from pipelines.packages.contents import contents
from schemas import contract
from tests.packages.conftest import JUDGED, MATCH, definition, outcome, tables, target

PUBLISHED = Path(__file__).resolve().parents[2] / "published"


def package(**changed: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    return contents(definition(), tables(**changed))


@pytest.fixture(scope="module")
def seed() -> dict[str, pl.DataFrame]:
    """The package of the bundled report, as it was last published."""
    entry = json.loads((PUBLISHED / "catalog.json").read_text(encoding="utf-8"))["packages"]["xinjiang-2023-targets"]
    folder = PUBLISHED / "xinjiang-2023-targets" / entry["latest"]
    return {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}


def test_the_parts_of_a_published_target_add_up_to_its_published_explanation(seed: dict[str, pl.DataFrame]) -> None:
    rows = with_sentences(joined(seed), seed)
    assert rows.height == 33
    assert ["".join(sentence.values()) for sentence in rows["zh"]] == list(rows["why_zh"])
    assert ["".join(sentence.values()) for sentence in rows["en"]] == list(rows["why_en"])


def test_every_target_stands_once_in_the_order_of_the_table_with_its_figure() -> None:
    rows = joined(package(outcomes=[outcome(300), outcome(40), outcome(5, **JUDGED)]))
    assert list(rows["target_id"]) == ["650000-2023@5", "650000-2023@40", "650000-2023@300"]
    assert rows.select("publisher", "actual_printed", "actual_unit").row(0) == ("某统计局", Decimal("511.2"), "万吨")
    assert rows.select("publisher", "actual_printed").row(1) == (None, None)


def test_without_statistics_the_figure_is_told_in_the_target_s_unit() -> None:
    few = {name: frame for name, frame in package().items() if name != "statistics"}
    assert joined(few)["source_title"].null_count() == 3
    assert with_sentences(joined(few), few)["zh"][0]["facts"] == "目标500万吨以上，实际511.2万吨，完成102%"


@pytest.mark.parametrize(("since", "near"), [(date(2023, 1, 1), "7"), (date(2024, 1, 1), "5")])
def test_of_a_rule_that_was_changed_the_one_of_the_period_counts(since: date, near: str) -> None:
    ours = package(matches=[MATCH])
    rules = contract.codelist("verdict_rules")
    later = rules.filter(rule="amount").with_columns(near=pl.lit(7, pl.Decimal(24, 6)), since=pl.lit(since))
    ours["verdict_rules"] = pl.concat([later, rules])
    rows = with_tolerances(joined(ours), ours)
    assert rows["near"][0] == Decimal(near)
    assert rows.height == 3


@pytest.mark.parametrize("after", ["；目标年是2023年。", "；结果预计2024年3月前公布。"])
def test_a_pending_target_is_open_or_not_due_as_its_explanation_says(after: str) -> None:
    waiting = {"status": "pending", "status_latest": "pending", "why_zh": f"棉花产量目标500万吨以上{after}"}
    ours = package(targets=[target(5)], outcomes=[outcome(5, **waiting)], matches=[])
    assert with_sentences(joined(ours), ours)["zh"][0]["after"] == after
