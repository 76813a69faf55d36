"""The vocabularies keep their contracts and name each other rightly."""

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

import pytest

import schemas
from schemas import codelists, contract

LISTS = sorted(file.stem for file in codelists.FOLDER.glob("*.csv"))
INDICATORS = {row["indicator_id"]: row for row in codelists.read("indicators")}


@pytest.mark.parametrize("name", LISTS)
def test_every_codelist_keeps_its_contract_and_has_its_columns(name: str) -> None:
    assert contract.codelist(name).height == len(codelists.read(name)) > 0
    assert all(list(row) == list(contract.dtypes(schemas.model(name))) for row in codelists.read(name))


@pytest.mark.parametrize("name", LISTS)
def test_no_cell_of_a_codelist_has_white_space_at_its_ends(name: str) -> None:
    assert [cell for row in codelists.read(name) for cell in row.values() if cell != cell.strip()] == []


def test_every_code_is_told_apart_by_its_labels_in_both_languages() -> None:
    for codelist in {row["codelist"] for row in codelists.read("codes")}:
        for language in ("zh", "en"):
            labels = codelists.labels(codelist, language)
            assert tuple(labels) == codelists.codes(codelist)
            assert all(labels.values()) and len(set(labels.values())) == len(labels), (codelist, language)


def test_what_the_figures_decide_is_met_near_or_missed() -> None:
    assert codelists.decided() == ("met", "near", "missed")
    assert set(codelists.codes("comparator_status")) <= set(codelists.codes("status"))


@pytest.mark.parametrize("asked", ["no_such_list", "codes", ""])
def test_a_small_codelist_that_is_not_there_is_named(asked: str) -> None:
    with pytest.raises(LookupError, match=f"codes.csv has no codelist {asked!r}"):
        codelists.codes(asked)


def test_a_codelist_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="no codelist 'no_such_list'"):
        codelists.read("no_such_list")


def test_every_name_leads_to_an_indicator_and_only_to_one() -> None:
    aliases = [row["alias"] for row in codelists.read("indicator_aliases")]
    assert len(aliases) == len(set(aliases))
    assert {row["indicator_id"] for row in codelists.read("indicator_aliases")} == set(INDICATORS)
    assert all(codelists.indicator_id(alias) for alias in aliases), "an alias is written as names are looked up"


@pytest.mark.parametrize("name", ["indicator_relations", "polarities", "verdict_rules", "plausibility"])
def test_rules_speak_of_indicators_that_are_there(name: str) -> None:
    assert any(row["indicator_id"] for row in codelists.read(name))
    named = {row[column] for row in codelists.read(name) for column in row if column.endswith("indicator_id")} - {""}
    assert named <= set(INDICATORS)


def test_every_indicator_has_a_dimension_that_a_unit_measures() -> None:
    dimensions = {row["dimension"] for row in codelists.read("units")}
    assert {row["dimension"] for row in INDICATORS.values()} <= dimensions


def test_a_dimension_has_one_base_unit() -> None:
    pairs = {(row["dimension"], row["unit_base"]) for row in codelists.read("units")}
    assert len(pairs) == len({dimension for dimension, _ in pairs})


def test_rules_of_a_base_unit_speak_of_one_that_is_there() -> None:
    bases = {row["unit_base"] for row in codelists.read("units")}
    for rules in ("verdict_rules", "plausibility"):
        assert {row["unit_base"] for row in codelists.read(rules)} - {""} <= bases


def test_units_are_written_as_they_are_looked_up() -> None:
    units = [row["unit"] for row in codelists.read("units")]
    # A degree is one character as reports print it, two in NFKC.
    assert [unit for unit in units if unicodedata.normalize("NFKC", unit) != unit] == ["℃"]
    assert [unit for unit in units if codelists.base_unit(unit) is None] == []


def test_no_indicator_is_related_to_itself() -> None:
    assert [
        row for row in codelists.read("indicator_relations") if row["indicator_id"] == row["other_indicator_id"]
    ] == []


def test_what_is_broader_one_way_is_narrower_the_other() -> None:
    turned = {"broader": "narrower", "narrower": "broader", "same": "same", "unlike": "unlike"}
    relations = {
        (row["indicator_id"], row["other_indicator_id"]): row["relation"]
        for row in codelists.read("indicator_relations")
    }
    for (one, other), relation in relations.items():
        assert relations.get((other, one), turned[relation]) == turned[relation], (one, other)


def test_every_rule_holds_from_the_beginning_and_dates_of_one_thing_follow_each_other() -> None:
    for name, keys in {
        "polarities": ["indicator_id"],
        "deed_polarities": ["aspect"],
        "head_polarities": ["ending"],
        "topic_words": ["word"],
        "verdict_rules": ["rule"],
        "plausibility": ["rule"],
        "meets": ["compares", "of_target", "of_figure"],
        "method_constants": ["constant"],
    }.items():
        since: dict[tuple[str, ...], list[str]] = {}
        for row in codelists.read(name):
            since.setdefault(tuple(row[key] for key in keys), []).append(row["since"])
        for thing, dates in since.items():
            assert dates[0] == "1949-01-01", (name, thing)
            assert all(earlier < later for earlier, later in pairwise(dates)), (name, thing)


def test_every_measure_has_a_rule_for_whatever_indicator() -> None:
    everywhere = {row["measure"] for row in codelists.read("verdict_rules") if not row["indicator_id"]}
    assert everywhere == set(codelists.codes("measure"))


def test_what_meets_are_codes_of_what_a_figure_is() -> None:
    lists = {"period_kind": "period_kind", "aspect": "aspect", "aspect_of_part": "aspect"}
    for row in codelists.read("meets"):
        assert {row["of_target"], row["of_figure"]} <= set(codelists.codes(lists[row["compares"]])), row


def test_an_attainment_has_two_ends_and_a_gap_counts_both_ways() -> None:
    assert {(row["compares"], row["least"] != "") for row in codelists.read("plausibility")} == {
        ("attainment", True),
        ("gap", False),
    }


@pytest.mark.parametrize(
    ("unit", "base"),
    [("%", ("%", 1)), ("‰", ("%", "0.1")), ("万吨", ("t", 10_000)), ("亿斤", ("t", 50_000)), ("万亿元", ("CNY", 10**12)), ("千瓦", ("kW", 1)),
     ("万千瓦", ("kW", 10_000)), ("公顷", ("mu", 15)), ("万套(间)", ("item", 10_000)), ("人次", ("person_time", 1))],
)  # fmt: skip
def test_a_printed_unit_leads_to_its_base_unit(unit: str, base: tuple[str, object]) -> None:
    known = codelists.base_unit(unit)
    assert known and (known[1], known[2]) == (base[0], Decimal(str(base[1])))


def test_an_unknown_unit_has_no_base_unit() -> None:
    assert codelists.base_unit("万桶") is None


def test_every_region_lies_in_one_that_is_there_and_every_changed_code_leads_to_one() -> None:
    regions = {row["region_code"]: row for row in codelists.read("regions")}
    assert {row["parent"] for row in regions.values()} - {""} <= set(regions)
    assert [code for code, row in regions.items() if not row["parent"]] == ["100000"]
    for row in codelists.read("region_changes"):
        assert row["region_code"] in regions and row["old_region_code"] not in regions
    assert {
        row["region_code"] for row in regions.values() if row["level"] in ("prefecture", "sub_provincial_city")
    } >= {
        "653100",
        "441900",
        "460300",
    }


def test_every_indicator_has_a_direction_with_its_reason_from_the_first_day() -> None:
    since_ever = {row["indicator_id"] for row in codelists.read("polarities") if row["since"] == "1949-01-01"}
    assert since_ever == set(INDICATORS)
    assert all(row["reference"] for row in codelists.read("polarities"))


def test_a_name_that_says_a_stage_gives_the_thing_and_the_stage() -> None:
    assert codelists.indicator_id("棚户区改造开工") == codelists.indicator_id("棚户区改造") == "shantytown_renovation"
    assert (codelists.stage("棚户区改造开工"), codelists.stage("棚户区改造")) == ("start", None)


@pytest.mark.parametrize(
    ("name", "aspect"),
    [
        ("棚户区改造开工", "start"),
        ("粮食产量", "flow"),
        ("耕地保有量", "level"),
        ("城镇新增就业", "addition"),
        ("无此指标", None),
    ],
)
def test_an_amount_of_the_statistics_has_the_aspect_of_its_name(name: str, aspect: str | None) -> None:
    assert codelists.usual_aspect(name) == aspect


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("规模工业增加值", "industrial_value_added"),
        ("研究与试验发展(R&D)经费支出占全市生产总值的比重", "rd_intensity"),
        ("第三产业增加值占GDP的比例", "services_share"),
        ("高新技术企业总量", "high_tech_enterprises"),
        ("农村公路总里程", "rural_roads"),
        ("蔬菜总产量", "vegetable_output"),
        ("固定资产投资规模", "fixed_investment"),
        ("全社会R&D投入", "rd_expenditure"),
        ("研发投入", None),
        ("城镇新增就业数量", None),
        ("总量", None),
        ("服务业", None),
    ],
)
def test_a_name_in_another_wording_has_the_code_of_the_thing(name: str, code: str | None) -> None:
    assert codelists.indicator_id(name) == code


def test_names_that_are_one_in_plain_words_are_of_one_indicator() -> None:
    named: dict[str, set[str]] = {}
    for row in codelists.read("indicator_aliases"):
        named.setdefault(codelists.plain_name(row["alias"]), set()).add(row["indicator_id"])
    assert {name: codes for name, codes in named.items() if len(codes) > 1} == {}


def test_wordings_of_a_dimension_are_of_one_that_indicators_have() -> None:
    dimensions = {row["dimension"] for row in codelists.read("indicator_wordings")}
    assert "any" in dimensions and dimensions - {"any"} <= {row["dimension"] for row in INDICATORS.values()}


@pytest.mark.parametrize("name", ["indicators", "glosses", "deeds", "topics"])
def test_no_english_name_holds_chinese_or_words_that_no_editor_lets_pass(name: str) -> None:
    refused = re.compile(r"[\u3400-\u9fff]|person-time|per head|above designated|[Ss]hantytown|\d{4}| $|^[a-z].*\.$")
    assert [row["name_en"] for row in codelists.read(name) if refused.search(row["name_en"])] == []


@pytest.mark.parametrize("name", ["indicators", "topics"])
def test_every_code_is_told_apart_by_its_names_in_both_languages(name: str) -> None:
    for language in ("name_zh", "name_en"):
        names = [row[language] for row in codelists.read(name)]
        assert len(set(names)) == len(names), language


def test_names_begin_with_a_capital_and_deeds_do_not() -> None:
    for name in ("indicators", "glosses", "topics"):
        assert [row["name_en"] for row in codelists.read(name) if row["name_en"][:1].islower()] == []
    assert [row["name_en"] for row in codelists.read("deeds") if row["name_en"][:1].isupper()] == []


def test_a_gloss_stands_under_the_name_as_it_is_looked_up_and_of_no_name_that_has_a_code() -> None:
    names = [row["name_zh"] for row in codelists.read("glosses")]
    assert [name for name in names if codelists.as_listed(name) != name] == []
    assert [name for name in names if codelists.indicator_id(name)] == []
