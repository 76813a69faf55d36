"""A package holds the rows of its collections, regions and years, and no column or word that it is not to show."""

from datetime import date
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines.packages.contents import contents, in_no_package, set_aside
from schemas.errors import InputError
from tests.packages.conftest import MATCH, definition, outcome, report, tables, target

LONG = "城乡居民基本医疗保险和大病保险以及医疗救助制度覆盖的常住人口比例及其变化"


def with_collections(*names: str) -> dict[str, pl.DataFrame]:
    """The tables of the store, whose reports of 650000 and 620000 are of these collections."""
    stored = tables()
    return stored | {"reports": stored["reports"].with_columns(collection=pl.Series(names))}


@pytest.mark.parametrize(
    ("collections", "reports", "targets"),
    [(("raw",), ["620000-2023"], 0), (("corpus",), ["650000-2023"], 3), (("raw", "corpus"), ["620000-2023", "650000-2023"], 3),
     (("*",), ["620000-2023", "650000-2023"], 3), (("other",), [], 0)],
)  # fmt: skip
def test_it_takes_the_reports_of_its_collections_with_all_that_was_read_out_of_them(
    collections: tuple[str, ...], reports: list[str], targets: int
) -> None:
    ours = definition(regions=(), years=(), collections=collections)
    held = contents(ours, with_collections("corpus", "raw"))
    assert held["reports"]["report_id"].to_list() == reports
    assert (held["targets"].height, held["outcomes"].height) == (targets, targets)


def test_a_package_of_one_region_and_year_takes_no_other() -> None:
    stored = tables(reports=[report("650000", 2023), report("650000", 2022), report("620000", 2023)])
    assert contents(definition(), stored)["reports"]["report_id"].to_list() == ["650000-2023"]
    assert contents(definition(years=()), stored)["reports"]["report_id"].to_list() == ["650000-2022", "650000-2023"]
    assert contents(definition(regions=()), stored)["reports"]["report_id"].to_list() == ["620000-2023", "650000-2023"]


def test_names_are_cut_at_thirty_characters_where_no_sentence_is_published_and_nowhere_else() -> None:
    stored = tables(targets=[target(5, indicator=LONG), target(40), target(300)])
    assert contents(definition(), stored)["targets"]["indicator"][0] == LONG
    facts = contents(definition(text="none"), stored)["targets"]
    assert facts["indicator"].to_list() == [LONG[:30], "棉花产量", "棉花产量"]
    assert not {"quote", "section", "paragraph"} & set(facts.columns)
    cut_before = stored | {"targets": stored["targets"].with_columns(pl.col("indicator").str.slice(0, 30))}
    assert contents(definition(text="none"), cut_before)["targets"].equals(facts)


@pytest.mark.parametrize("table", ["tragets", "inventory"])
def test_a_table_that_cannot_be_published_is_named_with_those_that_can(table: str) -> None:
    with pytest.raises(
        InputError, match=f"package .*, tables: no table {table} can be published. Use achieved, .*, units"
    ):
        contents(definition(tables=("reports", table)), tables() | {"inventory": tables()["reports"]})


def test_scores_of_the_grammar_come_from_the_store() -> None:
    scores = pl.DataFrame({"set": ["a", "b"], "look": "first", "kind": "field", "name": "value"})
    ours = definition(tables=("reports", "targets", "extraction_scores"))
    assert contents(ours, tables() | {"extraction_scores": scores})["extraction_scores"].height == 2


def test_files_that_were_set_aside_are_counted_in_the_packages_collections_and_ignored_names_are_not() -> None:
    left_out = pl.DataFrame(
        {
            "collection": ["raw", "raw", "corpus", "corpus"],
            "kind": ["set_aside", "ignored", "set_aside", "superseded"],
            "file": ["reports/650000/2023.txt", "reports/新疆/2023.html", "新疆/2023.md", "新疆/2023.txt"],
        }
    )
    assert set_aside(definition(), left_out) == 1
    assert set_aside(definition(collections=("corpus",)), left_out) == 1
    assert set_aside(definition(collections=("*",)), left_out) == 2
    assert set_aside(definition(), left_out.clear()) == 0


def test_a_file_of_another_region_or_year_that_was_set_aside_is_none_of_a_packages() -> None:
    files = ["reports/长沙市/2023.txt", "reports/650000/2024.txt", "reports/新疆/2023.docx.txt"]
    left_out = pl.DataFrame({"collection": "raw", "kind": "set_aside", "file": files})
    assert set_aside(definition(), left_out) == 1
    assert set_aside(definition(regions=(), years=()), left_out) == 3


def test_a_column_of_the_store_is_in_no_package() -> None:
    stored = tables()
    held = contents(definition(tables=(*definition().tables, "conflicts")), stored)
    for table, frame in held.items():
        columns = schemas.model(table).to_schema().columns
        assert not [name for name in frame.columns if (columns[name].metadata or {}).get("store_only")], table


def claim(report_id: str, number: int) -> dict[str, Any]:
    region, year = report_id.split("-")
    return {
        "claim_id": f"{report_id}@{number}", "report_id": report_id, "region_code": region, "year": int(year), "period": str(int(year) - 1),
        "claim": "fulfilled", "about": "list", "quote": "二十件实事全部办结", "char_start": number, "char_end": number + 9,
    }  # fmt: skip


def test_what_the_next_report_says_of_a_target_comes_with_it_though_the_report_does_not() -> None:
    claims = [claim("650000-2023", 3), claim("650000-2024", 8), claim("650000-2024", 90), claim("620000-2023", 3)]
    said = tables(claims=claims, outcomes=[outcome(5, claim="fulfilled", claim_id="650000-2024@8")])
    held = contents(definition(tables=("reports", "targets", "outcomes", "claims")), said)
    assert held["reports"]["report_id"].to_list() == ["650000-2023"]
    assert held["claims"]["claim_id"].to_list() == ["650000-2023@3", "650000-2024@8"]


def test_second_readings_come_with_their_targets_as_both_are_called_now_where_they_are_in_force() -> None:
    read = {"finding": "confirmed", "date": date(2026, 1, 2), "reader": "某人，未用机器", "text_sha256": "0" * 64, "value": "500",
            "unit": "万吨", "figure_value": "511.2", "figure_unit": "万吨"}  # fmt: skip
    figure = MATCH["statistic_id"]
    readings = [
        {"file": "a.csv", "row": row, "target_id": f"650000-2023@{row}", "statistic_id": figure, **read}
        for row in (2, 3, 4)
    ]
    applied = [
        {"file": "a.csv", "row": row, "year": 2023, "state": state, "target_id": target_id, "statistic_id": figure, "finding": "confirmed"}
        for row, state, target_id in ((2, "in_force", "650000-2023@5"), (3, "read_anew", "650000-2023@5"), (4, "in_force", "620000-2023@5"))
    ]  # fmt: skip
    held = contents(definition(tables=("reports", "readings")), tables(readings=readings, applied_readings=applied))
    assert held["readings"].select("row", "target_id", "reader").rows() == [(2, "650000-2023@5", "某人，未用机器")]


def test_rows_stand_in_the_order_of_the_text() -> None:
    stored = tables(
        targets=[target(300), target(5), target(40)], outcomes=[outcome(300), outcome(40), outcome(5)], matches=[]
    )
    held = contents(definition(), stored)
    assert held["targets"]["target_id"].to_list() == ["650000-2023@5", "650000-2023@40", "650000-2023@300"]
    assert held["outcomes"]["target_id"].to_list() == ["650000-2023@5", "650000-2023@40", "650000-2023@300"]


def test_a_report_is_in_no_package_if_none_takes_its_region_year_and_collection() -> None:
    reports = tables(reports=[report("650000", 2023), report("650000", 2024), report("620000", 2023)])["reports"]
    one, other = definition(), definition(regions=(), years=(2024,))
    assert in_no_package([one], reports)["report_id"].to_list() == ["650000-2024", "620000-2023"]
    assert in_no_package([one, other], reports)["report_id"].to_list() == ["620000-2023"]
    elsewhere = definition(regions=(), years=(), collections=("cities",))
    assert in_no_package([one, other, elsewhere], reports)["report_id"].to_list() == ["620000-2023"]
    assert in_no_package([definition(regions=(), years=(), collections=("*",))], reports).is_empty()
    assert in_no_package([], reports).equals(reports)
