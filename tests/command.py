"""`mubiao` as people type it, in the process of the tests: starting another takes longer than most commands.

Belongs here: running a command with folders, settings and standard input of its own. Does not: what only a process has (signals, what is
imported, the console script itself); a test of that starts one.
"""

import logging
import subprocess
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from pipelines.cli import app


def mubiao(
    *arguments: object, folder: Path = Path(), text: str | None = None, settings: Mapping[str, str | None] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a command ends with and prints into pipes.

    Args:
        arguments: what is typed after ``mubiao``.
        folder: the folder that it is called in.
        text: its standard input.
        settings: variables of its environment, beside those there are; without a value one that is taken away.

    Raises:
        Exception: the command stopped with a traceback.
    """
    logger = logging.getLogger("mubiao.progress")
    before = logger.handlers, logger.level
    typed = [str(argument) for argument in arguments]
    try:
        with chdir(folder):
            ended = CliRunner(env=settings).invoke(app, typed, input=text, prog_name="mubiao", catch_exceptions=False)
    finally:
        logger.handlers, logger.level = before
    return subprocess.CompletedProcess(["mubiao", *typed], ended.exit_code, ended.stdout, ended.stderr)
