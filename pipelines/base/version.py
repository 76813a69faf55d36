"""The version of this software. Belongs here: where it comes from. Does not: versions of packages, which follow from their difference."""

import subprocess
from importlib import metadata

from pipelines.base.settings import ROOT


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
