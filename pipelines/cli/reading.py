"""The commands for who reads reports and develops the grammar: `extract`, `explain`, `score`, `coverage`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli import show
from pipelines.cli.errors import input_errors
from pipelines.cli.show import Format


def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=".txt or .md; - reads standard input.")],
    format: Annotated[Format, typer.Option(help="One JSON object a line, CSV, or a table to read.")] = Format.table,
    region: Annotated[
        str | None, typer.Option(help="GB/T 2260 code; else from sidecar, folder, front matter or title.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Report year; else from sidecar, front matter, title or file name.")
    ] = None,
) -> None:
    """Print the targets and achieved figures of reports, without storing anything."""
    from pipelines.reports.lookup import read_content, read_file
    from pipelines.targets.extract import extract as statements

    def rows() -> Iterator[dict[str, Any]]:
        for file in files:
            with input_errors():
                report = read_content(sys.stdin.buffer.read()) if file == "-" else read_file(Path(file))
            yield from statements(report.text, region or report.region_code, year or report.year)

    show.rows(rows(), format)


def explain(sentence: Annotated[str, typer.Argument(help="A sentence as a report would print it.")]) -> None:
    """Show which rule of the grammar took what in a sentence, and what was thrown away."""
    from pipelines.targets.explain import explain as explanations

    for line in explanations(sentence):
        typer.echo(line)


def score(
    annotations: Annotated[Path, typer.Argument(help="A folder of annotated reports.")],
    reports: Annotated[
        list[Path], typer.Option(help="A folder of reports, <place or region code>/<year>.*; may be given twice.")
    ],
    write: Annotated[
        bool, typer.Option("--write", help="Keep the figures in pipelines/measuring/extraction_scores.csv.")
    ] = False,
) -> None:
    """Score the grammar against what people annotated: precision, recall and F1 a field, and precision a rule."""
    from pipelines.measuring import scores, scoring
    from pipelines.reports.lookup import find_report

    def text_of(name: str) -> scoring.Text:
        report = find_report(name, reports)
        return scoring.Text(report.text, report.text_sha256, report.year)

    with input_errors():
        scored = scoring.score_folder(annotations, text_of)
        rows = {name: scoring.rows_of(name, each) for name, each in scored.items()}
        if write:
            scores.write(row for figures in rows.values() for row in figures)
    for name, figures in rows.items():
        show.scores(name, figures)


def coverage(
    reports: Annotated[Path, typer.Argument(help="A folder of reports, <place or region code>/<year>.*.")],
    names: Annotated[int, typer.Option(help="How many names without a code are listed.")] = 20,
) -> None:
    """Tell how many targets of a folder of reports have an indicator code, by measure, and the most frequent names without one."""
    from pipelines.measuring.coverage import count
    from pipelines.reports.lookup import read_folder
    from pipelines.targets.extract import extract as statements

    def targets() -> Iterator[dict[str, Any]]:
        for report in read_folder(reports):
            yield from (row for row in statements(report.text, None, report.year) if row["tense"] == "target")

    with input_errors():
        counts = count(targets())
    for measure, linked, total in counts.shares():
        typer.echo(f"{measure:8}{linked:>8} of {total:>7} targets have a code ({linked / max(total, 1):.1%})")
    for (name, unit), times in counts.unlinked.most_common(names):
        typer.echo(f"{times:>8}  {name} ({unit})")


COMMANDS = (extract, explain, score, coverage)
