"""How commands end when something is wrong. Belongs here: telling it and the exit code, for all commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from schemas.errors import InputError


@contextmanager
def input_errors() -> Iterator[None]:
    """What a person can mend is told in one sentence, without a traceback."""
    try:
        yield
    except InputError as error:
        stop([str(error)])
    except OSError as error:
        stop([f"{error.filename}: {error.strerror}. Check the path"])


def stop(reasons: list[str]) -> NoReturn:
    """Tell why, and end with exit code 1."""
    for reason in reasons:
        typer.secho(f"error: {reason}", fg=typer.colors.RED, err=True)
    raise typer.Exit(1)
