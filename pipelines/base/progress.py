"""Progress of long work: once it has been silent for some seconds, what is worked on, how many of how many, and how long it will take.

Whoever works says what it is at (``part``, ``parts``) or passes on what it goes through (``counted``), as deep as it likes; one thread
beside the work tells the logger ``mubiao.progress``, so that a single slow step is not silent either. Short work says nothing. Belongs
here: counting, and when a line is due. Does not: how a terminal shows it (``pipelines.cli.show``).
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

LOGGER = logging.getLogger("mubiao.progress")
# Seconds of silence before the first line; the next waits twice as long, up to the longest.
PAUSE, LONGEST_PAUSE = 5.0, 20.0
WATCHER = "mubiao-progress"
Item = TypeVar("Item")


@dataclass(eq=False)
class _Part:
    """What is worked on: the words for it, and where things are counted how many of how many are done."""

    what: str
    total: int | None = None
    done: int = 0
    begun: float = field(default_factory=time.monotonic)

    def __str__(self) -> str:
        if self.total is None:
            return self.what
        return f"{self.done:,} of {self.total:,} {self.what}{self._left(time.monotonic() - self.begun)}"

    def _left(self, seconds: float) -> str:
        """How long the rest takes at the pace so far; nothing before there is a pace."""
        if not self.done or self.total is None:
            return ""
        rate = self.done / max(seconds, 0.001)
        pace = f", {rate:,.0f} a second" if rate >= 1 else ""
        return f"{pace}, {(self.total - self.done) / rate:,.0f} s left"


# What is worked on now, from the whole to its parts.
_now: list[_Part] = []


@contextmanager
def part(what: str) -> Iterator[None]:
    """Say what is worked on within; parts of it may be named within in turn.

    Args:
        what: as it stands in a line: ``package governments``, ``form 3 of 5: workbook``.
    """
    with _watched(_Part(what)):
        yield


def parts(items: Iterable[Item], what: str, name: Callable[[Item], str] = str) -> Iterator[Item]:
    """Pass a few items on, each as a part of its own: ``form 3 of 5: workbook``. Of things that take about as long each, ``counted``.

    Args:
        items: what is worked on, one after the other.
        what: what each is, in the singular.
        name: gives the words for one of them.
    """
    every = list(items)
    for number, item in enumerate(every, start=1):
        with part(f"{what} {number} of {len(every)}: {name(item)}"):
            yield item


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Pass the items on, and say how many of them are done and how long the rest will take.

    Args:
        items: what is worked on, one after the other, each about as long as the others.
        total: how many there are.
        what: what they are, in the plural.
    """
    working = _Part(what, total)
    with _watched(working):
        for item in items:
            yield item
            working.done += 1


@contextmanager
def _watched(working: _Part) -> Iterator[None]:
    """Put a part below those that are worked on; the outermost is watched until it is over."""
    outermost = not _now
    _now.append(working)
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(over,), name=WATCHER, daemon=True)
    if outermost:
        watcher.start()
    try:
        yield
    finally:
        # First the watcher: it would name nothing while the last part goes.
        over.set()
        if outermost:
            watcher.join()
        if working in _now:  # with all below it: what an error left open is over too
            del _now[_now.index(working) :]


def _watch(over: threading.Event) -> None:
    """Log what is worked on, ever more rarely, until it is over."""
    begun, pause = time.monotonic(), PAUSE
    while not over.wait(pause):
        LOGGER.info(f"{': '.join(map(str, [*_now]))} ({time.monotonic() - begun:,.0f} s so far)")
        pause = min(2 * pause, LONGEST_PAUSE)
