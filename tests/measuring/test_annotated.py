"""What was annotated by hand is read at least so well.

Fixed to the 400 reports of MUBIAO_CORPUS, some of which were annotated: without them these tests are skipped, and other reports are refused.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.measuring import gold, scoring
from pipelines.measuring import scores as committed_scores


@pytest.fixture(scope="module")
def scores(corpus: Path) -> dict[str, scoring.Scored]:
    return scoring.score_folder(Path(__file__).parent / "annotated", scoring.texts_in([corpus]))


def test_values_and_all_fields_of_the_annotated_reports_are_read(scores: dict[str, scoring.Scored]) -> None:
    whole = sum((scored.score for name, scored in scores.items() if name != "sentences"), scoring.NOTHING)
    assert whole.figures("value")[2] >= Decimal("0.985")
    assert whole.figures("strict")[2] >= Decimal("0.94")


def test_sentences_of_old_years_and_cities_are_read_in_both_tenses(scores: dict[str, scoring.Scored]) -> None:
    annotated = gold.table(Path(__file__).parent / "annotated" / "sentences.tsv")
    assert scores["sentences"].score.gold == sum(bool(row["start"]) and not row["doubt"] for row in annotated)
    assert scores["sentences"].score.figures("value")[2] >= Decimal("0.98")
    assert scores["sentences"].score.figures("strict")[2] >= Decimal("0.87")


def test_the_committed_table_of_scores_is_that_of_this_grammar(scores: dict[str, scoring.Scored]) -> None:
    latest = committed_scores.read().filter(look="latest", kind="field")
    committed = {(name, field): right for name, field, right in latest.select("set", "name", "right").iter_rows()}
    for name, scored in scores.items():
        for row in scoring.rows_of(name, scored):
            if row["kind"] == "field":
                assert committed[name, row["name"]] == int(row["right"]), f"run `make score`: {name} {row['name']}"


# Of all reports of the folder these set no growth target of the year: read by hand.
WITHOUT_HEADLINE = {
    "上海市/2015": "none set: the report names no growth rate",
    "全国/2020": "none set, and says so",
    "四川省/2019": "the text of 2020: two points more than the nation, and no number",
    "四川省/2020": "two points more than the nation, and no number",
    "广州市/2020": "none set",
    "成都市/2020": "faster than the province, and no number",
    "沈阳市/2001": "five-year target only",
    "甘肃省/1993": "of the gross national product, not the domestic one",
    "河北省/1998": "levels of later years only",
}


Headline = tuple[Decimal, Decimal | None, str]


@pytest.fixture(scope="module")
def headlines(corpus_tables: Mapping[str, pl.DataFrame]) -> dict[str, Headline]:
    """The first growth target of the gross domestic product that a report sets for its own year, by the report's place and year."""
    targets = corpus_tables["targets"].join(corpus_tables["reports"].select("report_id", "file"), on="report_id")
    own = (pl.col("period") == pl.col("year").cast(pl.String)) & pl.col("value").is_not_null()
    first: dict[str, Headline] = {}
    for row in (
        targets.filter(own, indicator_id="gdp", measure="growth").sort("char_start", maintain_order=True).to_dicts()
    ):
        first.setdefault(row["file"].removesuffix(".md"), (row["value"], row["value_high"], row["bound"]))
    return first


def test_the_headline_of_sixty_reports_drawn_at_random_and_read_by_hand_is_right(
    headlines: dict[str, Headline],
) -> None:
    for row in gold.table(Path(__file__).parent / "annotated" / "headline.tsv"):
        value, high = (Decimal(row[end]) if row[end] else None for end in ("value", "value_high"))
        stated = None if row["none_because"] else (value, high, row["bound"])
        assert headlines.get(row["report"]) == stated, row["report"]


def test_every_report_that_states_a_headline_has_one(headlines: dict[str, Headline], corpus: Path) -> None:
    reports = {f"{path.parent.name}/{path.stem}" for path in corpus.glob("*/*.md")}
    assert reports - set(headlines) == set(WITHOUT_HEADLINE)
