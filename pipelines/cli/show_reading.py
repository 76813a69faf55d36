"""How what was read of reports is printed for people. Belongs here: headings, tables, lines. Does not: any word of a promise
(``wording``) or reason (``targets``).
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.reports.lookup import Report
    from pipelines.targets.explain import Explanation, Row

Rows = Sequence[Mapping[str, Any]]
# What a table may take where nothing says how wide the output is (a file, a pipe): all that it needs. From QUOTED on quotes stand too.
_UNBOUND, _QUOTED = 10_000, 120
_TABLES = (("target", "targets 目标"), ("achieved", "results of the past year 上年完成情况"))
_INDENT, _QUESTION = "   ", 10


def report(file: str, report: "Report", rows: Rows, empty: str) -> None:
    """A report's heading, its targets, then its results; ``empty`` says why a report may have none."""
    console, quoted = _console()
    console.print(_heading(file, report), markup=False, highlight=False, soft_wrap=True)
    if not rows:
        typer.echo(f"No target and no result is read of {file}: {empty}.\n")
        return
    for tense, title in _TABLES:
        of_tense = [row for row in rows if row["tense"] == tense]
        if of_tense:
            _table(console, f"{title} ({len(of_tense)})", of_tense, quoted)
        else:
            typer.echo(f"{title} (0): all that is read of this report is of the other kind")
    typer.echo()


def _console() -> "tuple[Console, bool]":
    """Where to print, and whether there is room for quotes; what is not a terminal takes whole lines, unless COLUMNS says how wide it is."""
    from rich.console import Console

    console = Console()
    bound = console.is_terminal or os.environ.get("COLUMNS", "").isdecimal()
    return (console, console.width >= _QUOTED) if bound else (Console(width=_UNBOUND), False)


def _heading(file: str, report: "Report") -> str:
    from schemas import codelists

    names = {row["region_code"]: f"{row['name_zh']} {row['name_en']}".strip() for row in codelists.read("regions")}
    code = report.region_code
    place = f"{names.get(code, 'a place that is on no list')} ({code})" if code else "place unknown (--region)"
    year = str(report.year) if report.year else "year unknown (--year)"
    return f"{place} · {year} · {report.title}\n{file}"


def _table(console: "Console", title: str, rows: Rows, quoted: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipelines.wording.promises import in_words

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("indicator 指标", "value 数值", "in English", "for", "code", *(["quote 原文"] if quoted else [])):
        table.add_column(name, overflow="fold")
    for row, promise in zip(rows, in_words(rows), strict=True):
        cells = [f"{row['action'] or ''}{row['indicator']}", promise.zh, promise.en, _period(row), row["indicator_id"]]
        table.add_row(*(Text(cell or "") for cell in [*cells, *([row["quote"]] if quoted else [])]))
    console.print(table)


def _period(row: Mapping[str, Any]) -> str:
    return (row["period"] or "").replace("/", "–")


def explanation(explained: "Explanation", year: int | None, rules: bool) -> None:
    """What was read, a row each with its reasons; then the numbers that gave no row, and promises without a number.

    ``rules``: also which rule of the grammar read it, and the columns of the row.
    """
    from pipelines.wording.promises import in_words

    promises = in_words(each.row for each in explained.rows)
    for number, (each, promise) in enumerate(zip(explained.rows, promises, strict=True), 1):
        typer.echo(f"{number}. “{each.row['quote']}”")
        facts = {fact.question: fact.answer for fact in each.facts}
        name = f"{each.row['action'] or ''}{each.row['indicator']}"
        words = promise.zh if promise.zh == promise.en else f"{promise.en} ({promise.zh})"
        kind = "result" if each.row["tense"] == "achieved" else "target"
        typer.echo(f"{_INDENT}{name} · {facts['measure']} · {words} · for {facts['period']} · {kind}")
        _lines((fact.question, f"{fact.answer}: {fact.because}") for fact in each.facts)
        if rules:
            _lines(_grammar(each))
    if not explained.rows:
        also = "" if explained.unread else ": no number and no comparison stands in it"
        typer.echo(f"Nothing is read as a target or a result{also}.")
    if explained.unread:
        typer.echo(f"numbers that gave no row ({len(explained.unread)})")
        for unread in explained.unread:
            around = f" in “{unread.surroundings}”" if unread.surroundings != unread.number else ""
            typer.echo(f"{_INDENT}{unread.number}{around}: {unread.reason}")
    for action, thing in explained.commitments:
        typer.echo(f"promise without a number: {action} · {thing}")
    if explained.rows and year is None:
        typer.echo("No year of the report is given; with --year 2026 the years are worked out.")


def _grammar(each: "Row") -> Iterable[tuple[str, str]]:
    yield "rule", f"{each.row['rule']}, of the clause {each.clause}"
    shown = (
        "measure",
        "bound",
        "value",
        "value_high",
        "unit",
        "value_base",
        "unit_base",
        "comparator",
        "action",
        "period",
    )
    columns = (f"{name}={each.row[name]}" for name in (*shown, "strength", "binding") if each.row[name] is not None)
    yield "columns", " ".join(columns)


def _lines(answers: Iterable[tuple[str, str]]) -> None:
    for question, answer in answers:
        typer.echo(f"{_INDENT}  {question:{_QUESTION}}{answer}")
