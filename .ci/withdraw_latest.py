"""Take the latest version of packages and their catalogue entries away, so that they have to be restored.

Arguments: what the packages are built from, raw or folder; the folder published/, else that of the clone.
"""

import json
import shutil
import sys
from pathlib import Path

from pipelines.packages.definition import definitions

built_from, published = sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else "published")
names = {definition.name for definition in definitions() if definition.built_from == built_from}
catalog = json.loads((published / "catalog.json").read_text(encoding="utf-8"))
for name in sorted(names & set(catalog["packages"])):
    entry = catalog["packages"][name]
    latest = entry["versions"].pop()
    shutil.rmtree(published / latest["path"])
    print(f"took away {name} {latest['version']}")
    if entry["versions"]:
        entry["latest"] = entry["versions"][-1]["version"]
catalog["packages"] = {name: entry for name, entry in catalog["packages"].items() if entry["versions"]}
(published / "catalog.json").write_text(json.dumps(catalog, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
