"""The time of a target in words, and when its result should be out."""

import pytest

from pipelines.wording.periods import expected, target_year, when


@pytest.mark.parametrize(
    ("year", "period", "kind", "zh", "en"),
    [
        (2023, "2023", "year", "", ""), (2023, None, None, "", ""), (2021, "2025", "end", "到2025年", "by 2025"),
        (2021, "2021/2025", "average", "2021—2025年", "2021–25"), (1996, "1996/2000", "total", "1996—2000年", "1996–2000"),
        (2021, "2021/2025", "end", "到2025年", "by 2025"), (2021, "2022", "year", "2022年", "in 2022"),
        (2023, "2023-01/2023-06", "part_of_year", "1—6月", "January to June"),
        (2023, "2022-01/2022-11", "part_of_year", "2022年1—11月", "January to November 2022"),
    ],
)  # fmt: skip
def test_the_time_is_said_where_it_is_not_the_reports_year(
    year: int, period: str | None, kind: str | None, zh: str, en: str
) -> None:
    assert when(year, period, kind) == (zh, en)


def test_results_are_expected_by_the_end_of_the_march_after_the_period() -> None:
    assert expected("2026") == ("2027年3月", "March 2027")
    assert expected("2021/2025") == ("2026年3月", "March 2026")
    assert expected("2023-01/2023-10") == ("2024年1月", "January 2024")
    assert (target_year("2021/2025"), target_year("2030")) == ("2025", "2030")
