"""A target that a report prints again points to where it stands first; another target never does."""

from decimal import Decimal
from typing import Any

import pytest

from pipelines.targets import repeats
from pipelines.targets.tables import tables

FIRMS = {
    "indicator": "高新技术企业", "indicator_id": "high_tech_enterprises", "action": "新增", "measure": "amount", "bound": "exact", "comparator": None,
    "period": "2024", "period_kind": "year", "base_period": None, "aspect": "addition", "area": None, "value": Decimal(50), "value_high": None,
    "unit": "家", "value_base": Decimal(50), "value_high_base": None, "unit_base": "item",
}  # fmt: skip
NAMELESS = {"indicator_id": None, "indicator": "某某小区"}
UNITLESS = {"unit": "篇章", "value_base": None, "unit_base": None}


def marked(*rows: dict[str, Any]) -> list[str | None]:
    numbered = [FIRMS | row | {"target_id": str(number)} for number, row in enumerate(rows)]
    repeats.mark(numbered)
    return [row["repeats"] for row in numbered]


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"indicator": "高企", "action": "净增"},
        {"value": Decimal("50.0"), "value_base": Decimal("50.0")},
        {"value": Decimal("0.005"), "unit": "万家"},
    ],
)
def test_the_same_thing_and_number_in_other_words_is_the_same_target(again: dict[str, Any]) -> None:
    assert marked({}, again, again) == [None, "0", "0"]


@pytest.mark.parametrize(
    "other",
    [{"value_base": Decimal(60)}, {"bound": "at_least"}, {"period": "2025"}, {"period_kind": "average"}, {"base_period": "2020"}, {"aspect": "level"},
     {"area": "某新区"}, {"measure": "change"}, {"value_high_base": Decimal(60)}, {"indicator_id": "listed_companies"}],
)  # fmt: skip
def test_what_differs_in_one_thing_is_another_target(other: dict[str, Any]) -> None:
    assert marked({}, other) == [None, None]


def test_what_has_no_code_or_known_unit_is_the_same_as_it_is_printed() -> None:
    assert marked(NAMELESS, NAMELESS, NAMELESS | {"indicator": "另一小区"}, NAMELESS | {"action": "改造"}) == [
        None,
        "0",
        None,
        None,
    ]
    assert marked(UNITLESS, UNITLESS, UNITLESS | {"value": Decimal(60)}) == [None, "0", None]


def test_a_goal_of_the_summary_that_a_section_prints_again_counts_once() -> None:
    text = (
        "2024年某省政府工作报告\n一、2024年工作安排\n今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业30万人。\n"
        "（一）稳定增长。地区生产总值增长6.0%左右，粮食产量60亿斤。\n"
    )
    rows = tables(text, "650000", 2024)["targets"]
    again = [row for row in rows if row["repeats"]]
    assert [(row["indicator_id"], row["value"]) for row in again] == [("gdp", Decimal("6.0"))]
    assert again[0]["repeats"] == rows[0]["target_id"]
