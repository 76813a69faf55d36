"""A run after which nothing has changed: it ends as it would, without looking at a table."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import mubiao

REPORT = "2023年甘肃省政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6%左右；粮食产量稳定在240亿斤以上。\n"


def test_an_unchanged_run_is_told_by_one_hash_and_whatever_is_another_is_looked_at(
    data: Path, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "raw" / "statistics").mkdir()
    monkeypatch.setenv("MUBIAO_INSTANCE", str(data / "instance"))
    report = add_report(REPORT, "620000", 2023)
    kept = data / "store" / ".ended.json"

    def looked() -> bool:
        """Whether a run looks at the tables: then it notes how it would end."""
        before = kept.stat().st_mtime_ns
        assert mubiao("run").returncode == 0
        return kept.stat().st_mtime_ns != before

    assert mubiao("run").returncode == 0
    short = mubiao("run")
    kept.unlink()
    whole = mubiao("run")
    assert (short.stdout, short.stderr) == (whole.stdout, whole.stderr), "both end in the same words"
    assert "unchanged: inventory" in short.stdout
    assert not looked()
    stored = data / "store" / "targets" / "2023.parquet"
    os.utime(stored)
    assert looked() and not looked()
    times = report.stat()
    report.write_text(REPORT.replace("6%", "7%"), encoding="utf-8")
    os.utime(report, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert looked(), "as many bytes at the same time are not the same bytes"
    assert "2 targets" in mubiao("run").stdout and not looked()
    stored.unlink()
    assert looked() and stored.exists()
    (data / "published" / "anything").touch()
    assert looked() and not looked()
    monkeypatch.setenv("MUBIAO_BAD_FILES", "stop")
    assert looked(), "another setting"
