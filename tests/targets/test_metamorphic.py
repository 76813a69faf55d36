"""What must change nothing, or only what it says: every year moved, full-width signs, a sentence more, paragraphs in another order.

Over made-up reports (reports/<report_id>.txt) and the bundled one.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.reports.lookup import read_file
from pipelines.targets import rules
from pipelines.targets.extract import extract
from pipelines.targets.parts import split_heading
from pipelines.targets.reading import read

ROOT = Path(__file__).resolve().parents[2]
MADE_UP = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "reports").glob("*.txt"))
}
REPORTS = MADE_UP | {"650000-2023": read_file(ROOT / "raw" / "reports" / "650000" / "2023.txt").text}
OFFSETS = ("target_id", "char_start", "char_end")
PRINTED = ("quote", "section", "paragraph", "comparator")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|/|$)")
_PLAN = re.compile(r"(?<=“十)[一二三四五](?=五”)")

over_all_reports = pytest.mark.parametrize("report", REPORTS)
Row = dict[str, Any]


def rows(report: str, change: Callable[[str], str] = str, years: int = 0) -> list[Row]:
    """What is read in a report, or in one made of it; the report's year moves with its text."""
    region, _, year = report.partition("-")
    return extract(change(REPORTS[report]), region, int(year) + years)


def without(row: Row, *columns: str) -> tuple[tuple[str, Any], ...]:
    return tuple((name, cell) for name, cell in row.items() if name not in columns)


def same_in_any_order(some: list[Row], others: list[Row]) -> bool:
    return Counter(without(row, *OFFSETS) for row in some) == Counter(without(row, *OFFSETS) for row in others)


def moved(text: str, years: int) -> str:
    """A text with all its years, and the number of every five-year plan, moved."""
    plan = "一二三四五六"
    text = _PLAN.sub(lambda match: plan[plan.index(match[0]) + years // 5], text)
    return _YEAR.sub(lambda match: str(int(match[0]) + years), text)


def test_the_made_up_reports_have_rows_of_both_tenses_and_many_rules() -> None:
    for report in MADE_UP:
        assert {row["tense"] for row in rows(report)} == {"target", "achieved"}, report
    rules_at_work = {row["rule"] for report in MADE_UP for row in rows(report)}
    # These read nothing, as they should.
    assert rules_at_work == {rules.name_of(rule) for rule in (*rules.RULES, *rules.LIST_RULES)} - {
        "baseline",
        "undivided",
    }


# A five-year plan that a report names does not move by a year.
MOVES = [(report, years) for report in REPORTS for years in (1, 5) if years == 5 or not _PLAN.search(REPORTS[report])]


@pytest.mark.parametrize(("report", "years"), MOVES)
def test_with_all_years_moved_only_the_years_move(report: str, years: int) -> None:
    now, then = rows(report), rows(report, lambda text: moved(text, years), years)
    ids = ("target_id", "report_id", "year")
    expected = [
        without(
            row | {name: row[name] and moved(row[name], years) for name in (*PRINTED, "period", "base_period")}, *ids
        )
        for row in now
    ]
    assert [without(row, *ids) for row in then] == expected
    assert [row["year"] for row in then] == [row["year"] + years for row in now]


@over_all_reports
def test_full_width_signs_change_only_what_is_printed(report: str) -> None:
    wide = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "0123456789%,.:;()"})
    now, then = rows(report), rows(report, lambda text: text.translate(wide))
    assert any(row["quote"] != other["quote"] for row, other in zip(now, then, strict=True))
    assert [without(row, *PRINTED) for row in then] == [without(row, *PRINTED) for row in now]
    assert [read(row["quote"]).text for row in then] == [read(row["quote"]).text for row in now]


@over_all_reports
def test_a_sentence_without_a_number_changes_only_offsets(report: str) -> None:
    def longer(text: str) -> str:
        return re.sub(r"。$", "。各地各部门一道把这件事办好。", text, flags=re.MULTILINE)

    assert longer(REPORTS[report]).count("办好") > REPORTS[report].count("办好") + 5
    now, then = rows(report), rows(report, longer)
    assert [without(row, *OFFSETS) for row in then] == [without(row, *OFFSETS) for row in now]


def upside_down(text: str) -> str:
    """A text in which the paragraphs under each heading stand in the opposite order."""
    lines: list[str] = []
    paragraphs: list[str] = []
    for line in text.split("\n"):
        if split_heading(read(line).text)[0]:
            lines += [*reversed(paragraphs), line]
            paragraphs = []
        else:
            paragraphs.append(line)
    return "\n".join([*lines, *reversed(paragraphs)])


@over_all_reports
def test_paragraphs_of_a_part_in_another_order_give_the_same_rows(report: str) -> None:
    now, then = rows(report), rows(report, upside_down)
    assert [row["quote"] for row in then] != [row["quote"] for row in now]
    assert same_in_any_order(then, now)
