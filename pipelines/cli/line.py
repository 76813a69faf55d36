"""The commands that run the line: `run`, `judge`."""

import gc
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.base.settings import ROOT, BadFiles, Settings, settings
from pipelines.cli import screen, show
from pipelines.cli.errors import input_errors, stop
from pipelines.line import unchanged

if TYPE_CHECKING:
    from pipelines.line.run import Line
    from pipelines.line.summary import Summary

Strict = Annotated[bool, typer.Option("--strict", help="Stop at any report file that cannot be used.")]
SetAside = Annotated[
    bool, typer.Option("--set-aside", help="Set aside every report file that cannot be used, in raw/ too.")
]


def run(
    everything: Annotated[bool, typer.Option("--all", help="Make every table again, also what is unchanged.")] = False,
    strict: Strict = False,
    set_aside: SetAside = False,
) -> None:
    """Update the data and publish: read new or changed reports and figures, judge the targets. 更新数据并发布。

    What is unchanged is not made again; a run that stops leaves what was published as it was.
    """
    with input_errors():
        under = settings(**_bad_files(strict, set_aside))
    begun, form = unchanged.inputs(under), screen.screen()
    if begun and not everything and (end := unchanged.ended(under, begun, form)):
        screen.write(end)
        return
    from pipelines.cli import summary
    from pipelines.line.run import name

    show.progress()
    with input_errors():
        line, ended = _run(under, everything=everything, publishing=True)
    summary.run(ended, line.settings, line.staleness.store.place)
    if begun:
        again = ended.again([name(step) for step in line.steps])
        end = screen.written(lambda: summary.run(again, line.settings, line.staleness.store.place))
        unchanged.keep(under, begun, form, end)


def judge(
    folder: Annotated[
        Path | None,
        typer.Argument(help="More reports, <place or region code>/<year>.*; raw/ wins where both have one."),
    ] = None,
    known_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge as it would have been on that day.")
    ] = None,
    into: Annotated[Path, typer.Option(help="Where the tables go.")] = ROOT / ".mubiao" / "judged",
    strict: Strict = False,
    set_aside: SetAside = False,
) -> None:
    """Read and judge all reports of a folder beside those of the project; nothing is published. 判定一个文件夹中的全部报告，不发布。"""
    from pipelines.cli import summary
    from pipelines.line.gather import gather

    show.progress()
    changed = _bad_files(strict, set_aside) | {"store": into / ".store"}
    changed |= {"collections": {"folder": str(folder)}} if folder else {}
    changed |= {"known_on": known_on.date()} if known_on else {}
    with input_errors():
        line, ended = _run(settings(**changed), everything=False, publishing=False)
        gather(line.staleness.store, into)
    summary.judged(ended, lambda table: into / f"{table}.parquet")


def _bad_files(strict: bool, set_aside: bool) -> dict[str, object]:
    if strict and set_aside:
        raise typer.BadParameter("--strict and --set-aside exclude each other")
    return {"bad_files": BadFiles.stop if strict else BadFiles.set_aside} if strict or set_aside else {}


def _run(under: Settings, *, everything: bool, publishing: bool) -> "tuple[Line, Summary]":
    """Run the line, or all of it but publishing."""
    # A start makes some hundred thousand objects that stay; looking for garbage among them again and again is a tenth of it.
    gc.set_threshold(100_000, 20, 20)
    from pipelines import definitions
    from pipelines.line.run import RunError
    from pipelines.line.run import run as run_line

    line = definitions.line(under)
    steps = line.steps if publishing else definitions.JUDGING
    try:
        return line, run_line(line, steps, everything=everything, recorded=publishing)
    except RunError as failed:
        stop(failed.reasons)
