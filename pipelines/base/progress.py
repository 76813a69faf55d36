"""Progress of long work: after some seconds how many of how many, how fast, and how long it will take.

Belongs here: counting and telling it to the logger ``mubiao.progress``. Does not: how a terminal shows it (``pipelines.cli.show``).
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

LOGGER = logging.getLogger("mubiao.progress")
# Shorter work is not worth a line; then one so often. In seconds.
PAUSE = 5.0
Item = TypeVar("Item")


def counted(
    items: Iterable[Item], total: int, what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Item]:
    """Pass the items on, and log how far the work on them is, every PAUSE seconds.

    Args:
        items: what is worked on, one after the other.
        total: how many there are.
        what: what they are, in the plural.
        clock: gives seconds.
    """
    begun = last = clock()
    for number, item in enumerate(items):
        yield item
        if (now := clock()) - last >= PAUSE:
            last = now
            LOGGER.info(_line(number + 1, total, what, now - begun))


def _line(number: int, total: int, what: str, seconds: float) -> str:
    rate = number / seconds
    return f"{number:,} of {total:,} {what}, {rate:,.0f} a second, {(total - number) / rate:,.0f} s left"
