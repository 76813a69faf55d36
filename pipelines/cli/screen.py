"""The screen as a command finds it, and what it writes there, to be written again.

Belongs here: streams. Does not: any line (``summary``).
"""

import io
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, TextIO

STREAMS = ("stdout", "stderr")
# By these a terminal is told what it can show.
_VARIABLES = ("COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


def screen() -> Mapping[str, Any]:
    """What the form of an output hangs on: which streams are a terminal, how wide it is, their encoding, and the environment."""
    streams = {name: getattr(sys, name) for name in STREAMS}
    return {
        "terminal": [stream.isatty() for stream in streams.values()],
        "encoding": [stream.encoding for stream in streams.values()],
        "width": _width(),
        "environment": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
    }


def written(show: Callable[[], None]) -> list[tuple[str, str]]:
    """What is written to which stream, instead of writing it, in the form that the streams ask for."""
    pieces: list[tuple[str, str]] = []
    out, err = (_Kept(name, getattr(sys, name), pieces) for name in STREAMS)
    with redirect_stdout(out), redirect_stderr(err):
        show()
    return pieces


def write(pieces: list[tuple[str, str]]) -> None:
    """Write it to the streams."""
    for name, text in pieces:
        getattr(sys, name).write(text)


class _Kept(io.StringIO):
    """A stream that says of itself what another does, and keeps what is written."""

    def __init__(self, name: str, like: TextIO, pieces: list[tuple[str, str]]) -> None:
        super().__init__()
        self._name, self._like, self._pieces = name, like, pieces

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._like.encoding

    def isatty(self) -> bool:
        return self._like.isatty()

    def write(self, text: str) -> int:
        super().write(text)  # which refuses bytes: so a stream is asked whether it takes text
        self._pieces.append((self._name, text))
        return len(text)


def _width() -> int | None:
    """Columns of the terminal, where one of the standard streams is one."""
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        try:
            return os.get_terminal_size(stream.fileno()).columns if stream else None
        except (OSError, ValueError):
            continue
    return None
