"""Whether all that readers see in published/ was published: every version that the catalogue lists, and what lies beside them.

Belongs here: which folders are looked at, and what may lie around the versions. Does not: one version (``verify``, ``sums``).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.packages import changelog
from pipelines.packages.catalogue import FILE, Standing, moving, read_catalog
from pipelines.packages.checks.sums import anchor_faults
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import SUMS, inside, path_of
from pipelines.packages.package import Files
from schemas.errors import InputError

# So many folders below published/ a version that nobody listed is looked for.
_LEVELS = 3


def retired_faults(published: Path, entry: Mapping[str, Any]) -> list[str]:
    """What of a retired version's proof is not as the catalogue has it; empty where the catalogue still proves what it was."""
    folder = inside(published, entry["path"])
    kept = {key: value for key, value in entry.items() if key != "sums_sha256"}
    if entry["retired"]:
        kept["sums_sha256"] = entry["retired"]
    faults = anchor_faults(Files(folder), Standing(published / FILE, entry["path"], kept))
    return [f"{entry['path']}/{fault}" for fault in faults]


def stray_faults(published: Path) -> list[str]:
    """Versions that lie in published/ and that the catalogue does not list, and what says which is the latest where it is not as listed."""
    packages = read_catalog(published)["packages"]
    known = {entry["path"] for package in packages.values() for entry in package["versions"]}
    known |= {path_of(name, version) for name in packages if (version := moving(published, name))}
    faults = [
        f"{path}: {FILE} does not list it: it was not published here"
        for path in sorted(_versions(published, published, _LEVELS))
        if path not in known and not path.startswith(".")
    ]
    for name, package in packages.items():
        file = inside(published, name) / "latest"
        said = file.read_text(encoding="utf-8", errors="replace")[:100].strip() if file.is_file() else None
        if said != (package["latest"] or ""):
            faults.append(
                f"{name}/latest: it is not {package['latest'] or 'empty'}, as {FILE} has it; `mubiao run` writes it anew"
            )
        if not (published / name / changelog.FILE).is_file():
            faults.append(f"{name}/{changelog.FILE}: there is no such file; `mubiao run` writes it anew")
    return faults


def refuse_no_catalogue(published: Path) -> None:
    """Refuse a folder that holds no catalogue.

    Raises:
        InputError: there is none.
    """
    if not (published / FILE).exists():
        reason = "there is no catalogue, so that nothing says what was published"
        raise InputError(published / FILE, "", reason, "Restore it, or name the folder of one version")


def _versions(published: Path, folder: Path, levels: int) -> Iterator[str]:
    """The folders that hold a descriptor or a list of hashes, by their paths in published/."""
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name.startswith("."):
            continue
        if (path / DESCRIPTOR).exists() or (path / SUMS).exists():
            yield path.relative_to(published).as_posix()
        elif levels > 1 and not path.is_symlink():
            yield from _versions(published, path, levels - 1)
