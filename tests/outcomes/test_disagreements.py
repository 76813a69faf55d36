"""The pairs of figures that differ, as people read them: looked up, each once, the worst first."""

from decimal import Decimal
from pathlib import Path

import dagster as dg
import polars as pl

import schemas
from pipelines.outcomes.assets import MOST_PAIRS, check_sources_agree
from pipelines.outcomes.disagreements import disagreements
from schemas import codelists, contract


def frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows in the form of a contract, null where they say nothing."""
    types = contract.dtypes(schemas.model(table))
    return pl.DataFrame([dict.fromkeys(types) | row for row in rows], schema=types)


def figure(letter: str, value: str, unit: str, year: int = 2023) -> dict[str, object]:
    own = {"statistic_id": letter, "value": Decimal(value), "unit": unit, "year": year}
    return own | {"publisher": f"某局{letter}", "source_title": f"某公报{letter}"}


def pair(one: str, other: str, difference: str, last_digit: str, year: int = 2023) -> dict[str, object]:
    what = {"region_code": "620000", "indicator_id": "grain_output", "period": "2023", "measure": "amount"}
    ids = {"statistic_id": one, "other_statistic_id": other, "year": year}
    of = {"source_kind": "official_statistics", "other_source_kind": "self_reported", "kind": "unexplained"}
    return ids | what | of | {"difference": Decimal(difference), "last_digit": Decimal(last_digit)}


CANDIDATES = frame("candidates", [figure("a", "1271.50", "万吨"), figure("a", "1271.50", "万吨", 2021), figure("b", "1250", "万吨"), figure("c", "1280", "万吨")])  # fmt: skip
CONFLICTS = frame("conflicts", [pair("a", "b", "-215000", "10000"), pair("a", "b", "-215000", "10000", 2021), pair("b", "c", "300000", "10000")])  # fmt: skip


def test_a_pair_stands_once_with_what_both_print_the_most_digits_apart_first() -> None:
    assert disagreements(CONFLICTS, CANDIDATES).rows() == [
        (
            "Gansu",
            "Grain output",
            "amount",
            "2023",
            "12.5 million tonnes",
            "某局b, 某公报b",
            "12.8 million tonnes",
            "某局c, 某公报c",
        ),
        (
            "Gansu",
            "Grain output",
            "amount",
            "2023",
            "12.715 million tonnes",
            "某局a, 某公报a",
            "12.5 million tonnes",
            "某局b, 某公报b",
        ),
    ]


def test_the_check_warns_and_holds_the_first_pairs_as_a_table() -> None:
    many = pl.concat([disagreements(CONFLICTS, CANDIDATES)] * MOST_PAIRS)
    result = check_sources_agree(many)
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert result.metadata["conflicts"].value == 2 * MOST_PAIRS
    heading, _, *rows = str(result.metadata["pairs"].value).splitlines()
    assert heading.startswith("| region | indicator |") and len(rows) == MOST_PAIRS
    assert "| 12.5 million tonnes | 某局b, 某公报b | 12.8 million tonnes | 某局c, 某公报c |" in rows[0]
    assert str(result.metadata["reasons"].value).endswith(f"{2 * MOST_PAIRS} pairs in all: conflicts")


def test_the_check_is_green_where_no_source_differs() -> None:
    result = check_sources_agree(disagreements(CONFLICTS.clear(), CANDIDATES))
    assert result.passed and set(result.metadata) == {"conflicts"}


def test_what_the_rules_say_of_sixty_disagreements_is_what_was_read_in_the_reports() -> None:
    path = Path(__file__).parent / "annotated" / "province_disagreements.tsv"
    rows = pl.read_csv(path, separator="\t", infer_schema=False)
    assert rows.height == 60 == rows.unique(["report_figure", "office_figure"]).height
    assert set(rows["rule"]) <= set(codelists.codes("disagreement_kind"))
    counted = {(rule, read): number for rule, read, number in rows.group_by("rule", "read").len().iter_rows()}
    assert counted["per_mille", "per mille"] == rows.filter(rule="per_mille").height == 3
    assert counted["later_vintage", "revision"] == 45 and rows.filter(rule="later_vintage").height == 51
    assert counted["two_figures", "our mistake"] == 3 and rows.filter(rule="two_figures").height == 5
