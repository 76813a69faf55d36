"""A package of six targets, made up, of which each is answered in another way. Belongs here: rows. Does not: what they show."""

from typing import Any

import polars as pl

from pipelines.packages.contents import contents
from tests.packages.conftest import JUDGED, STATISTIC, definition, outcome, tables, target

OWN = "650000-2024@900"
LIST = {
    "claim": "fulfilled",
    "claim_about": "list",
    "claim_id": "650000-2024@77",
    "claim_quote": "二十件实事全部办结",
    "answered_by": "claim",
}
# What became of five targets, and who says so; the fourth is not due, the fifth repeats the first.
SAID: dict[int, dict[str, Any]] = {
    5: JUDGED | {"answered_by": "figure", "link": "code", "source_kind": "communique", "status_latest": "missed"},
    6: JUDGED | {"answered_by": "figure", "link": "words", "source_kind": "self_reported", "statistic_id": OWN},
    7: LIST,
    8: {"status": "pending", "status_latest": "pending"},
    9: {"claim": "silent", "answered_by": "nothing"},
    10: JUDGED | {"answered_by": "figure", "link": "code", "source_kind": "communique", "counted": False},
}  # fmt: skip


def answered() -> dict[str, pl.DataFrame]:
    """Its tables."""
    own = STATISTIC | {"statistic_id": OWN, "source_kind": "self_reported", "source_title": "次年的报告"}
    held = contents(
        definition(),
        tables(
            targets=[target(n, repeats="650000-2023@5" if n == 10 else None) for n in SAID],
            outcomes=[outcome(n, **said) for n, said in SAID.items()],
            matches=[
                {"target_id": f"650000-2023@{n}", "statistic_id": said["statistic_id"], "year": 2023, "comparability": "comparable", "rank": 1,
                 "link": said["link"], "names_agree": True}
                for n, said in SAID.items() if "statistic_id" in said
            ],
            candidates=[STATISTIC, own],
        ),
    )  # fmt: skip
    due = pl.col("status") != "pending"
    return held | {"outcomes": held["outcomes"].with_columns(next_report=pl.when(due).then(pl.lit(value=True)))}
