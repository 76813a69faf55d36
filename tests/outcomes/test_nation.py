"""The nation's headline targets of 2005 to 2025: what is made is what was read by hand, and what docs/explanation/nation.md shows.

Fixed to the 400 reports of MUBIAO_CORPUS, with the nation's: without them what needs them is skipped, and other reports are refused.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tools import nation

BY_HAND = nation.table("nation")


@pytest.fixture(scope="module")
def tables(corpus: Path) -> Mapping[str, pl.DataFrame]:
    return nation.judged_nation(corpus)


def test_every_headline_target_is_found_and_judged_by_the_figures_that_were_read_by_hand(
    tables: Mapping[str, pl.DataFrame],
) -> None:
    judged = {(row["year"], row["indicator"]): row for row in nation.rows(tables)}
    read = {(row["year"], row["indicator"]): row for row in BY_HAND}
    assert judged.keys() == read.keys()
    assert [judged[key] for key in read] == [read[key] for key in read]


def test_every_disagreement_of_communique_and_next_report_is_explained(tables: Mapping[str, pl.DataFrame]) -> None:
    _, apart = nation.disagreements(tables)
    explained = [row for row in nation.table("nation_disagreements") if row["kind"] != "our mistake"]
    columns = ("period", "indicator_id", "measure", "communique", "report")
    assert sorted(tuple(row[name] for name in columns) for row in apart) == sorted(
        tuple(row[name] for name in columns) for row in explained
    )


def test_the_page_shows_what_is_made(tables: Mapping[str, pl.DataFrame]) -> None:
    page = (nation.ROOT / "docs" / "explanation" / "nation.md").read_text(encoding="utf-8")
    assert page == nation.document(nation.rows(tables), nation.disagreements(tables)[0]), (
        "run python -m tools.nation again"
    )


def test_what_was_read_by_hand_is_on_the_page() -> None:
    page = (nation.ROOT / "docs" / "explanation" / "nation.md").read_text(encoding="utf-8")
    by_key = {(row["indicator"], int(row["year"])): row for row in BY_HAND}
    for headline in nation.HEADLINES:
        assert nation.section(headline, by_key) in page, headline.key


def test_every_target_that_was_read_by_hand_has_a_verdict_and_a_year_without_one_has_none() -> None:
    assert {bool(row["target"]) == bool(row["verdict"]) for row in BY_HAND} == {True}
    assert {row["verdict"] for row in BY_HAND} <= {"", "met", "near", "missed", "no_data", "pending"}
