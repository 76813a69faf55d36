"""Charts of targets and results over years: every number at its mark, nothing upon another, nothing claimed that no figure says."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from pipelines.site.charts.scales import linear, px
from pipelines.site.charts.series import LEFT, STEP, WIDE, Line, Panel, Point, panels
from schemas.codelists.statuses import statuses

_DIGIT = 7.8


def numbers(panel: Panel, kind: str) -> list[str]:
    return [text.text for each, texts in panel.texts if each == kind for text in texts]


def path(panel: Panel, kind: str) -> str:
    return dict(panel.paths).get(kind, "")


def of(*points: Point, lines: Sequence[Line] = ()) -> Panel:
    (panel,) = panels(points, lines)
    return panel


MET = Point(2021, 6, target_printed="≥6", bound="at_least", result=8.1, result_printed="8.1", status="met")
MISSED = Point(2022, 5.5, target_printed="≈5.5", bound="about", result=3, result_printed="3", status="missed")
PENDING = Point(2023, 5, target_printed="5", status="pending")


def test_a_scale_begins_at_zero_and_ends_at_the_highest_figure_with_round_numbers_between() -> None:
    scale = linear([5.5, 13, 23], 160, 20)
    assert (scale.low, scale.high, scale.holds_zero) == (0, 23, True)
    assert scale.ticks == (0, 10, 20)
    assert (scale.at(0), scale.at(23)) == (160, 20)


def test_a_scale_of_falls_holds_zero_too() -> None:
    scale = linear([-12, -3], 160, 20)
    assert scale.high == 0
    assert scale.holds_zero
    assert -10 in scale.ticks


def test_a_scale_that_leaves_zero_out_says_so() -> None:
    assert not linear([90, 95], 160, 20, zero=False).holds_zero


@pytest.mark.parametrize("figures", [[], [0.0], [0.0, 0.0]])
def test_a_scale_of_nothing_or_of_zeros_is_still_a_scale(figures: list[float]) -> None:
    assert linear(figures, 160, 20).at(0) == 160


@pytest.mark.parametrize(("place", "printed"), [(10.0, "10"), (-0.01, "0"), (3.26, "3.3"), (-2.0, "-2")])
def test_places_are_printed_with_one_decimal_at_most(place: float, printed: str) -> None:
    assert px(place) == printed


def test_every_number_stands_at_its_mark_targets_and_results_apart() -> None:
    panel = of(MET, MISSED, PENDING)
    assert numbers(panel, "aim") == ["≥6", "≈5.5", "5"]
    assert numbers(panel, "came") == ["8.1", "3"]


def test_the_higher_number_of_a_year_stands_above_its_mark_and_the_lower_below() -> None:
    panel = of(MET, MISSED)
    at = {text.text: float(text.y) for _, texts in panel.texts for text in texts}
    assert at["8.1"] < at["≥6"]
    assert at["≈5.5"] < at["3"]
    assert at["≥6"] - at["8.1"] > 15
    assert at["3"] - at["≈5.5"] > 15


def test_a_target_is_drawn_by_how_it_binds() -> None:
    assert path(of(MET), "arrow"), "at least has an arrow upwards"
    assert "v-8" in path(of(MET), "arrow")
    assert "v8" in path(of(MET._replace(bound="at_most")), "arrow")
    assert path(of(MISSED), "about")
    assert not path(of(MISSED), "set")
    assert not path(of(PENDING), "arrow")
    assert path(of(Point(2019, 6, 6.5, target_printed="6–6.5")), "range").endswith("z")


def test_a_result_has_the_shape_of_its_verdict_and_none_that_is_undecided_has_one() -> None:
    assert "a5.5" in path(of(MET), "r met")
    assert "a5.5" not in path(of(MISSED), "r missed")
    assert path(of(MISSED._replace(status="not_comparable")), "r hollow")
    assert not [kind for kind, _ in of(PENDING).paths if kind.startswith("r ")]


def test_each_year_with_a_target_has_the_sign_of_its_verdict() -> None:
    assert [status for _, status in of(MET, MISSED, PENDING).signs] == ["met", "missed", "pending"]
    assert {"met", "missed", "pending"} <= set(statuses())


def test_a_result_without_a_target_has_a_mark_and_no_sign() -> None:
    panel = of(Point(2020, result=4, result_printed="4"))
    assert path(panel, "r hollow")
    assert panel.signs == ()


def test_the_newest_release_stands_in_brackets_beside_the_first() -> None:
    panel = of(MET._replace(newest=8.4, newest_printed="8.4"))
    assert numbers(panel, "newest") == ["(8.4)"]
    assert path(panel, "newest")
    assert path(panel, "revised")


def test_a_newest_release_without_a_first_is_drawn_alone() -> None:
    panel = of(PENDING._replace(newest=4.9, newest_printed="4.9"))
    assert path(panel, "newest")
    assert not path(panel, "revised")


def test_a_long_series_is_cut_into_panels_newest_first_on_one_scale() -> None:
    cut = panels(
        [Point(year, 5, target_printed="5") for year in range(1995, 2015)] + [Point(2015, 20, target_printed="20")]
    )
    assert [(panel.first, panel.last) for panel in cut] == [(2007, 2015), (1998, 2006), (1995, 1997)]
    assert len({panel.ticks for panel in cut}) == 1


def test_years_without_a_figure_of_their_own_have_no_panel() -> None:
    nation = Line("100000", "nation", dict.fromkeys(range(1998, 2026), 5.0))
    cut = panels([Point(1998, 5, target_printed="5"), Point(2025, 5, target_printed="5")], [nation])
    assert [(panel.first, panel.last) for panel in cut] == [(2017, 2025), (1998, 1998)]


def test_numbers_below_the_lowest_mark_leave_room_for_the_signs_of_all_panels() -> None:
    revised = Point(2010, 5.5, target_printed="≈5.5", bound="about", result=-0.2, result_printed="−0.2", newest=0.2, newest_printed="0.2", status="missed")  # fmt: skip
    cut = panels([revised, Point(2022, 5, target_printed="5", status="pending")])
    lowest = max(float(text.y) for panel in cut for _, texts in panel.texts for text in texts)
    assert len({panel.foot for panel in cut}) == 1
    assert cut[0].foot - lowest >= 15


def test_no_number_is_wider_than_its_column_nor_leaves_the_drawing() -> None:
    points = [
        Point(2010 + n, 1100.5, target_printed="≥1100.5", bound="at_least", result=900 + n, result_printed="≈−12.75", newest=800, newest_printed="800.25")
        for n in range(9)
    ]  # fmt: skip
    panel = of(*points)
    for _, texts in panel.texts:
        for text in texts:
            wide = float(text.length or _DIGIT * len(text.text))
            assert wide <= STEP + _DIGIT
            assert float(text.x) - float(text.length or 0) / 2 >= LEFT - 1
            assert float(text.x) + float(text.length or 0) / 2 <= WIDE + 1
            assert 10 <= float(text.y) < panel.foot
        assert all(float(after.x) - float(before.x) >= STEP - 0.2 for before, after in pairwise(texts))


def test_all_marks_lie_within_the_drawing() -> None:
    panel = of(MET, MISSED._replace(result=-9.5), PENDING)
    for kind, drawn in panel.paths:
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", drawn):
            assert 0 <= float(x) <= WIDE, kind
            assert 0 <= float(y) <= panel.high, kind


def test_a_line_of_another_government_breaks_where_it_has_no_figure() -> None:
    line = Line("100000", "nation", {2021: 8.4, 2023: 5.2})
    (drawn,) = of(MET, MISSED, PENDING, lines=[line]).lines
    assert drawn[0] == "nation"
    assert drawn[1].count("M") == 2
    assert "L" not in drawn[1]


def test_nothing_is_drawn_of_a_series_without_a_number() -> None:
    assert panels([Point(2020), Point(2021)], [Line("100000", "nation", {2020: 5.0})]) == ()
