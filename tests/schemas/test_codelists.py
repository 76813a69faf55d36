"""The vocabularies keep their contracts and name each other rightly."""

import pytest

from schemas import codelists, contract

LISTS = [
    "indicators",
    "indicator_relations",
    "polarities",
    "verdict_rules",
    "method_constants",
    "regions",
    "region_changes",
    "units",
    "codes",
]
INDICATORS = {row["indicator_id"]: row for row in codelists.read("indicators")}


@pytest.mark.parametrize("name", LISTS)
def test_every_codelist_keeps_its_contract(name: str) -> None:
    assert contract.codelist(name).height == len(codelists.read(name))


def test_every_name_leads_to_an_indicator_and_only_to_one() -> None:
    aliases = [row["alias"] for row in codelists.read("indicator_aliases")]
    assert len(aliases) == len(set(aliases))
    assert {row["indicator_id"] for row in codelists.read("indicator_aliases")} == set(INDICATORS)
    assert all(codelists.indicator_id(alias) for alias in aliases), "an alias is written as names are looked up"


@pytest.mark.parametrize("name", ["indicator_relations", "polarities", "verdict_rules"])
def test_rules_speak_of_indicators_that_are_there(name: str) -> None:
    named = {row[column] for row in codelists.read(name) for column in row if column.endswith("indicator_id")} - {""}
    assert named <= set(INDICATORS)


def test_every_indicator_has_a_dimension_that_a_unit_measures() -> None:
    dimensions = {row["dimension"] for row in codelists.read("units")}
    assert {row["dimension"] for row in INDICATORS.values()} <= dimensions


@pytest.mark.parametrize(
    ("unit", "base"),
    [("%", ("%", 1)), ("‰", ("%", "0.1")), ("万吨", ("t", 10_000)), ("亿斤", ("t", 50_000)), ("万亿元", ("CNY", 10**12)), ("千瓦", ("kW", 1)),
     ("万千瓦", ("kW", 10_000)), ("公顷", ("mu", 15)), ("万套(间)", ("item", 10_000)), ("人次", ("person_time", 1))],
)  # fmt: skip
def test_a_printed_unit_leads_to_its_base_unit(unit: str, base: tuple[str, object]) -> None:
    from decimal import Decimal

    found = codelists.base_unit(unit)
    assert found and (found[1], found[2]) == (base[0], Decimal(str(base[1])))


def test_an_unknown_unit_has_no_base_unit() -> None:
    assert codelists.base_unit("万桶") is None


def test_every_region_lies_in_one_that_is_there_and_every_changed_code_leads_to_one() -> None:
    regions = {row["region_code"]: row for row in codelists.read("regions")}
    assert {row["parent"] for row in regions.values()} - {""} <= set(regions)
    assert [code for code, row in regions.items() if not row["parent"]] == ["100000"]
    for row in codelists.read("region_changes"):
        assert row["region_code"] in regions and row["old_region_code"] not in regions
    assert {row["region_code"] for row in regions.values() if row["level"] == "prefecture"} >= {
        "653100",
        "441900",
        "460300",
    }
