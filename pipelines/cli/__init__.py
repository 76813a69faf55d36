"""The `mubiao` command: a module a group of commands, thin, calling the same functions as the assets.

Belongs here: arguments, and which function they go to. Does not: how results are printed (``show``) or errors end (``errors``).
"""

import typer

from pipelines.cli import collecting, defining, line, publishing, reading, statistics

app = typer.Typer(
    help="Numeric targets of Chinese government work reports as open data, and what became of them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (line, reading, publishing, collecting):
    for command in group.COMMANDS:
        app.command()(command)
app.add_typer(statistics.app, name="statistics")
app.add_typer(defining.app, name="package")

if __name__ == "__main__":
    app()
