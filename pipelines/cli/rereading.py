"""The commands for who asks why a target has no verdict: `held` lists what waits for a second reading, `answers` counts the causes."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.base.settings import settings
from pipelines.cli import show, show_reading
from pipelines.cli.errors import input_errors
from pipelines.cli.show import Format
from schemas.errors import InputError


def held(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET_ID...", help="Of these targets, held or not; else of all that are held."),
    ] = None,
    indicator: Annotated[str | None, typer.Option(help="Code of an indicator, gdp: of that alone.")] = None,
    judged: Annotated[
        Path | None, typer.Option(help="A folder that `mubiao judge --into` wrote; else what the last run left.")
    ] = None,
    format: Annotated[
        Format, typer.Option(help="Text to read; csv: rows for raw/readings, to be filled in; jsonl: all of it.")
    ] = Format.table,
) -> None:
    """List the verdicts on hold, with the two passages to read again. 列出存疑待核的判定及两处原文。

    A row of the CSV becomes a reading when who read both places writes finding, date and reader into it.
    """
    from pipelines.line.store import Store
    from pipelines.outcomes.held import PRINTED, TABLES, to_read

    folder = judged / ".store" if judged else settings().store
    with input_errors():
        store = Store(folder, lambda table, part: "")
        rows = to_read({table: store.whole(table) for table in TABLES}, targets or ())
        if missing := sorted({*(targets or ())} - {*rows["target_id"]}):
            reason = "no figure was held against a target of that id"
            raise InputError(missing[0], "", reason, "Take the id from column target_id of outcomes")
    if indicator:
        rows = rows.filter(rows["indicator_id"] == indicator)
    if format == Format.csv:
        show.rows(rows.select(PRINTED).iter_rows(named=True), format, PRINTED)
    elif format == Format.jsonl:
        show.rows(rows.iter_rows(named=True), format)
    else:
        show_reading.to_read(rows.to_dicts())


def answers(
    judged: Annotated[
        Path | None, typer.Option(help="A folder that `mubiao judge --into` wrote; else what the last run left.")
    ] = None,
    format: Annotated[Format, typer.Option(help="Text to read, or the same counts as csv or jsonl.")] = Format.table,
) -> None:
    """Count the targets due that have a result, only words of the next report, or nothing, and why. 统计到期目标有无结果及其原因。

    A target that its report repeats counts once, and a comparison without a number not.
    """
    from pipelines.line.store import Store
    from pipelines.packages import counts

    with input_errors():
        outcomes = Store(judged / ".store" if judged else settings().store, lambda table, part: "").whole("outcomes")
    rows = counts.by_answer(outcomes)
    if format == Format.table:
        show_reading.answers(counts.answers(outcomes), rows.to_dicts())
    else:
        show.rows(rows.iter_rows(named=True), format, rows.columns)
