"""Take the latest version of packages away, with its entry in the catalogue, so that the next run has to restore it.

Usage: ``python -m tools.unpublish PUBLISHED PACKAGE ...``; for a copy, never for what readers see. It prints the version of the software
that the descriptors name, which MUBIAO_SOFTWARE_VERSION takes to restore them as they were. Belongs here: nothing else.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.packages.catalogue import read_catalog, write_catalog


def unpublish(published: Path, names: Sequence[str]) -> set[str]:
    """Take them away; a package whose versions are all withdrawn stays as it is. Versions of the software that their descriptors name."""
    catalog = read_catalog(published)
    software = set()
    for name in names:
        entry = catalog["packages"][name]
        if entry["latest"] is None:
            continue
        latest = entry["versions"].pop()
        descriptor = json.loads((published / latest["path"] / "datapackage.json").read_text(encoding="utf-8"))
        software.add(descriptor.get("software_version", "none"))
        shutil.rmtree(published / latest["path"])
        standing = [version["version"] for version in entry["versions"] if "withdrawn" not in version]
        entry["latest"] = standing[-1] if standing else None
        if not entry["versions"]:
            del catalog["packages"][name]
    write_catalog(published, catalog)
    return software


if __name__ == "__main__":
    print(*unpublish(Path(sys.argv[1]), sys.argv[2:]))
