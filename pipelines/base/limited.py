"""Work on what strangers wrote, in a process of its own, which can be ended: no input takes longer, or more memory, than is allowed.

Parsers in C hold Python's lock, so neither a thread nor a signal ends them; a process always can be. Starting one takes a tenth of a
second. Belongs here: the limits, and what becomes of work that goes beyond them. Does not: any work, or sharing it (``pool``).
"""

import ctypes
import math
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from pipelines.base.pool import begin, cores, main_hidden
from schemas.errors import InputError

Given = TypeVar("Given")
# Bytes beyond what a process takes by itself; the longest page that is fetched takes a tenth of it.
MEMORY = 2_000_000_000
# A busy machine may need so many seconds to start a process; they do not count as work.
_START = 60.0
_PR_SET_PDEATHSIG = 1  # of linux/prctl.h: the signal that a process gets when its parent ends
_CURE = "Look at it in a viewer, and take its text out as plain UTF-8"


def within(
    seconds: float,
    function: Callable[..., Given],
    *arguments: Any,
    place: tuple[object, str] | object,
    memory: int = MEMORY,
    cure: str = _CURE,
) -> Given:
    """What a function gives for these arguments, if it does so in time.

    Args:
        seconds: how long it may take.
        function: a function of a module; it, what it takes and what it gives can be pickled.
        arguments: what it is called with.
        place: the file or address that the work is on, for errors; with the place in it, a pair.
        memory: bytes that it may take (where the system can tell: on Linux).
        cure: what to do about it, for errors.

    Raises:
        InputError: its time is over, it takes more memory, is nested too deeply, or its process was killed. What the function raises comes out as it is.
    """
    if multiprocessing.current_process().daemon:  # which is limited itself, and may start no other
        return function(*arguments)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver:
        with sender, main_hidden():
            process = multiprocessing.get_context("spawn").Process(
                target=_answer, args=(sender, seconds, memory, function, arguments), daemon=True
            )
            process.start()
        try:
            failure, given = _received(receiver, seconds)
        except _EndedError as error:
            file, where = place if isinstance(place, tuple) else (place, "")
            raise InputError(file, where, str(error), cure) from None
        finally:
            process.kill()
            process.join()
    if failure is not None:
        raise failure
    return given  # type: ignore[no-any-return]


class _EndedError(Exception):
    """Work that gave nothing, and why."""


def _received(receiver: Connection, seconds: float) -> tuple[Exception | None, Any]:
    try:
        if not receiver.poll(_START):
            raise _EndedError(f"no process to read it in could be started within {_START:g} seconds")
        receiver.recv()
        if not receiver.poll(seconds):
            raise _EndedError(f"it cannot be read within {seconds:g} seconds")
        answer: tuple[Exception | None, Any] = receiver.recv()
    except EOFError:
        raise _EndedError("the process that read it was killed, mostly because memory is short") from None
    if isinstance(answer[0], MemoryError):
        raise _EndedError("it takes more memory to be read than is allowed")
    if isinstance(answer[0], RecursionError):
        raise _EndedError("it is nested too deeply to be read")
    return answer


def _answer(
    sender: Connection, seconds: float, memory: int, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    """What the process does: it ends with the one that started it, and at the latest when its time of work is over."""
    begin()
    _limit(seconds, memory)
    sender.send(None)
    try:
        sender.send((None, function(*arguments)))
    except Exception as error:
        sender.send((error, None))


def _limit(seconds: float, memory: int) -> None:
    """Let the system end this process where nobody else is left to do it, and bound its memory.

    ``begin`` ends it with its parent too, but in a thread, which waits for Python's lock.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds * cores()) + 1)
    with suppress(OSError):  # only Linux tells what a process has
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)


def _lower(kind: int, most: int) -> None:
    allowed = resource.getrlimit(kind)[1]
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (most, most))
