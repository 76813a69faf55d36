"""The nation's headline targets of 2005 to 2025: what is made is what was read by hand, and what docs/explanation/nation.md shows.

Needs the folder of the reports (MUBIAO_CORPUS), with the nation's.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tools import nation

CORPUS = Path(os.environ.get("MUBIAO_CORPUS", "")) / "全国"
needs_corpus = pytest.mark.skipif(
    not os.environ.get("MUBIAO_CORPUS") or not CORPUS.is_dir(),
    reason="set MUBIAO_CORPUS to a folder that holds the nation's reports",
)
BY_HAND = nation.table("nation")


@pytest.fixture(scope="module")
def tables() -> Mapping[str, pl.DataFrame]:
    return nation.judged_nation(CORPUS.parent)


@needs_corpus
def test_every_headline_target_is_found_and_judged_by_the_figures_that_were_read_by_hand(
    tables: Mapping[str, pl.DataFrame],
) -> None:
    judged = {(row["year"], row["indicator"]): row for row in nation.rows(tables)}
    read = {(row["year"], row["indicator"]): row for row in BY_HAND}
    assert judged.keys() == read.keys()
    assert [judged[key] for key in read] == [read[key] for key in read]


@needs_corpus
def test_every_disagreement_of_communique_and_next_report_is_explained(tables: Mapping[str, pl.DataFrame]) -> None:
    _, apart = nation.disagreements(tables)
    explained = [row for row in nation.table("nation_disagreements") if row["kind"] != "our mistake"]
    columns = ("period", "indicator_id", "measure", "communique", "report")
    assert sorted(tuple(row[name] for name in columns) for row in apart) == sorted(
        tuple(row[name] for name in columns) for row in explained
    )


@needs_corpus
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
