"""The tables that `mubiao judge` makes of a folder of reports, for benches and pages that measure them.

Belongs here: running the command on that folder alone. Does not: what is done with the tables.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from pipelines.base.settings import ROOT

STATISTICS = ROOT / "raw" / "statistics"


def judged(reports: Path, statistics: Path = STATISTICS) -> dict[str, pl.DataFrame]:
    """All tables by name, of the reports of a folder and of no others.

    Args:
        reports: holds ``<place or region code>/<year>.*``.
        statistics: published figures, in place of those of raw/.

    Raises:
        RuntimeError: the command failed; the error says what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        raw, into = Path(folder, "raw"), Path(folder, "judged")
        (raw / "reports").mkdir(parents=True)
        (raw / "statistics").symlink_to(statistics.resolve())
        environment = os.environ | {"MUBIAO_RAW": str(raw), "MUBIAO_INSTANCE": str(Path(folder, "instance"))}
        mubiao = Path(sys.executable).with_name("mubiao")
        ended = subprocess.run(
            [mubiao, "judge", reports, "--into", into], env=environment, capture_output=True, text=True
        )
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        return {path.stem: pl.read_parquet(path) for path in sorted(into.glob("*.parquet"))}
