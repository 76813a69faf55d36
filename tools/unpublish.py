"""Take the latest version of every package away, with its entry in the catalogue, so that the next run has to restore it.

Usage: ``python -m tools.unpublish PUBLISHED``; for a copy, never for what readers see. Belongs here: nothing else.
"""

import shutil
import sys
from pathlib import Path

from pipelines.packages.catalogue import read_catalog, write_catalog


def unpublish(published: Path) -> list[str]:
    """Take them away; a package whose versions are all withdrawn stays as it is. Names and numbers of what went."""
    catalog = read_catalog(published)
    gone = []
    for name, entry in list(catalog["packages"].items()):
        if entry["latest"] is None:
            continue
        latest = entry["versions"].pop()
        shutil.rmtree(published / latest["path"])
        gone.append(f"{name} {latest['version']}")
        standing = [version["version"] for version in entry["versions"] if "withdrawn" not in version]
        entry["latest"] = standing[-1] if standing else None
        if not entry["versions"]:
            del catalog["packages"][name]
    write_catalog(published, catalog)
    return gone


if __name__ == "__main__":
    print("took away", *unpublish(Path(sys.argv[1])))
