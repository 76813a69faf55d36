"""What a figure is, is read as readers annotated it who had not seen the grammar; needs the folder of all reports (MUBIAO_REPORTS)."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.measuring import scoring

REPORTS = os.environ.get("MUBIAO_REPORTS")
pytestmark = pytest.mark.skipif(
    not REPORTS, reason="set MUBIAO_REPORTS to the folder that the annotated stretches are of"
)

AT_LEAST = {
    "value": "0.97", "strict": "0.90", "period": "0.97", "period_kind": "0.97", "aspect": "0.93", "action": "0.85",
}  # fmt: skip


@pytest.fixture(scope="module")
def scores() -> dict[str, scoring.Scored]:
    return scoring.score_folder(Path(__file__).parent / "stretches", scoring.texts_in([Path(str(REPORTS))]))


@pytest.mark.parametrize("field", AT_LEAST)
def test_stretches_of_reports_drawn_at_random_are_read_in_both_tenses(
    scores: dict[str, scoring.Scored], field: str
) -> None:
    for name, scored in scores.items():
        assert scored.score.figures(field)[2] >= Decimal(AT_LEAST[field]), f"round {name}"
