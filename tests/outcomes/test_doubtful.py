"""A report whose cut is doubtful gives no verdict: neither its targets are judged, nor does what it states judge others."""

from tests.outcomes.conftest import FIGURE, SAID, TARGET, judged, report

DOUBTFUL = {"parts": "doubtful", "parts_doubt": "95% of it looks back, where a fifth to a half does as a rule"}


def test_a_target_of_a_doubtful_report_meets_no_figure() -> None:
    (sure,) = judged([TARGET], [FIGURE])["outcomes"]
    (doubtful,) = judged([TARGET], [FIGURE], reports=[report(2023) | DOUBTFUL, report(2024)])["outcomes"]
    assert sure["status"] == "met"
    assert doubtful["statistic_id"] is None
    assert doubtful["status"] in ("pending", "no_data")


def test_what_a_doubtful_report_states_of_the_past_judges_no_target() -> None:
    (sure,) = judged([TARGET], said=[SAID])["outcomes"]
    (doubtful,) = judged([TARGET], said=[SAID], reports=[report(2023), report(2024) | DOUBTFUL])["outcomes"]
    assert sure["statistic_id"] == SAID["target_id"]
    assert doubtful["statistic_id"] is None
