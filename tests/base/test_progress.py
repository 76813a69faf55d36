"""Long work says what it is at once it has been silent for a while; short work says nothing."""

import logging
import threading
import time

import pytest

from pipelines.base import progress


@pytest.fixture
def soon(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is due after a twentieth of a second of silence in place of five seconds."""
    monkeypatch.setattr(progress, "PAUSE", 0.05)
    monkeypatch.setattr(progress, "LONGEST_PAUSE", 0.05)
    caplog.set_level(logging.INFO, "mubiao.progress")


def wait_for_a_line(caplog: pytest.LogCaptureFixture) -> str:
    before, until = len(caplog.messages), time.monotonic() + 10
    while len(caplog.messages) == before and time.monotonic() < until:
        time.sleep(0.01)
    return caplog.messages[-1]


def test_work_that_ends_within_the_pause_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mubiao.progress")
    with progress.part("package apples"):
        assert list(progress.counted("abc", 3, "reports")) == ["a", "b", "c"]
    assert not caplog.messages


def test_one_slow_step_is_not_silent_and_is_named_with_all_that_it_is_a_part_of(
    soon: None, caplog: pytest.LogCaptureFixture
) -> None:
    with progress.part("package apples"), progress.part("form 3 of 5: workbook"), progress.part("sheet targets"):
        line = wait_for_a_line(caplog)
    assert line == "package apples: form 3 of 5: workbook: sheet targets (0 s so far)"


def test_what_is_counted_tells_how_many_are_done_and_how_long_the_rest_takes(
    soon: None, caplog: pytest.LogCaptureFixture
) -> None:
    with progress.part("form 5 of 7: briefs"):
        for number in progress.counted(range(1200), 1200, "reports"):
            if number == 1000:
                line = wait_for_a_line(caplog)
    assert line.startswith("form 5 of 7: briefs: 1,000 of 1,200 reports, ")
    assert " a second, 0 s left (" in line


def test_before_the_first_is_done_nobody_guesses_how_long_it_takes(
    soon: None, caplog: pytest.LogCaptureFixture
) -> None:
    items = progress.counted(range(3), 3, "charts")
    next(items)
    assert wait_for_a_line(caplog) == "0 of 3 charts (0 s so far)"
    items.close()


def test_a_part_that_is_over_is_no_longer_named_whatever_ended_it(soon: None, caplog: pytest.LogCaptureFixture) -> None:
    with progress.part("package pears"):
        with pytest.raises(ValueError, match="ripe"), progress.part("form 1 of 1: page"):
            raise ValueError("ripe")
        assert wait_for_a_line(caplog) == "package pears (0 s so far)"
    assert not [thread for thread in threading.enumerate() if thread.name == progress.WATCHER]
    before = len(caplog.messages)
    time.sleep(0.15)
    assert len(caplog.messages) == before, "no line after the work"


def test_the_lines_come_ever_more_rarely(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.05)
    monkeypatch.setattr(progress, "LONGEST_PAUSE", 30.0)
    caplog.set_level(logging.INFO, "mubiao.progress")
    with progress.part("package plums"):
        time.sleep(1)
    assert 1 <= len(caplog.messages) <= 4, "after 0.05, 0.15, 0.35 and 0.75 seconds"
