"""The version of this software, and of what its parts do. Belongs here: where both come from. Does not: versions of packages, which follow
from their difference.
"""

import subprocess
from functools import cache
from importlib import metadata

from pipelines.base.files import digest, sources
from pipelines.base.settings import ROOT

# What rows come out is decided in these rooms.
_ROWS = ("reports", "targets", "statistics", "outcomes")


def code_version(*rooms: str) -> str:
    """Hash over the rooms of a stage, the wording and the contracts: changes when the way a table is made may have changed."""
    folders = [*(ROOT / "pipelines" / room for room in (*rooms, "wording")), ROOT / "schemas"]
    return digest(sorted(file for folder in folders for file in sources(folder)), ROOT)


@cache
def code_of_rows() -> str:
    """``code_version`` of all that reads and judges, as the descriptor of a package names it."""
    return code_version(*_ROWS)


def software_version() -> str:
    """The nearest git tag ``v<X.Y.Z>``, with commits since and the commit; where there is no repository, as it was installed.

    In a clone without such a tag it is the commit alone.
    """
    if (ROOT / ".git").exists():
        described = subprocess.run(
            ["git", "-C", str(ROOT), "describe", "--tags", "--match", "v[0-9]*", "--always", "--abbrev=12"],
            capture_output=True,
            text=True,
            check=False,
        )
        if described.returncode == 0:
            return described.stdout.strip().removeprefix("v")
    return metadata.version("mubiao")
