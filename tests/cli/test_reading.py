"""The commands that read reports, as people run them: what `mubiao extract` and `mubiao explain` print for people and for programs."""

import json
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.wording.targets import in_words
from schemas import codelists
from tests import command

Run = Callable[..., subprocess.CompletedProcess[str]]
TITLE = "2024年甘肃省政府工作报告"
REPORT = f"""{TITLE}
一、2023年工作回顾
水果产量达到33万吨，增长2.5%。
二、2024年工作安排
地区生产总值增长6.5%-7%左右，单位能耗下降2%以上。
甲乙丙丁戊己庚辛壬癸联合体名称很长很长的产业园区主营业务收入达到120亿元以上，与经济增长同步。
"""


@pytest.fixture
def mubiao(tmp_path: Path) -> Run:
    """Run the command in a folder of its own, its output into a pipe; ``columns`` says how wide the output is."""

    def run(*arguments: str, text: str = "", columns: int | None = None) -> subprocess.CompletedProcess[str]:
        width = {"COLUMNS": str(columns) if columns else None}
        return command.mubiao(*arguments, folder=tmp_path, text=text, settings=width)

    return run


@pytest.fixture
def report(tmp_path: Path) -> str:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return "report.txt"


def test_extract_prints_whose_report_it_is_then_its_targets_then_its_results(mubiao: Run, report: str) -> None:
    lines = mubiao("extract", report).stdout.splitlines()
    assert lines[0] == f"甘肃省 Gansu (620000) · 2024 · {TITLE}"
    assert lines[1].startswith("report.txt (place by title; year by heading of the plan, ")
    targets, results = (next(n for n, line in enumerate(lines) if line.startswith(title)) for title in ("目标3项 3 targets  ", "上年结果2项 2 results of the past year"))  # fmt: skip
    assert targets < results
    assert lines[2] == "目标3项 3 targets · 上年结果2项 2 results of the past year"
    assert any("地区生产总值" in line and "增长6.5%～7%左右" in line for line in lines[targets:results])
    assert any("水果产量" in line and "33万吨" in line and "330,000 tonnes" in line for line in lines[results:])


def test_extract_prints_a_row_a_line_where_the_output_is_no_terminal(mubiao: Run, report: str) -> None:
    (line,) = [line for line in mubiao("extract", report).stdout.splitlines() if "产业园区主营业务收入" in line]
    assert line.split() == ["甲乙丙丁戊己庚辛壬癸联合体名称很长很长的产业园区主营业务收入", "120亿元以上", "at", "least", "12", "billion", "yuan", "2024"]  # fmt: skip


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_extract_wraps_what_is_long_and_cuts_nothing(mubiao: Run, report: str, columns: int) -> None:
    printed = mubiao("extract", report, columns=columns).stdout
    assert "…" not in printed
    table = printed.splitlines()[2:]
    first = "".join(line[: line.find("  ")].strip() if "  " in line.strip() else line.strip() for line in table)
    assert "甲乙丙丁戊己庚辛壬癸联合体名称很长很长的产业园区主营业务收入" in first.replace(" ", "")
    assert ("原文 quote" in printed) == (columns >= 160)


def test_extract_says_what_is_not_known_of_a_text_and_how_to_say_it(mubiao: Run) -> None:
    heading = mubiao("extract", "-", text="粮食产量240亿斤。").stdout.splitlines()[0]
    assert heading == "place unknown (--region) · year unknown (--year) · 粮食产量240亿斤。"
    named = mubiao("extract", "-", "--region", "甘肃省", "--year", "2024", text="粮食产量240亿斤。").stdout
    assert named.startswith("甘肃省 Gansu (620000) · 2024 · ")


def test_extract_tells_who_disagrees_on_whose_report_it_is_unless_an_option_says_it(
    mubiao: Run, tmp_path: Path
) -> None:
    (tmp_path / "甘肃省").mkdir()
    (tmp_path / "甘肃省/2019.txt").write_text(REPORT, encoding="utf-8")
    done = mubiao("extract", "甘肃省/2019.txt", "--format", "jsonl")
    assert {json.loads(line)["report_id"] for line in done.stdout.splitlines()} == {"620000-2024"}
    (line,) = done.stderr.splitlines()
    assert line.startswith("warning: 甘肃省/2019.txt: not all agree on its year: 2024 by heading of the plan, ")
    assert line.endswith(", but file name: 2019")
    assert mubiao("extract", "甘肃省/2019.txt", "--format", "jsonl", "--year", "2024").stderr == ""


def test_extract_says_what_nothing_tells_of_a_file_and_how_to_say_it(mubiao: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("粮食产量240亿斤。", encoding="utf-8")
    done = mubiao("extract", "a.txt", "--format", "jsonl", "--year", "2024")
    assert (done.returncode, done.stderr) == (
        0,
        "warning: a.txt: nothing in it, in its name or beside it tells its place; say it with --region 甘肃省\n",
    )


def test_a_document_of_another_kind_is_refused_with_the_command_that_reads_it(mubiao: Run, report: str, tmp_path: Path) -> None:  # fmt: skip
    text = "某市2023年国民经济和社会发展统计公报\n某市统计局\n2024年3月20日\n全年粮食产量240亿斤。\n"
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    done = mubiao("extract", "b.txt", report)
    assert done.returncode == 1
    assert "b.txt: it is no work report but a statistical communiqué (统计公报). Read its figures with `mubiao statistics communiques FOLDER`" in done.stderr  # fmt: skip
    assert TITLE in done.stdout


def test_extract_names_a_region_that_is_none(mubiao: Run) -> None:
    done = mubiao("extract", "-", "--region", "火星", text="粮食产量240亿斤。")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: --region: '火星' is no region. Give its GB/T 2260 code or its full name\n"


def test_a_report_without_a_row_is_named_with_a_reason_in_every_format(mubiao: Run) -> None:
    sentence = (
        "No target and no result is read of standard input: it is short (4 characters) and no number stands in it."
    )
    table = mubiao("extract", "-", text="大家好。")
    assert (table.returncode, table.stderr) == (0, "")
    assert sentence in table.stdout
    jsonl = mubiao("extract", "-", "--format", "jsonl", text="大家好。")
    assert (jsonl.returncode, jsonl.stdout, jsonl.stderr) == (0, "", sentence + "\n")
    csv = mubiao("extract", "-", "--format", "csv", text="大家好。")
    assert csv.stderr == sentence + "\n"
    (header,) = csv.stdout.splitlines()
    assert header.startswith("target_id,report_id,region_code,year,period,") and header.endswith(",tense")


def test_extract_says_that_damaged_figures_are_left_out(mubiao: Run) -> None:
    text = "今年财政收入增长１$1.$2％，新建学校20所。"
    done = mubiao("extract", "-", "--year", "2031", "--format", "jsonl", text=text)
    assert done.returncode == 0 and done.stdout.count("\n") == 1 and "学校" in done.stdout
    assert done.stderr == (
        "standard input: a figure is left out, since it is damaged: 1$1.$2% is no number. "
        "Take the text from its source again.\n"
    )


def test_extract_refuses_a_text_in_a_wrong_encoding_in_one_sentence(mubiao: Run) -> None:
    garbage = "今年地区生产总值增长6.5%左右，推进产业升级，建设现代化经济体系。".encode().decode("gb18030", "replace")
    done = mubiao("extract", "-", text=garbage)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "error: standard input, line 1: the characters are none that a Chinese text consists of"
    )


def test_a_file_that_cannot_be_read_does_not_stop_the_others(mubiao: Run, report: str, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    for format, shown in (("table", TITLE), ("jsonl", '"quote": '), ("csv", "target_id,")):
        done = mubiao("extract", "nowhere.txt", ".", "empty.md", report, "--format", format)
        assert done.returncode == 1
        assert [line.partition(". ")[0] for line in done.stderr.splitlines()] == [
            "error: nowhere.txt: No such file or directory",
            "error: .: it is a folder",
            f"error: {tmp_path}/empty.md: the file is empty",
        ]
        assert shown in done.stdout


def test_the_rows_of_several_files_stand_under_one_header(mubiao: Run, report: str) -> None:
    lines = mubiao("extract", report, report, "--format", "csv").stdout.splitlines()
    assert len(lines) == 1 + 2 * 5
    assert sum(line.startswith("target_id,") for line in lines) == 1


def test_explain_says_what_is_read_in_words_and_what_gave_no_row(mubiao: Run) -> None:
    def label(codelist: str, code: str, language: str) -> str:
        return codelists.labels(codelist, language)[code]

    done = mubiao("explain", "力争果酱产量增长6.5%-7%左右，健全12345热线", "--year", "2026")
    number = {"measure": "growth", "bound": "about", "value": Decimal("6.5"), "value_high": Decimal(7), "unit": "%"}
    (words,) = in_words([number | {"comparator": None}])
    assert done.stdout.splitlines() == [
        "1. “力争果酱产量增长6.5%-7%左右”",
        f"   果酱产量：{words.zh}（2026年目标）",
        f"   果酱产量: {words.en} (target for 2026)",
        "     code      none: the name is not on the list of indicators",
        f"     measured  {label('measure', 'growth', 'en')} {label('measure', 'growth', 'zh')}: a rate of change by its verb",
        f"     wording   {label('bound', 'about', 'en')}: from “左右”",
        "     period    2026: the report's year, no other year is named",
        "     stands in plan: no words say that it is done",
        f"     how firm  {label('strength', 'strive', 'en')}: from “力争”",
        "numbers that gave no row (1)",
        "   12345 in “健全12345热线”: it is part of a name or of a fixed phrase: 12345热线",
    ]


def test_explain_names_rule_and_columns_only_where_one_asks_for_them(mubiao: Run) -> None:
    sentence = "今年水果产量达到3万吨以上"
    lines = mubiao("explain", sentence, "--rules").stdout.splitlines()
    assert "     rule      level, in “今年水果产量达到□” (□ is the number)" in lines
    assert any(line.strip().startswith("columns   measure=amount bound=at_least value=3 unit=万吨") for line in lines)
    plain = mubiao("explain", sentence).stdout
    assert "rule" not in plain and "at_least" not in plain
    assert plain.splitlines()[-1] == "No year of the report is given; with --year 2026 the years are worked out."


def test_explain_reads_several_lines_from_standard_input(mubiao: Run) -> None:
    printed = mubiao("explain", "-", "--year", "2024", text=REPORT).stdout
    lines = [line for line in printed.splitlines() if line.startswith("   ") and line.endswith(("目标）", "结果）"))]
    assert [line[-3:-1] for line in lines] == ["结果"] * 2 + ["目标"] * 3


@pytest.mark.parametrize(
    ("sentence", "zh", "en"),
    [
        ("到2027年新建公园10个", "到2027年目标", "target by 2027"),
        ("今后五年，累计新建公园10个", "2024—2028年合计目标", "target for 2024 to 2028 in all"),
        ("今年新建公园10个", "2024年目标", "target for 2024"),
        ("今年新建公园2万个", "2024年目标", "to build 20,000 (target for 2024"),
    ],
)
def test_explain_says_what_years_a_number_is_for_in_both_languages(
    mubiao: Run, sentence: str, zh: str, en: str
) -> None:
    _, first, second, *_ = mubiao("explain", sentence, "--year", "2024").stdout.splitlines()
    assert first.startswith("   新建公园：") and first.endswith(f"（{zh}）")
    assert second.startswith("   Parks: ") and en in second and second.endswith(")")
    assert not re.search("[\u4e00-\u9fff]", second), (
        "no Chinese stands in an English line of a thing that has an English name"
    )


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("大家好", "Nothing is read as a target or a result: no number and no comparison stands in it.\n"),
        ("开工建设甲乙铁路", "Nothing is read as a target or a result: no number and no comparison stands in it.\ntarget without a number: 开工建设 · 甲乙铁路\n"),
    ],
)  # fmt: skip
def test_explain_says_that_nothing_is_read(mubiao: Run, sentence: str, line: str) -> None:
    assert mubiao("explain", sentence).stdout == line


@pytest.mark.parametrize("sentence", ["", "  \n"])
def test_explain_asks_for_a_sentence_where_there_is_none(mubiao: Run, sentence: str) -> None:
    done = mubiao("explain", sentence)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: the sentence is empty. Give one in quotation marks: mubiao explain ")


def test_coverage_says_what_the_names_are_that_it_lists(mubiao: Run, tmp_path: Path) -> None:
    (tmp_path / "甘肃省").mkdir()
    (tmp_path / "甘肃省" / "2024.txt").write_text(REPORT, encoding="utf-8")
    lines = mubiao("coverage", ".").stdout.splitlines()
    assert lines[1] == "change         0 of       0 targets have a code"
    assert "names without a code: the most frequent 2 of 2, with how often each stands" in lines


def test_programs_get_what_people_do_not(mubiao: Run, report: str) -> None:
    rows = [json.loads(line) for line in mubiao("extract", report, "--format", "jsonl").stdout.splitlines()]
    assert [row["tense"] for row in rows] == ["achieved", "achieved", "target", "target", "target"], (
        "in the order of the text"
    )


def test_explain_of_a_file_says_where_its_parts_begin_and_why(mubiao: Run, tmp_path: Path) -> None:
    file = tmp_path / "2024.txt"
    file.write_text(REPORT, encoding="utf-8")
    lines = mubiao("explain", str(file), "--year", "2024").stdout.splitlines()
    assert lines[0] == str(file)
    assert lines[1].startswith("review from character 0 on (")
    (plan,) = (line for line in lines if line.startswith("plan from character "))
    assert "二、2024年工作安排" in plan
    assert any(line.strip().startswith("words") and "2024年工作 +" in line for line in lines)
    assert lines[-1] == "sure: no other cut comes near"
