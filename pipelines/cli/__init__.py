"""The `mubiao` command: a module a group of functions, thin, calling the same functions as the assets.

Belongs here: which commands there are, whom they serve, and an example of each. Does not: how results are printed (``show``) or errors
end (``errors``).
"""

import io
import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from pipelines.cli import collecting, defining, line, publishing, reading, rereading, statistics

READ, RUN, PUBLISH = "Read a report 读一份报告", "Update the data 更新数据", "Publish 发布"
CHECK, DEVELOP = "Check what is published 检查已发布的数据", "Improve how reports are read 改进识别规则"
COMMANDS: Mapping[str, Mapping[Callable[..., None], str]] = {
    READ: {
        reading.extract: "mubiao extract report.txt",
        reading.explain: 'mubiao explain "全年粮食产量稳定在1200万吨以上。"',
    },
    RUN: {
        line.run: "mubiao run",
        collecting.add: "mubiao add report.txt --region 甘肃省 --year 2024",
        collecting.fetch: "mubiao fetch --region 甘肃省 --year 2024 --contact you@example.org",
        line.judge: "mubiao judge reports --into judged",
        rereading.held: "mubiao held --format csv",
        rereading.answers: "mubiao answers --judged judged",
    },
    PUBLISH: {
        publishing.export: "mubiao export xinjiang-2023-targets for-a-friend",
        publishing.site: "mubiao site --address https://example.org/mubiao --contact data@example.org",
        publishing.withdraw: 'mubiao withdraw gansu-2024@1.0.0 --reason "The report was an excerpt."',
        publishing.synchronise: "mubiao synchronise s3://bucket/published",
    },
    CHECK: {
        publishing.validate: "mubiao validate xinjiang-2023-targets",
        publishing.verify: "mubiao verify xinjiang-2023-targets@3.0.0",
        publishing.diff: "mubiao diff xinjiang-2023-targets",
    },
    DEVELOP: {
        reading.score: "mubiao score tests/measuring/annotated --reports reports",
        reading.coverage: "mubiao coverage reports",
        collecting.addresses: "mubiao addresses reports",
    },
}

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
for panel, functions in COMMANDS.items():
    for function, example in functions.items():
        app.command(rich_help_panel=panel, epilog=f"Example: {example}")(function)
app.add_typer(statistics.app, name="statistics", rich_help_panel=RUN)
app.add_typer(defining.app, name="package", rich_help_panel=PUBLISH)


@app.callback()
def mubiao(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version of this software.", is_eager=True)
    ] = False,
) -> None:
    """Targets of Chinese government work reports as open data, and whether they were met. 政府工作报告中的量化目标及其实现情况。"""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a screen cannot show (LANG=C) is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    if version:
        from pipelines.base.version import software_version

        typer.echo(software_version())
        raise typer.Exit


if __name__ == "__main__":
    app()
