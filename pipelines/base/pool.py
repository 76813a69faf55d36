"""Work over many things on all cores: a function is called for each, in processes of its own, and what it gives comes back in order.

What comes out is the same at any number of processes. Processes are started anew rather than forked: polars has threads, and a fork would
leave them behind. Belongs here: processes, and what becomes of one that is killed. Does not: any work, or how many workers there are
(``Settings.workers``).
"""

import math
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait
from types import ModuleType
from typing import TypeVar

from schemas.errors import InputError

Item = TypeVar("Item")
Given = TypeVar("Given")
# Things that are handed to a process at once.
BATCH = 8
# Seconds of work below which no process is started: each costs half a second of its core before it has read a line (imports, mostly).
_WORTH = 4.0
# Batches that wait for each process, so that none is idle, and what is given back early does not pile up.
_AHEAD = 2


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fewest(seconds: float) -> int:
    """How many things of so many seconds of work each are worth processes of their own."""
    return max(2, math.ceil(_WORTH / seconds))


def mapped(
    function: Callable[[Item], Given],
    items: Iterable[Item],
    *,
    workers: int,
    seconds: float = 0.1,
    batch: int = BATCH,
) -> Iterator[Given]:
    """What a function gives for each of the items, in their order.

    Args:
        function: a function of a module (or a ``partial`` of one), not of a script that is run; it and what it takes and gives can be pickled.
        items: what it is called with. They are taken as they are needed, a few batches ahead.
        workers: how many processes; 0 as many as this process may use cores. With 1, inside a process of a pool, or with
            few items all is done in this process.
        seconds: what one of them takes of one core, roughly: by that few are few.
        batch: how many items are handed over at once.

    Raises:
        InputError: a process was killed. What the function raises comes out as it is.
    """
    workers = workers or cores()
    items, enough = iter(items), fewest(seconds)
    first = list(islice(items, enough)) if workers > 1 and not multiprocessing.current_process().daemon else []
    if len(first) < enough:
        yield from map(function, first)
        yield from map(function, items)
        return
    with _processes(workers) as pool:
        waiting: deque[Future[list[Given]]] = deque()
        for handed in _batches(first, items, batch):
            with main_hidden():
                waiting.append(pool.submit(_each, function, handed))
            if len(waiting) > _AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(first: Sequence[Item], rest: Iterator[Item], size: int) -> Iterator[list[Item]]:
    for start in range(0, len(first), size):
        yield list(first[start : start + size])
    while batch := list(islice(rest, size)):
        yield batch


def _each(function: Callable[[Item], Given], items: Sequence[Item]) -> list[Given]:
    return [function(item) for item in items]


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block: what they have not begun is dropped where the block fails.

    Raises:
        InputError: one of them was killed.
    """
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=begin)
    try:
        yield pool
    except BrokenProcessPool:
        reason = "one of the processes that share the work was killed, mostly because memory is short"
        cure = "Run again; set MUBIAO_WORKERS=1 where memory stays short"
        raise InputError("worker process", "", reason, cure) from None
    finally:
        pool.shutdown(cancel_futures=True)


def begin() -> None:
    """What a process does first: see that it ends at Ctrl-C without a word, and when the one that started it is gone; use one core alone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ["POLARS_MAX_THREADS"] = "1"
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when its parent is gone: it would wait for work for ever, since it holds both ends of its queue."""
    wait([sentinel])
    os._exit(1)


@contextmanager
def main_hidden() -> Iterator[None]:
    """Let processes that are started now not import the script that this one runs: they need nothing of it, and it may do work at once."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
