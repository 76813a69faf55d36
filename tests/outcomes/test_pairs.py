"""A hundred pairs of reports, drawn at random and read by hand: do headline targets find what the next report states of them?

``annotated/pairs.tsv`` was drawn by ``tools/draw_pairs.py`` with a kept seed. ``annotated/stated.tsv`` holds what its readers found, a
row a headline target of the first report of a pair; ``achieved`` is what the second states, empty where it states nothing. Fixed to
the 400 reports of MUBIAO_CORPUS: without them these tests are skipped, and other reports are refused.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

HERE = Path(__file__).parent / "annotated"
# Of every target the first figure of the next report that meets it (said_base), and the one of any source that judges it.
HEADLINE_FIGURES = """
    WITH said AS (
        SELECT DISTINCT ON (target_id) target_id, value_base AS said_base
        FROM matches JOIN candidates USING (statistic_id, year)
        WHERE source_kind = 'self_reported' ORDER BY target_id, rank
    )
    SELECT DISTINCT ON (file, headline, value)
        file, headline, value, value_base, said_base, outcomes.actual, said_by.source_kind
    FROM targets JOIN headlines USING (indicator_id) JOIN reports USING (report_id) JOIN outcomes USING (target_id)
        LEFT JOIN said USING (target_id)
        LEFT JOIN (SELECT DISTINCT statistic_id, source_kind FROM candidates) AS said_by USING (statistic_id)
    WHERE period = targets.year::VARCHAR AND value IS NOT NULL
        AND targets.measure = if(headline = 'jobs', 'amount', 'growth')
    ORDER BY file, headline, value, char_start
"""


@pytest.fixture(scope="module")
def stated(corpus_tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Headline targets of which the next report states what came, each with what the pipeline made of it."""
    ours = headline_figures(corpus_tables)
    return [
        row | ours.get((row["file"], row["indicator"], row["target"]), {}) for row in read_by_hand() if row["achieved"]
    ]


def read_by_hand() -> list[dict[str, Any]]:
    """The rows of ``stated.tsv``; of a range the lower end, as in ``targets``."""
    rows = pl.read_csv(HERE / "stated.tsv", separator="\t", infer_schema=False).to_dicts()
    return [row | {"file": f"{row['report']}.md", "target": Decimal(row["target"].split("-")[0])} for row in rows]


def headline_figures(tables: Mapping[str, pl.DataFrame]) -> dict[tuple[str, str, Decimal], dict[str, Any]]:
    """What the pipeline made of every headline target, by report, indicator and number."""
    with duckdb.connect() as connection:
        for name in ("targets", "reports", "matches", "candidates", "outcomes"):
            connection.register(name, tables[name].to_arrow())
        connection.register("headlines", pl.read_csv(HERE.parent / "headlines.csv").to_arrow())
        rows = connection.sql(HEADLINE_FIGURES).pl().to_dicts()
    return {(row["file"], row["headline"], row["value"]): row for row in rows}


def is_right(row: dict[str, Any]) -> bool:
    """Whether the figure of the next report is the one that was read by hand, whatever the units of the two."""
    return bool(row["said_base"] * row["value"] == Decimal(row["achieved"]) * row["value_base"])


def test_what_the_next_report_states_is_found_and_is_right(stated: list[dict[str, Any]]) -> None:
    found = [row for row in stated if row.get("said_base") is not None]
    right = [row for row in found if is_right(row)]
    print(f"\n{len(stated)} figures stated, {len(found)} found, {len(right)} right")
    assert len(found) >= 0.88 * len(stated)
    assert len(right) >= 0.98 * len(found)


def test_where_another_source_judges_it_prints_mostly_the_same(stated: list[dict[str, Any]]) -> None:
    """A communiqué wins over the government's own report, and where it differs nothing was read wrong: counted apart."""
    others = [row for row in stated if row.get("source_kind") not in (None, "self_reported")]
    same = [row for row in others if row["actual"] == Decimal(row["achieved"])]
    print(f"\n{len(others)} of the stated figures are judged by another source, which prints the same for {len(same)}")
    assert len(same) >= 0.80 * len(others), "so many differ that the other source must measure another thing"


def test_every_pair_was_read_and_every_figure_lies_in_a_pair() -> None:
    pairs = pl.read_csv(HERE / "pairs.tsv", separator="\t")
    assert pairs.height == 100
    assert {row["report"] for row in read_by_hand()} <= set(pairs["report"])
