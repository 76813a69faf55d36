"""Drills: clocks, languages and names of folders, and several at work at once. Belongs here: the machine around a line."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipelines.base.settings import ROOT
from tools.drills.trial import (
    BIN,
    LONGEST,
    DrillError,
    Ended,
    Line,
    NotHereError,
    Trial,
    _checked,
    drill,
    ended_well,
    report,
    same_tables,
    wait_until,
)


def _fresh(trial: Trial, line: Line, done: Ended) -> str:
    ended_well(done)
    trial.compare(line, trial.fresh)
    return "read from an empty store: the same bytes"


def _faketime(moment: str) -> Sequence[str]:
    if not shutil.which("faketime"):
        raise NotHereError("there is no faketime")
    return ("faketime", moment)


@drill("a clock that stands in 1999, before every report, and an empty store", quick=True)
def clock_set_back(trial: Trial) -> str:
    """The years are those of the reports."""
    line = trial.new.copy(trial.work / "back").change()
    return _fresh(trial, line, line.run(under=_faketime("1999-12-31 23:59:58")))


@drill("a clock that stands in 2094, and an empty store")
def clock_set_ahead(trial: Trial) -> str:
    """No verdict hangs on it."""
    line = trial.new.copy(trial.work / "ahead").change()
    return _fresh(trial, line, line.run(under=_faketime("2094-02-28 12:00:00")))


@drill("half a line made by a clock of 2031, the other half by one of 2015: two machines whose clocks differ")
def clocks_that_differ(trial: Trial) -> str:
    """What is stale is told by hashes."""
    line = trial.new.copy(trial.work / "skew")
    ended_well(line.run(under=_faketime("2031-01-01 00:00:00")))
    ended_well(line.change().run(under=_faketime("2015-06-01 00:00:00")))
    trial.compare(line)
    return "the same bytes"


@drill("a report of a year that the clock has not reached by far", quick=True)
def report_of_a_later_year(trial: Trial) -> str:
    """Its year is a partition as any other."""
    line = trial.line("later")
    later = line.changed.with_name("2071.txt")
    later.write_text(report(2071), encoding="utf-8")
    line.well()
    if f"store/outcomes/{later.stem}.parquet" not in line.contents():
        raise DrillError("its year is not judged")
    later.unlink()
    line.well()
    same_tables(trial, line)
    return "read, judged and, taken away, gone"


@drill("all folders below one whose name has blanks, Chinese signs, =, [, ], *, ?, # and %", quick=True)
def names_of_folders_strange(trial: Trial) -> str:
    """A name is a name, never a pattern or a partition."""
    line = trial.new.copy(trial.work / "工作 报告 year=2023 [a-z]* what? #1 %41").change()
    done = _fresh(trial, line, line.here())
    trial.readers(line)
    return done


@drill("LC_ALL=C, without Python's own UTF-8", quick=True)
def language_c(trial: Trial) -> str:
    """Files are UTF-8 whatever the screen is."""
    line = trial.new.copy(trial.work / "c").change()
    done = line.run(LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    return _fresh(trial, line, done)


@drill("umask 077")
def umask_077(trial: Trial) -> str:
    """Nobody else may read what is made; its bytes are the same."""
    line = trial.new.copy(trial.work / "umask").change()
    return _fresh(trial, line, line.run(under=("sh", "-c", 'umask 077; exec "$@"', "sh")))


@drill("two runs of one line at the same moment", quick=True)
def two_runs_at_once(trial: Trial) -> str:
    """One may have to give way to the other; nothing is published twice."""
    line = trial.line("two")
    codes = []
    for process in [line.start(), line.start()]:
        output, _ = process.communicate(timeout=LONGEST)
        codes.append(_checked(Ended(process.returncode, output.decode(errors="replace"))).code)
    trial.readers(line)
    trial.heals(line)
    return f"they end with {' and '.join(map(str, sorted(codes)))}; the same bytes"


@drill("a run by hand beside Dagster's daemon, whose sensors see the same change")
def beside_the_daemon(trial: Trial) -> str:
    """Both work on one store and one instance."""
    line = trial.line("daemon")
    home = line.folder / "home"
    home.mkdir()
    text = (ROOT / "dagster.yaml").read_text(encoding="utf-8")
    (home / "dagster.yaml").write_text(text.replace(".mubiao/dagster", str(line.folder / "instance")), encoding="utf-8")
    environment = line.environment() | {"DAGSTER_HOME": str(home)}
    where = ["-m", "pipelines.definitions"]
    for sensor in ("reports_changed", "tables_changed"):
        start = [str(BIN / "dagster"), "sensor", "start", sensor, *where]
        subprocess.run(start, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=LONGEST)
    daemon = subprocess.Popen(
        [str(BIN / "dagster-daemon"), "run", *where],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        runs = line.folder / "instance" / "history" / "runs.db"
        asked = "SELECT count(*) FROM runs WHERE status IN ('STARTED', 'SUCCESS') AND run_body LIKE '%mubiao/wanted%'"
        wait_until(lambda: _count(runs, asked), "the daemon begins a run")
        done = line.run()
        wait_until(
            lambda: (
                not _count(runs, "SELECT count(*) FROM runs WHERE status NOT IN ('SUCCESS', 'FAILURE', 'CANCELED')")
            ),
            "the daemon's run ends",
        )
    finally:
        with suppress(ProcessLookupError):
            os.killpg(daemon.pid, signal.SIGKILL)
        daemon.wait()
    trial.readers(line)
    trial.heals(line)
    return f"the run by hand ends with {done.code}; the same bytes"


def _count(database: Path, query: str) -> int:
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(database, timeout=10)
        try:
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()
    return 0
