"""Which packages there are, as data: definitions.toml. Belongs here: reading it. Does not: how a package is made."""

import re
import tomllib
from dataclasses import MISSING, dataclass
from pathlib import Path
from typing import Any

from pipelines.packages.shape import NAME
from schemas.errors import InputError

FILE = Path(__file__).parent / "definitions.toml"
# The forms that a package can have, in the order in which they are written. Tables come first: the descriptor tells of their files.
# Then a workbook, charts, a brief a report, a zip of what people open, and a page, which names all the others with their sizes.
TABLE_FORMATS = ("parquet", "csv")
FORMATS = (*TABLE_FORMATS, "xlsx", "charts", "briefs", "zip", "html")
# What a form is called where its name is that of a kind of file.
FORM_NAMES = {"parquet": "Parquet", "csv": "CSV", "xlsx": "workbook", "html": "page"}
TEXTS = ("whole", "none")
# The collection that stands for all.
EVERY = "*"
_LISTS = ("regions", "years", "tables", "collections", "formats", "deprecated")
_KINDS: dict[type, str] = {bool: "true or false", list: "a list"}


@dataclass(frozen=True)
class Owner:
    """Who publishes, and what is promised; an empty text is left out wherever it would stand."""

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
    """One package: its name and titles, and which collections, regions, report years and tables make it.

    ``collections`` are the names of the collections of reports whose reports it takes, * for all. No ``regions`` are all regions, no
    ``years`` all years. ``text`` none leaves out every sentence of the reports, and cuts names: facts only. A package that is not to be
    ``published`` is built and checked, and never put before readers. ``formats`` are the forms that it has. ``deprecated`` are
    tables, or columns as ``table.column``, that the next version may drop.
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
    publish: bool = True
    collections: tuple[str, ...] = ("raw",)
    formats: tuple[str, ...] = FORMATS
    deprecated: tuple[str, ...] = ()

    @property
    def takes_all_collections(self) -> bool:
        """Whether reports of every collection belong to it."""
        return EVERY in self.collections


def definitions(file: Path = FILE) -> tuple[Definition, ...]:
    """All packages of the definitions file, in its order.

    Raises:
        InputError: names the file, the entry and what is wrong with it.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(file, "", f"the file is no TOML: {error}", "Mend it") from None
    owner = _owner(file, content.get("owner", {"title": "Mubiao contributors"}))
    return tuple(_definition(file, entry, owner) for entry in content.get("package", []))


def _owner(file: Path, entry: dict[str, Any]) -> Owner:
    known = set(Owner.__dataclass_fields__)
    _refuse_keys(file, "owner", entry, wanted={"title"}, known=known)
    return Owner(**entry)


def _definition(file: Path, entry: dict[str, Any], owner: Owner) -> Definition:
    fields = Definition.__dataclass_fields__
    known = set(fields) - {"owner"}
    place = f"package {entry.get('name', '?')}"
    _refuse_keys(file, place, entry, wanted={name for name in known if fields[name].default is MISSING}, known=known)
    if not re.fullmatch(NAME, str(entry["name"])):
        raise InputError(file, place, "the name is no Data Package name", "Use lower case, digits, . _ and -")
    for key, kind in (("publish", bool), *((key, list) for key in _LISTS)):
        if not isinstance(entry.get(key, kind()), kind):
            raise InputError(file, f"{place}, {key}", f"{entry[key]!r} is not {_KINDS[kind]}", f"Write {_KINDS[kind]}")
    if entry.get("text", "whole") not in TEXTS:
        raise InputError(file, f"{place}, text", f"{entry['text']!r} is not known", f"Use {' or '.join(TEXTS)}")
    lists: dict[str, tuple[Any, ...]] = {key: tuple(entry[key]) for key in _LISTS if key in entry}
    _refuse_formats(file, place, lists.get("formats", FORMATS))
    return Definition(**{**entry, **lists}, owner=owner)


def _refuse_keys(file: Path, place: str, entry: dict[str, Any], *, wanted: set[str], known: set[str]) -> None:
    if wrong := (set(entry) - known) | (wanted - set(entry)):
        raise InputError(
            file, place, f"keys are missing or unknown: {', '.join(sorted(wrong))}", f"Use {', '.join(sorted(known))}"
        )


def _refuse_formats(file: Path, place: str, formats: tuple[Any, ...]) -> None:
    if unknown := set(formats) - set(FORMATS):
        listed = ", ".join(sorted(map(str, unknown)))
        raise InputError(file, f"{place}, formats", f"{listed} is not known", f"Use {', '.join(FORMATS)}")
    if "parquet" not in formats:
        raise InputError(file, f"{place}, formats", "parquet is missing, which versions are compared by", "Add it")
