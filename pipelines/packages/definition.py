"""Which packages there are, as data: definitions.toml. Belongs here: reading it. Does not: how a package is made."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import InputError

FILE = Path(__file__).parent / "definitions.toml"
# The forms that a package can have, in the order in which they are written. Tables come first: the descriptor tells of their files.
# Then a workbook, charts, a brief a report, a zip of what people open, and a page, which names all the others with their sizes.
TABLE_FORMATS = ("parquet", "csv")
FORMATS = (*TABLE_FORMATS, "xlsx", "charts", "briefs", "zip", "html")


@dataclass(frozen=True)
class Owner:
    """Who publishes, and what is promised; an empty text is left out wherever it would be told."""

    title: str
    homepage: str = ""
    contact: str = ""
    base_address: str = ""
    next_update_en: str = ""
    next_update_zh: str = ""
    revision_policy_en: str = (
        "A published version never changes. A correction is a new version, whose table `changes` says cell by cell what changed and why. "
        "A withdrawn version is marked, not deleted; the id of a row is never used again."
    )
    revision_policy_zh: str = "已发布的版本不再改动；更正以新版本发布，其`changes`表逐格说明改动和原因；撤回的版本只作标记，不予删除；行编号不重复使用。"


@dataclass(frozen=True)
class Definition:
    """One package: its name and titles, and which regions, report years and tables make it.

    No ``regions`` are all regions, no ``years`` all years. ``text`` none leaves out every sentence of the reports: facts only.
    ``built_from`` folder is made by ``mubiao governments`` from a folder of reports, raw by a run. ``formats`` are the forms that
    it has. ``deprecated`` are tables, or columns as ``table.column``, that the next version may drop.
    """

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    regions: tuple[str, ...]
    years: tuple[int, ...]
    tables: tuple[str, ...]
    owner: Owner
    text: str = "whole"
    built_from: str = "raw"
    formats: tuple[str, ...] = FORMATS
    deprecated: tuple[str, ...] = ()


def definitions(file: Path = FILE) -> tuple[Definition, ...]:
    """All packages of the definitions file, in its order.

    Raises:
        InputError: names the file, the entry and what is wrong with it.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(file, "", f"the file is no TOML: {error}", "Mend it") from None
    owner = _owner(file, told.get("owner", {"title": "Mubiao contributors"}))
    return tuple(_definition(file, entry, owner) for entry in told.get("package", []))


def _owner(file: Path, entry: dict[str, Any]) -> Owner:
    known = set(Owner.__dataclass_fields__)
    if wrong := (set(entry) - known) | ({"title"} - set(entry)):
        raise InputError(
            file, "owner", f"keys are missing or unknown: {', '.join(sorted(wrong))}", f"Use {', '.join(sorted(known))}"
        )
    return Owner(**entry)


def _definition(file: Path, entry: dict[str, Any], owner: Owner) -> Definition:
    optional = {"text", "built_from", "formats", "deprecated"}
    wanted = set(Definition.__dataclass_fields__) - {"owner"} - optional
    place = f"package {entry.get('name', '?')}"
    if wrong := wanted.symmetric_difference(set(entry) - optional):
        raise InputError(
            file, place, f"keys are missing or unknown: {', '.join(sorted(wrong))}", f"Use {', '.join(sorted(wanted))}"
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", entry["name"]):
        raise InputError(file, place, "the name is no Data Package name", "Use lower case, digits, . _ and -")
    for key, allowed in (("text", ("whole", "none")), ("built_from", ("raw", "folder"))):
        if entry.get(key, allowed[0]) not in allowed:
            raise InputError(file, f"{place}, {key}", f"{entry[key]!r} is not known", f"Use {' or '.join(allowed)}")
    listed = ("regions", "years", "tables", "formats", "deprecated")
    lists: dict[str, tuple[Any, ...]] = {key: tuple(entry[key]) for key in listed if key in entry}
    if unknown := set(lists.get("formats", FORMATS)) - set(FORMATS):
        raise InputError(
            file, f"{place}, formats", f"{', '.join(sorted(unknown))} is not known", f"Use {', '.join(FORMATS)}"
        )
    return Definition(**{**entry, **lists}, owner=owner)
