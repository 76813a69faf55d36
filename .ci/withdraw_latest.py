"""Take the latest version of each package and its catalogue entry away, so that `make run` has to restore both."""

import json
import shutil
from pathlib import Path

published = Path("published")
catalog = json.loads((published / "catalog.json").read_text(encoding="utf-8"))
for name, entry in sorted(catalog["packages"].items()):
    latest = entry["versions"].pop()
    shutil.rmtree(published / latest["path"])
    print(f"took away {name} {latest['version']}")
    if entry["versions"]:
        entry["latest"] = entry["versions"][-1]["version"]
catalog["packages"] = {name: entry for name, entry in catalog["packages"].items() if entry["versions"]}
(published / "catalog.json").write_text(json.dumps(catalog, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
