"""What a bench measured is printed and kept as one table, and the page of the documents is made of that."""

import platform
from pathlib import Path

import pytest

from tools import timing
from tools.docs import speed

HALF = timing.seconds(
    "two ways to count, median of 3", {"slow": [4.0, 2.0, 3.0], "fast": [1.5, 1.5, 1.0]}, against="slow"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(timing, "MEASURED", tmp_path)
    return tmp_path


def test_seconds_are_medians_with_their_span_and_a_ratio() -> None:
    assert HALF.rows == {"slow": [3.0, 2.0, 4.0, 1.0], "fast": [1.5, 1.0, 1.5, 0.5]}


def test_what_is_printed_is_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    timing.report("run", HALF._replace(note="On paper."))
    kept = timing.kept("run")
    assert kept is not None
    table = timing.Table.from_json(kept["tables"][0])
    assert list(table.printed()) == [
        ("slow", ["3.00", "2.00", "4.00", "1.00"]),
        ("fast", ["1.50", "1.00", "1.50", "0.50"]),
    ]
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("two ways to count", "multiple", "0.50", "On paper."))


def test_the_machine_is_described_and_not_named() -> None:
    described = timing.machine()
    assert platform.python_version() in described
    assert "core" in described
    assert "GiB" in described
    assert platform.node() not in described


def test_the_page_shows_what_was_kept_and_says_what_was_not() -> None:
    timing.report("run", HALF)
    page = speed.measured()
    assert "| two ways to count, median of 3 | seconds | from | to | multiple |" in page
    assert "| fast | 1.50 | 1.00 | 1.50 | 0.50 |" in page
    assert page.count("Not measured yet.") == len(timing.BENCHES) - 1


def test_every_bench_has_a_place_on_the_page() -> None:
    assert {path.stem.removeprefix("bench_") for path in timing.HERE.glob("bench_*.py")} == set(timing.BENCHES)
