"""The commands for who reads reports and betters the rules by which they are read: `extract`, `explain`, `score`, `coverage`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.base import files
from pipelines.cli import show, show_reading
from pipelines.cli.errors import input_errors, sentence, stop, tell
from pipelines.cli.show import Format
from schemas.dates import FIRST_YEAR, LAST_YEAR
from schemas.errors import InputError

if TYPE_CHECKING:
    from pipelines.reports.lookup import Report

STANDARD_INPUT = "-"


def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help=".txt, .md or .html, in UTF-8 or GB18030 (which is told by itself); - reads a text from standard input.",
        ),
    ],
    format: Annotated[
        Format, typer.Option(help="A table to read, or for programs one JSON object a line, or CSV.")
    ] = Format.table,
    region: Annotated[
        str | None,
        typer.Option(help="GB/T 2260 code or name of the place; else as sidecar, folder and text say."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="Report year; else as sidecar, text and file name say."),
    ] = None,
) -> None:
    """Print the targets of reports, then the results of the past year; nothing is stored. 列出报告中的目标和上年结果。

    A file that cannot be read does not stop the others; then the exit code is 1.
    """
    from pipelines.explaining.explain import why_nothing
    from pipelines.targets.extract import extract as statements
    from pipelines.targets.parts import doubt
    from pipelines.targets.statements import columns

    with input_errors():
        code = _region_code(region)
    unreadable: list[str] = []

    def reports() -> "Iterator[tuple[str, Report, list[dict[str, Any]]]]":
        for file in files:
            try:
                report = _report(file)
            except (InputError, OSError) as error:
                tell(sentence(error))
                unreadable.append(file)
                continue
            name = show_reading.STANDARD_INPUT if file == STANDARD_INPUT else file
            show_reading.doubts(name, report, region=not code, year=not year)
            report = report._replace(region_code=code or report.region_code, year=year or report.year)
            if why := doubt.of_report(report.text, report.year):
                show.warn(f"{name}: where its review ends is doubtful: {why}. `mubiao explain {name}` shows the cuts")
            yield name, report, statements(report.text, report.region_code, report.year)

    def rows() -> Iterator[dict[str, Any]]:
        for file, report, of_report in reports():
            if not of_report:
                reason = why_nothing(report.text, report.year)
                typer.echo(f"No target and no result is read of {file}: {reason}.", err=True)
            yield from of_report

    if format == Format.table:
        for file, report, of_report in reports():
            show_reading.report(file, report, of_report, "" if of_report else why_nothing(report.text, report.year))
    else:
        show.rows(rows(), format, () if unreadable == files else columns())
    if unreadable:
        raise typer.Exit(1)


def _report(file: str) -> "Report":
    """A report from its file or from standard input; tells of figures that are damaged.

    Raises:
        InputError: it is a folder, or cannot be read.
    """
    from pipelines.reports.lookup import read_content, read_file

    if file == STANDARD_INPUT:
        return _with_damage_shown("standard input", read_content(_standard_input()))
    if Path(file).is_dir():
        raise InputError(file, "", "it is a folder", "Name the files in it, or read it whole with `mubiao judge`")
    return _with_damage_shown(file, read_file(Path(file)))


def _standard_input() -> bytes:
    """What comes on standard input, to its end or to the bound of a file."""
    return files.read_stream(sys.stdin.buffer, "standard input")


def _with_damage_shown(file: str, report: "Report") -> "Report":
    from pipelines.targets import damage
    from pipelines.targets.reading import read

    if damages := damage.find(read(report.text).text):
        count, reason = len(damages), damages[0].reason
        figures = (
            f"a figure is left out, since {reason}"
            if count == 1
            else f"{count} figures are left out, the first since {reason}"
        )
        typer.echo(f"{file}: {figures}. Take the text from its source again.", err=True)
    return report


def _region_code(region: str | None) -> str | None:
    """The code of a region that is given by its code or its name.

    Raises:
        InputError: it is neither.
    """
    from pipelines.reports.witnesses import region_of_folder

    if region is None or re.fullmatch(r"\d{6}", region):
        return region
    code = region_of_folder(f"{region}/report")
    if code is None:
        raise InputError("--region", "", f"{region!r} is no region", "Give its GB/T 2260 code or its full name")
    return code


def explain(
    text: Annotated[
        str,
        typer.Argument(
            metavar="SENTENCE|FILE",
            help="A sentence as a report would print it, in quotation marks, or several; - reads standard input. A report's file: "
            "where its parts begin, and why.",
        ),
    ],
    year: Annotated[
        int | None,
        typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="Year of the report, from which the years of targets follow."),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="Also print the rule by which it is read and the columns of each row.")
    ] = False,
) -> None:
    """Say how a sentence is read, by which words, and why its other numbers are no targets. 说明一句话如何识别、依据哪些词。

    Of a file: where the review ends and the plan begins, and by which words.
    """
    from pipelines.explaining.explain import cuts
    from pipelines.explaining.explain import explain as explained
    from pipelines.reports.read import MOST_CHARACTERS, refuse_long

    if _is_file(text):
        with input_errors():
            report = _report(text)
        show_reading.cuts(text, *cuts(report.text, year or report.year))
        return
    if text == STANDARD_INPUT:
        with input_errors():
            text = _standard_input().decode("utf-8", errors="replace")
    with input_errors():
        refuse_long(len(text), MOST_CHARACTERS, "characters", "the sentence")
    if not text.strip():
        stop(['the sentence is empty. Give one in quotation marks: mubiao explain "今年粮食产量达到30万吨以上"'])
    show_reading.explanation(explained(text, year), year, rules)


def _is_file(text: str) -> bool:
    """Whether a text is the path of something that is there; a sentence can be too long to be asked for."""
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):
        return False


def score(
    annotations: Annotated[Path, typer.Argument(help="A folder of annotated reports.")],
    reports: Annotated[
        list[Path], typer.Option(help="A folder of reports, <place or region code>/<year>.*; may be given twice.")
    ],
    write: Annotated[
        bool, typer.Option("--write", help="Keep the figures in pipelines/measuring/extraction_scores.csv.")
    ] = False,
) -> None:
    """Measure how well reports are read, against annotated ones: precision, recall and F1. 对照人工标注的报告，衡量识别的准确程度。

    A row is right in `value` where number and unit are, in `strict` where also name, measure and bound are. Of a rule it is counted
    how many of the rows that it read are right in `strict`.
    """
    from pipelines.measuring import scores, scoring

    with input_errors():
        scored = scoring.score_folder(annotations, scoring.texts_in(reports))
        rows = {name: scoring.rows_of(name, each) for name, each in scored.items()}
        if write:
            scores.write(row for figures in rows.values() for row in figures)
    for name, figures in rows.items():
        show.scores(name, figures)


def coverage(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    names: Annotated[int, typer.Option(help="How many names without a code are listed.")] = 20,
) -> None:
    """Count the targets that have an indicator code, and list the most frequent names without one. 统计有指标代码的目标，列出最常见的无代码名称。"""
    from pipelines.measuring.coverage import count
    from pipelines.reports.lookup import read_folder
    from pipelines.targets.extract import extract as statements

    def targets() -> Iterator[dict[str, Any]]:
        for report in read_folder(reports):
            yield from (row for row in statements(report.text, None, report.year) if row["tense"] == "target")

    with input_errors():
        counts = count(targets())
    show_reading.coverage(counts, names)
