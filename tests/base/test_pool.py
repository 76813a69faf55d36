"""Work is shared among processes: what comes out is the same at any number of them, and none of them outlives or outwaits another."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pipelines.base.pool import BATCH, fewest, mapped
from pipelines.base.settings import ROOT
from schemas.errors import InputError
from tests.base.work import killed_at, mapped_within, refused, squared

FEWEST = fewest(0.1)
MANY = 3 * FEWEST


def test_what_comes_out_is_the_same_in_order_at_any_number_of_workers() -> None:
    gave = {workers: [*mapped(squared, range(MANY), workers=workers)] for workers in (1, 2, 3)}
    for workers, given in gave.items():
        assert [square for square, _ in given] == [number * number for number in range(MANY)]
        others = {pid for _, pid in given} - {os.getpid()}
        assert 1 <= len(others) <= workers if workers > 1 else not others


def test_few_things_are_done_in_this_process_and_nothing_is_something_too() -> None:
    given = [*mapped(squared, range(FEWEST - 1), workers=2)]
    assert given == [(number * number, os.getpid()) for number in range(FEWEST - 1)]
    assert [*mapped(squared, [], workers=2)] == []


def test_things_are_taken_as_they_are_needed() -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(100 * FEWEST):
            taken.append(number)
            yield number

    given = mapped(squared, things(), workers=2)
    assert next(given)[0] == 0
    assert len(taken) <= FEWEST + 6 * BATCH
    given.close()


def test_what_the_function_raises_comes_out_as_it_is() -> None:
    with pytest.raises(InputError) as raised:
        list(mapped(partial(refused, MANY // 2), range(MANY), workers=2))
    assert str(raised.value) == f"raw/reports/某省/2023.md, line 7: the figure {MANY // 2} is none. Mend it"
    assert (raised.value.file, raised.value.place) == ("raw/reports/某省/2023.md", "line 7")


def test_a_process_that_is_killed_is_one_error_and_no_waiting() -> None:
    with pytest.raises(
        InputError, match=r"was killed, mostly because memory is short\. Run again; set MUBIAO_WORKERS=1"
    ):
        list(mapped(partial(killed_at, MANY // 2), range(MANY), workers=2))


def test_a_process_of_a_pool_starts_none_of_its_own() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as daemons:
        assert len(set(daemons.apply(mapped_within, [MANY]))) == 1


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, ended_by: signal.Signals) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    script = tmp_path / "unguarded.py"  # works at once, without asking for its name
    script.write_text(
        "from functools import partial\nfrom pathlib import Path\nfrom pipelines.base.pool import mapped\n"
        "from tests.base.work import noted\n"
        f"list(mapped(partial(noted, Path({str(pids)!r})), range(1000), workers=2))\n"
    )
    begun = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: len([*pids.iterdir()]) == 2)
    if ended_by == signal.SIGINT:  # as a terminal does, to all of them
        os.killpg(begun.pid, ended_by)
    else:
        begun.send_signal(ended_by)
    _, errors = begun.communicate(timeout=60)
    wait_until(lambda: not any(is_running(int(pid.name)) for pid in pids.iterdir()))
    assert begun.returncode == -ended_by
    assert errors.count("Traceback") == (ended_by == signal.SIGINT), errors


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for what comes by itself.

    Raises:
        AssertionError: it has not come within a minute.
    """
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
