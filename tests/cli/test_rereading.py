"""From a verdict that is to be read again to a reading that the next run knows, as a reader goes that way."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import command

FIRST = """2023年甘肃省政府工作报告
今年的主要预期目标是：地区生产总值增长6.4%左右，城镇新增就业31万人以上。
"""
SECOND = """2024年甘肃省政府工作报告
一、2023年工作回顾
2023年，地区生产总值增长6.1%，城镇新增就业33万人。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%左右。
"""
LATER = """region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,note
620000,甘肃省,粮食产量,2023,growth,1.5,%,,陇上统计公报,陇上统计局,communique,2024-05-20,,
"""
TARGET = f"620000-2023@{FIRST.index('31万')}"


@pytest.fixture
def mubiao(data: Path, add_report: Callable[..., Path]) -> Callable[..., str]:
    """Run `mubiao` over two reports of a province; what it printed, warnings and errors too."""
    add_report(FIRST, "620000", 2023)
    add_report(SECOND, "620000", 2024)
    (data / "raw" / "statistics").mkdir()

    def run(*arguments: str) -> str:
        ended = command.mubiao(*arguments, folder=data, settings={"COLUMNS": "200"})
        return ended.stdout + ended.stderr

    return run


def test_a_row_that_is_printed_and_filled_in_is_a_reading(mubiao: Callable[..., str], data: Path) -> None:
    assert "second readings" not in mubiao("judge", "--into", "judged"), "there is none yet"
    of_target = ("held", TARGET, "--judged", "judged")

    assert "620000-2023@7: no figure was held against a target of that id" in mubiao(
        "held", "620000-2023@7", "--judged", "judged"
    )
    assert mubiao("held", "--judged", "judged", "--format", "csv").startswith(
        "target_id,statistic_id,finding,date,reader,remark"
    )
    assert "the table outcomes is not in the store" in mubiao("held", "--judged", "elsewhere")

    text = mubiao(*of_target)
    assert "甘肃省 2023, 城镇新增就业: 31万人以上 → 33万人" in text
    assert "左右，【城镇新增就业31万人以上】。" in text and "6.1%，【城镇新增就业33万人】。 二、2024年工作安排" in text
    assert "2023年甘肃省政府工作报告" in text and "2024年甘肃省政府工作报告" in text

    (row,) = csv.DictReader(mubiao(*of_target, "--format", "csv").splitlines())
    assert {name for name, cell in row.items() if not cell} == {"finding", "date", "reader", "remark"}
    row |= {"finding": "confirmed", "date": "2025-03-04", "reader": "somebody"}
    path = data / "raw" / "readings" / "ours.csv"
    path.parent.mkdir()
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    assert "second readings 核读: 1 of 1 in force\n" in mubiao("judge", "--into", "judged")

    # Another copy of the report, in which the target is another.
    report = data / "raw" / "reports" / "620000" / "2023.txt"
    report.write_text(FIRST.replace("31万人", "32万人"), encoding="utf-8")
    printed = mubiao("judge", "--into", "judged")
    assert "warning: readings/ours.csv, row 2: to be read anew: " in printed
    assert "second readings 核读: 0 of 1 in force, 1 to be read anew\n" in printed

    report.unlink()
    printed = mubiao("judge", "--into", "judged")
    assert "second readings 核读: 0 of 1 in force, 1 skipped, since a report is not at hand\n" in printed


def test_what_answers_the_targets_is_counted_over_a_folder_that_was_judged(
    mubiao: Callable[..., str], data: Path
) -> None:
    (data / "raw" / "statistics" / "later.csv").write_text(LATER, encoding="utf-8")
    assert "the table outcomes is not in the store" in mubiao("answers", "--judged", "elsewhere")
    ended = mubiao("judge", "--into", "judged")
    assert "with a comparable result" in ended and "2 (100.0%)" in ended

    text = mubiao("answers", "--judged", "judged")
    assert "3 targets with a number 有数值的目标, each target once; 2 of them are due 到期" in text
    (judged,) = [line for line in text.splitlines() if "with a comparable result" in line]
    assert judged.split()[:4] == ["2", "100.0%", "2", "100.0%"]
    assert mubiao("answers", "--judged", "judged", "--format", "csv").splitlines() == [
        "answer,reason,targets,next_report", "judged,,2,2",
    ]  # fmt: skip
