"""Work for the processes of a pool: what is handed to them is of a module that costs little to import."""

import os
import signal
import time
from pathlib import Path

from pipelines.base.limited import within
from pipelines.base.pool import mapped
from schemas.errors import InputError


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def refused(worst: int, number: int) -> int:
    if number == worst:
        raise InputError("raw/reports/某省/2023.md", "line 7", f"the figure {number} is none", "Mend it")
    return number


def killed_at(fatal: int, number: int) -> int:
    if number == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def mapped_within(count: int) -> list[int]:
    return [pid for _, pid in mapped(squared, range(count), workers=2)]


def noted(folder: Path, _: int) -> None:
    """Leave a file of the own process' name, and go on working."""
    (folder / str(os.getpid())).touch()
    time.sleep(600)


def turned(text: str) -> str:
    return text[::-1]


def without_end(folder: Path) -> None:
    """Leave a file of the own process' name, and hold Python's lock for ever, as a parser in C does."""
    (folder / str(os.getpid())).touch()
    sum(iter(int, 1))


def as_large_as(size: int) -> int:
    return len(bytearray(size))


def long_text(length: int) -> str:
    return "省" * length


def within_another(text: str) -> str:
    return within(5, turned, text, place="inner")


def waits_for(folder: Path) -> None:
    within(600, without_end, folder, place="page")
