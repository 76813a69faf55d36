"""Work in a process of its own: it gives what it gives, and whatever it does instead, nobody waits longer than was said."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.base.limited import within
from pipelines.base.settings import ROOT
from schemas.errors import InputError
from tests.base.work import as_large_as, killed_at, long_text, refused, turned, within_another, without_end


def test_what_the_function_gives_comes_back_however_long() -> None:
    assert within(20, turned, "增长5%", place="page") == "%5长增"
    assert within(20, long_text, 3_000_000, place="page") == "省" * 3_000_000


def test_what_the_function_raises_comes_out_as_it_is() -> None:
    with pytest.raises(InputError) as raised:
        within(20, refused, 7, 7, place="page")
    assert str(raised.value) == "raw/reports/某省/2023.md, line 7: the figure 7 is none. Mend it"
    with pytest.raises(TypeError):
        within(20, turned, 7, place="page")


def test_work_that_does_not_end_is_ended_when_its_time_is_over(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(InputError) as raised:
        within(0.5, without_end, tmp_path, place=("http://reports.example/", "line 3"), cure="Try again")
    assert time.monotonic() - started < 20
    assert str(raised.value) == "http://reports.example/, line 3: it cannot be read within 0.5 seconds. Try again"
    assert_gone(tmp_path)


def test_work_that_takes_more_memory_than_is_allowed_is_one_sentence_and_a_little_less_is_none() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell what a process has")
    assert within(20, as_large_as, 50_000_000, place="page", memory=100_000_000) == 50_000_000
    with pytest.raises(InputError, match="page: it takes more memory to be read than is allowed"):
        within(20, as_large_as, 200_000_000, place="page", memory=100_000_000)


def test_a_process_that_is_killed_is_one_sentence() -> None:
    with pytest.raises(InputError, match="page: the process that read it was killed"):
        within(20, killed_at, 3, 3, place="page")


def test_work_within_work_is_done_there() -> None:
    assert within(20, within_another, "ab", place="page") == "ba"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_process_ends_with_the_one_that_started_it_though_it_holds_the_lock(tmp_path: Path, end: int) -> None:
    script = f"from pathlib import Path; from tests.base.work import waits_for; waits_for(Path({str(tmp_path)!r}))"
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL)
    until(lambda: any(tmp_path.iterdir()))
    parent.send_signal(end)
    parent.wait(20)
    assert_gone(tmp_path)
    assert not multiprocessing.active_children()


def assert_gone(folder: Path) -> None:
    """The process that left its name in the folder is no more."""
    pid = int(next(folder.iterdir()).name)
    until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Who is ended by nobody's hand may wait to be buried.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it did not come to be")
