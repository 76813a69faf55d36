"""How what was read of reports is printed for people. Belongs here: headings, tables, lines. Does not: any word of a target
(``wording``) or reason (``targets``).
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from pipelines.cli import show

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.explaining.explain import Cut, Explanation, Row
    from pipelines.measuring.coverage import Coverage
    from pipelines.packages.counts import Answers
    from pipelines.reports.lookup import Report
    from pipelines.wording.targets import InWords

Rows = Sequence[Mapping[str, Any]]
# What a table may take where nothing says how wide the output is (a file, a pipe), all that it needs; from WIDE on quotes stand too.
_UNBOUND, _WIDE = 10_000, 160


class Kind(NamedTuple):
    """What rows of one tense are called: many and one, in both languages; and why a report may have none."""

    zh: str
    one: str
    many: str
    none: str


# In the order in which they are printed.
_KINDS = {
    "target": Kind("目标", "target", "targets", "all that is read of it is a result of the past"),
    "achieved": Kind("上年结果", "result", "results of the past year", "all that is read of it is a target"),
}
# The columns that show how a rule read a number.
_SHOWN = (
    "measure", "bound", "value", "value_high", "unit", "value_base", "unit_base", "comparator", "action", "period", "strength", "binding",
)  # fmt: skip
# How the years of a number are said, by the kind of its period.
_WHEN = {
    "year": ("{}", "for {}"), "part_of_year": ("{}内", "for a part of {}"), "average": ("{}年均", "a year, {}"),
    "total": ("{}合计", "for {} in all"), "end": ("到{}", "by {}"),
}  # fmt: skip
# What a text without a file is called.
STANDARD_INPUT = "standard input"
_INDENT, _QUESTION = "   ", 10
# What people call the questions that an explanation answers, where it is another than ours.
_QUESTIONS = {
    "measure": "measured",
    "bound": "wording",
    "aspect": "counts",
    "base": "from",
    "part": "stands in",
    "strength": "how firm",
}
# Of an explanation nobody reads more than so many rows, numbers and targets, nor more of a clause; no clause of a report is longer.
_MOST_EXPLAINED, _LONGEST_QUOTE = 200, 500


class Layout(Enum):
    """How much room a table has."""

    narrow = "a terminal of few columns: two lines a row"
    unbound = "a file or a pipe: a line a row, however long"
    wide = "a terminal of many columns: quotes too"


# {} is what the number is, 目标 or 结果.
_COLUMNS = {
    Layout.narrow: ("指标 indicator", "{}", "时期 period"),
    Layout.unbound: ("指标", "{}", "in English", "时期 period", "代码 code"),
    Layout.wide: ("指标", "{}", "in English", "时期 period", "代码 code", "原文 quote"),
}
_NUMBERS = {"target": "目标 target", "achieved": "结果 result"}


def report(file: str, report: "Report", rows: Rows, empty: str) -> None:
    """A report's heading and how much is read of it, its targets, then its results; ``empty`` says why a report may have none."""
    console, layout = _console()
    console.print(_heading(file, report), markup=False, highlight=False, soft_wrap=True)
    if not rows:
        typer.echo(f"No target and no result is read of {file}: {empty}.\n")
        return
    of_tense = {tense: [row for row in rows if row["tense"] == tense] for tense in _KINDS}
    titles = {tense: _title(tense, len(some)) for tense, some in of_tense.items()}
    typer.echo(" · ".join(titles.values()))
    for tense, some in of_tense.items():
        if some:
            _table(console, titles[tense], some, layout)
        else:
            typer.echo(f"{titles[tense]}: {_KINDS[tense].none}\n")
    typer.echo()


def _title(tense: str, count: int) -> str:
    """How many rows there are of a tense: 目标33项 33 targets."""
    from pipelines.wording.numbers import counted

    kind = _KINDS[tense]
    return f"{kind.zh}{count:,}项 {counted(count, kind.many.replace(kind.one + 's', kind.one, 1), kind.many)}"


def doubts(file: str, report: "Report", *, region: bool, year: bool) -> None:
    """A line for place and for year, where it is asked for and the witnesses disagree or say nothing.

    A file's place that nobody tells is an oversight; a sentence on standard input has none.
    """
    whose = report.whose
    for asked, name, option, answer, by, against in (
        (region, "place", "--region 甘肃省", _place(whose.region_code), whose.region_by, whose.region_against),
        (year, "year", "--year 2024", whose.year, whose.year_by, whose.year_against),
    ):
        if asked and against:
            show.warn(f"{file}: not all agree on its {name}: {answer} by {by}, but {'; '.join(against)}")
        elif asked and answer is None and file != STANDARD_INPUT:
            show.warn(f"{file}: nothing in it, in its name or beside it tells its {name}; say it with {option}")


def _console() -> "tuple[Console, Layout]":
    """Where to print, and in which layout; what is not a terminal takes whole lines, unless COLUMNS says how wide it is."""
    from rich.console import Console

    console = Console()
    bound = console.is_terminal or os.environ.get("COLUMNS", "").isdecimal()
    if not bound:
        return Console(width=_UNBOUND), Layout.unbound
    return console, Layout.wide if console.width >= _WIDE else Layout.narrow


def _heading(file: str, report: "Report") -> str:
    from schemas import codelists

    names = {row["region_code"]: f"{row['name_zh']} {row['name_en']}".strip() for row in codelists.read("regions")}
    code = report.region_code
    place = f"{names.get(code, 'a place that is on no list')} ({code})" if code else "place unknown (--region)"
    year = str(report.year) if report.year else "year unknown (--year)"
    return f"{place} · {year} · {report.title}\n{file}" + _by(report)


def _place(region_code: str | None) -> str | None:
    """The code and name of a place; the code alone where it is on no list."""
    from schemas import codelists
    from schemas.codelists import places

    return f"{region_code} {places.full_name(region_code)}" if codelists.is_region(region_code) else region_code  # type: ignore[arg-type]


def _by(report: "Report") -> str:
    """Who tells whose report it is: (place by title, greeting; year by day); empty where nobody does, or an option says it."""
    whose = report.whose
    said = (("place", whose.region_by, whose.region_code == report.region_code), ("year", whose.year_by, whose.year == report.year))  # fmt: skip
    known = "; ".join(f"{name} by {by}" for name, by, is_taken in said if by and is_taken)
    return f" ({known})" if known else ""


def _table(console: "Console", title: str, rows: Rows, layout: Layout) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in _COLUMNS[layout]:
        table.add_column(name.format(_NUMBERS[rows[0]["tense"]]), overflow="fold")
    for row, name_en, target in zip(rows, _names_en(rows), _in_words(rows), strict=True):
        table.add_row(*map(Text, _cells(row, name_en, target, layout)))
    console.print(table)


def _cells(row: Mapping[str, Any], name_en: str | None, target: "InWords", layout: Layout) -> list[str]:
    """The cells of a row; where there is little room the two languages share them."""
    name, code = f"{row['action'] or ''}{row['indicator']}", row["indicator_id"] or ""
    if layout == Layout.narrow:
        return ["\n".join(filter(None, (name, name_en))), "\n".join(dict.fromkeys(target)), _period(row)]
    cells = [name, target.zh, ": ".join(filter(None, (name_en, target.en))), _period(row), code]
    return [*cells, row["quote"]] if layout == Layout.wide else cells


def _names_en(rows: Rows) -> list[str | None]:
    """The English name of the indicator of each row, None where it has none."""
    import polars as pl

    from pipelines.wording.names import english

    columns = dict.fromkeys(("indicator", "indicator_id"), pl.String)
    frame = pl.DataFrame([{name: row[name] for name in columns} for row in rows], schema=columns)
    return frame.select(english())["indicator_id"].to_list() if rows else []


def _in_words(rows: Rows) -> "list[InWords]":
    """What each row sets, in English with what is done and what is counted: to start building 5,000."""
    from pipelines.wording.rows import deed
    from pipelines.wording.targets import in_words
    from pipelines.wording.verbs import noun

    named = zip(rows, _names_en(rows), strict=True)
    return in_words(
        {**row, "deed": deed(row), "noun": noun(row["unit"], row["indicator"], name_en)} for row, name_en in named
    )


def _period(row: Mapping[str, Any]) -> str:
    years = (row["period"] or "").replace("/", "–")
    return f"{years} (in doubt)" if row["period_in_doubt"] else years


def explanation(explained: "Explanation", year: int | None, rules: bool) -> None:
    """What was read, a row each with its reasons; then the numbers that gave no row, and targets without a number.

    ``rules``: also which rule of the grammar read it, and the columns of the row. Of each kind only so many are printed as anybody reads.
    """
    rows = explained.rows[:_MOST_EXPLAINED]
    read = [each.row for each in rows]
    targets, names = _in_words(read), _names_en(read)
    for number, (each, name_en, target) in enumerate(zip(rows, names, targets, strict=True), 1):
        typer.echo(f"{number}. “{_shortened(each.row['quote'])}”")
        for line in _reading(each, name_en, target):
            typer.echo(f"{_INDENT}{line}")
        _lines((_QUESTIONS.get(fact.question, fact.question), f"{fact.answer}: {fact.because}") for fact in each.facts)
        if rules:
            _lines(_grammar(each))
    _left_out(explained.rows, "rows")
    if not explained.rows:
        also = "" if explained.unread else ": no number and no comparison stands in it"
        typer.echo(f"Nothing is read as a target or a result{also}.")
    if explained.unread:
        typer.echo(f"numbers that gave no row ({len(explained.unread)})")
        for unread in explained.unread[:_MOST_EXPLAINED]:
            around = f" in “{unread.surroundings}”" if unread.surroundings != unread.number else ""
            typer.echo(f"{_INDENT}{unread.number}{around}: {unread.reason}")
        _left_out(explained.unread, "numbers")
    for action, thing in explained.commitments[:_MOST_EXPLAINED]:
        typer.echo(f"target without a number: {action} · {thing}")
    _left_out(explained.commitments, "targets without a number")
    if explained.rows and year is None:
        typer.echo("No year of the report is given; with --year 2026 the years are worked out.")


def _left_out(all: Sequence[Any], what: str) -> None:
    if len(all) > _MOST_EXPLAINED:
        left = len(all) - _MOST_EXPLAINED
        typer.echo(f"{_INDENT}{left:,} more {what} are left out: give the sentences that you ask about, one by one")


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


def cuts(file: str, cuts: "Sequence[Cut]", doubt: str | None) -> None:
    """Where the parts of a report begin, from which words that follows, and whether it is sure."""
    typer.echo(file)
    whole = sum(cut.chars for cut in cuts)
    for cut in cuts:
        typer.echo(f"{cut.part} from character {cut.start:,} on ({cut.chars / whole:.0%}): “{cut.opening}”")
        if cut.words:
            words = ", ".join(f"{word} {weight:+}" for word, weight in cut.words)
            _lines([("words", words)])
        _lines([("evidence", f"{cut.lead:+} of the whole part for {cut.part}, against the next best")])
    typer.echo(f"doubtful: {doubt}" if doubt else "sure: no other cut comes near")


def _reading(each: "Row", name_en: str | None, target: "InWords") -> Iterable[str]:
    """A row in a line of Chinese and one of English: 新建公园：10个（2027年目标）."""
    row, kind = each.row, _KINDS[each.row["tense"]]
    name = f"{row['action'] or ''}{row['indicator']}"
    zh, en = _WHEN[(row["period"] and row["period_kind"]) or "year"]
    first, _, last = (row["period"] or "").partition("/")
    years = {"zh": f"{first}—{last}年" if last else f"{first}年", "en": f"{first} to {last}" if last else first}
    if not first:
        years = {
            "zh": "报告当年" if kind.zh == "目标" else "上年",
            "en": "the report's year" if kind.one == "target" else "the year before it",
        }
    yield f"{name}：{target.zh}（{zh.format(years['zh'])}{kind.zh}）"
    yield f"{name_en or name}: {target.en} ({kind.one} {en.format(years['en'])})"


def coverage(counts: "Coverage", names: int) -> None:
    """How many targets have a code, by measure, then the names that most often have none, with their unit."""
    for measure, linked, total in counts.shares():
        share = f"({linked / total:.1%})" if total else ""
        typer.echo(f"{measure:8}{linked:>8,} of {total:>7,} targets have a code {share}".rstrip())
    shown = counts.unlinked.most_common(names)
    if shown:
        typer.echo(
            f"\nnames without a code: the most frequent {len(shown)} of {len(counts.unlinked):,}, with how often each stands"
        )
    for (name, unit), times in shown:
        typer.echo(f"{times:>8,}  {name} ({unit or 'no unit'})")


def answers(counts: "Answers", rows: Rows) -> None:
    """What answers the targets that are due, a line each with its share of them and of those whose next report is at hand; below it why."""
    from pipelines.wording.answers import ANSWERS

    typer.echo(
        f"{counts.targets:,} targets with a number 有数值的目标, each target once; {counts.due:,} of them are due 到期"
    )
    typer.echo(f"{'due 到期':>16}  next report 次年报告已收录")
    for answer, name in ANSWERS.items():
        reasons = [row for row in rows if row["answer"] == answer]
        _shares(reasons, rows, f"{name.en} {name.zh}")
        for row in reasons:
            if row["reason"]:
                _shares([row], rows, f"  {_reasons()[row['reason']]}")
    _shares(rows, rows, "all 合计")


def _shares(some: Rows, every: Rows, what: str) -> None:
    """How many some are of all that are due, and of all whose next report is at hand."""
    counts = [
        (sum(row[column] for row in some), sum(row[column] for row in every)) for column in ("targets", "next_report")
    ]
    cells = [f"{count:>11,}{f'{count / total:.1%}' if total else '':>7}" for count, total in counts]
    typer.echo(f"{''.join(cells)}  {what}")


def _reasons() -> Mapping[str, str]:
    """Code -> label in both languages, of all that may keep a figure from judging."""
    from schemas.codelists import labels

    lists = ("status", "status_reason", "comparability_reason")
    return {code: f"{label} {labels(name, 'zh')[code]}" for name in lists for code, label in labels(name, "en").items()}


def _grammar(each: "Row") -> Iterable[tuple[str, str]]:
    from pipelines.wording.numbers import digits

    yield "rule", f"{each.row['rule']}, in “{_shortened(each.clause)}” (□ is the number)"
    cells = ((name, each.row[name]) for name in _SHOWN)
    columns = (
        f"{name}={digits(cell) if isinstance(cell, Decimal) else cell}" for name, cell in cells if cell is not None
    )
    yield "columns", " ".join(columns)


def _lines(answers: Iterable[tuple[str, str]]) -> None:
    for question, answer in answers:
        typer.echo(f"{_INDENT}  {question:{_QUESTION}}{answer}")


def to_read(rows: Rows) -> None:
    """Verdicts for a second reading: target, result, why it is on hold, and where both stand."""
    from pipelines.wording.numbers import counted, digits
    from pipelines.wording.targets import in_words
    from schemas.codelists import labels
    from schemas.codelists.places import full_name

    zh, en = labels("status_reason", "zh"), labels("status_reason", "en")
    for number, (row, target) in enumerate(zip(rows, in_words(rows), strict=True), 1):
        name = f"{full_name(row['region_code'])} {row['year']}, {row['indicator']}"
        actual = f"{digits(row['figure_value'])}{row['figure_unit'] or ''}"
        reason = row["status_reason"]
        why = f" · {row['status']}" + (f": {en[reason]} {zh[reason]}" if reason else "")
        typer.echo(f"{number}. {name}: {target.zh} → {actual}{why}")
        _lines(
            [
                ("target", f"{row['target_id']} {_where(row['title'], '', row['source_url'])}"),
                ("", row["around"]),
                ("figure", f"{row['statistic_id']} {row['actual_name']} {row['period']}"),
                ("", _where(row["actual_title"], row["actual_publisher"], row["actual_url"])),
                *([("", row["actual_around"])] if row["actual_around"] else []),
            ]
        )
    typer.echo(f"{counted(len(rows), 'verdict')}; rows for raw/readings, to be filled in: --format csv")


def _where(title: str, publisher: str, address: str | None) -> str:
    return ", ".join(filter(None, (title, publisher, address)))
