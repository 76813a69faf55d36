"""How commands end when something is wrong. Belongs here: telling it and the exit code, for all commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from schemas.errors import InputError, shown


@contextmanager
def input_errors() -> Iterator[None]:
    """What a person can mend is told in one sentence, without a traceback."""
    try:
        yield
    except (InputError, OSError) as error:
        stop([sentence(error)])


def sentence(error: InputError | OSError) -> str:
    """What is wrong, and what to do about it."""
    if isinstance(error, InputError):
        return str(error)
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}{error.strerror or error}. Check the path"


def tell(reason: str) -> None:
    """Tell why, and go on."""
    typer.secho(f"error: {shown(reason)}", fg=typer.colors.RED, err=True)


def stop(reasons: list[str]) -> NoReturn:
    """Tell why, and end with exit code 1."""
    for reason in reasons:
        tell(reason)
    raise typer.Exit(1)
