"""A row of results is whole: place, names, target, what came and the verdict, and says nothing of a figure that may not be compared."""

from typing import Any

import polars as pl
import pytest

from pipelines.packages.contents import contents
from schemas.safe_text import fault
from tests.packages import conftest
from tests.packages.conftest import MATCH, STATISTIC, definition, outcome, report, tables, target

JUDGED = conftest.JUDGED | {"source_kind": "communique"}
OURS = {"regions": (), "years": (), "tables": ("reports", "targets", "outcomes", "results")}


def results(text: str = "whole", **stored: Any) -> pl.DataFrame:
    stored = {"outcomes": [outcome(5, **JUDGED), outcome(40), outcome(300)]} | stored
    return contents(definition(**OURS, text=text), tables(**stored))["results"]


def test_a_row_of_a_judged_target_says_all_of_it() -> None:
    row = results().row(0, named=True)
    assert (row["place_zh"], row["place_en"], row["level"]) == ("新疆维吾尔自治区", "Xinjiang", "province")
    assert (row["indicator"], row["indicator_en"], row["indicator_en_machine"]) == ("棉花产量", "Cotton output", False)
    assert (str(row["target"]), row["bound"], row["unit"]) == ("500.000000", "at_least", "万吨")
    assert (str(row["result"]), str(row["gap"]), row["verdict"]) == ("511.200000", "11.200000", "met")
    assert (row["source_kind"], row["source_title"], str(row["source_published"])) == (
        "communique",
        "某公报",
        "2024-03-01",
    )


def test_every_target_has_a_row_in_the_order_of_the_text_whatever_became_of_it() -> None:
    rows = results()
    assert rows["target_id"].to_list() == ["650000-2023@5", "650000-2023@40", "650000-2023@300"]
    assert rows["verdict"].to_list() == ["met", "no_data", "no_data"]
    assert rows["result"].null_count() == rows["source_kind"].null_count() == 2


def test_a_figure_that_may_not_be_compared_is_no_result() -> None:
    unlike = JUDGED | {
        "status": "not_comparable",
        "comparability": "not_comparable",
        "gap": None,
        "comparability_reason": "aspect",
    }
    row = results(outcomes=[outcome(5, **unlike), outcome(40), outcome(300)]).row(0, named=True)
    assert row["verdict"] == "not_comparable"
    assert [row[name] for name in ("result", "printed", "gap", "source_kind", "source_title", "source_published")] == [
        None
    ] * 6


def test_a_result_stands_in_the_targets_unit_beside_what_its_source_prints() -> None:
    printed = STATISTIC | {"value": "16", "unit": "平方公里", "value_base": "16000000", "unit_base": "m2"}
    acres = target(5, value="2.4", unit="万亩", value_base="16000000", unit_base="m2")
    judged = outcome(5, **JUDGED | {"actual": "2.4", "gap": "0", "margin": "0"})
    row = results(targets=[acres], outcomes=[judged], candidates=[printed], matches=[MATCH]).row(0, named=True)
    assert (str(row["result"]), row["unit"]) == ("2.400000", "万亩")
    assert (str(row["printed"]), row["printed_unit"]) == ("16.000000", "平方公里")


@pytest.mark.parametrize(
    ("region", "level"),
    [("100000", "nation"), ("110000", "province"), ("440100", "sub_provincial_city"), ("441900", "prefecture"), ("653100", "prefecture")],
)  # fmt: skip
def test_every_row_says_how_high_its_government_stands(region: str, level: str) -> None:
    of_region = {"report_id": f"{region}-2023", "region_code": region}
    rows = results(
        reports=[report(region, 2023)],
        targets=[target(5, target_id=f"{region}-2023@5", **of_region)],
        outcomes=[outcome(5, target_id=f"{region}-2023@5", report_id=f"{region}-2023")],
        matches=[],
    )
    assert rows["level"].to_list() == [level]


def test_a_long_name_is_cut_in_both_languages_where_no_sentence_is_published() -> None:
    long = "城乡居民基本医疗保险和大病保险以及医疗救助制度覆盖的常住人口比例及其变化"
    named = [target(5), target(40, indicator=long, indicator_id=None), target(300)]
    assert results(targets=named)["indicator_en"].to_list()[1] == long
    facts = results("none", targets=named)
    assert facts.row(1, named=True)["indicator"] == facts.row(1, named=True)["indicator_en"] == long[:30]
    assert facts["indicator_en"].to_list()[0] == "Cotton output"


def anchors(quote: str) -> tuple[str | None, str | None]:
    """The ends of a clause as a package without sentences has them."""
    held = contents(definition(**OURS, text="none"), tables(targets=[target(5, quote=quote)], matches=[]))["targets"]
    assert "quote" not in held.columns
    return held.select("quote_start", "quote_end").row(0)


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        ("棉花产量稳定在500万吨以上", "棉花产量稳定", "00万吨以上"),
        ("增长7%左右", "增长7%左右", None),
        ("粮食增长5%以上", "粮食增长5%", "以上"),
        ("工业增长6%\n投资增长8%以上", "工业增长6%", "增长8%以上"),
        ("气温变化幅度保持在-5%", "气温变化幅度", "保持在-5%"),
        ("平均变化幅度不低于−13.5%", "平均变化幅度", "13.5%"),
    ],
)
def test_of_a_clause_its_two_ends_are_published_which_never_overlap(quote: str, start: str, end: str | None) -> None:
    assert anchors(quote) == (start, end)
    assert all(len(each) <= 6 and fault(each) is None and each in quote for each in anchors(quote) if each)


def test_the_ends_of_a_claim_stand_in_the_places_of_its_words() -> None:
    said = outcome(5, claim="fulfilled", claim_quote="年初确定的二十件实事全部办结")
    stored = tables(outcomes=[said, outcome(40), outcome(300)])
    facts = contents(definition(**OURS, text="none"), stored)["outcomes"]
    assert facts.select("claim_start", "claim_end").row(0) == ("年初确定的二", "件实事全部办结"[-6:])
    assert facts.select("claim_start", "claim_end").row(1) == (None, None)
    whole = contents(definition(**OURS), stored)["outcomes"]
    assert "claim_quote" in whole.columns and "claim_start" not in whole.columns
