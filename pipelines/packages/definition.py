"""Which packages there are, as data: definitions.toml. Belongs here: reading it. Does not: how a package is made."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import InputError

FILE = Path(__file__).parent / "definitions.toml"


@dataclass(frozen=True)
class Owner:
    """Who publishes; an empty text is left out wherever it would be told."""

    title: str
    homepage: str = ""
    contact: str = ""
    base_address: str = ""


@dataclass(frozen=True)
class Definition:
    """One package: its name and titles, and which regions, report years and tables make it."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    regions: tuple[str, ...]
    years: tuple[int, ...]
    tables: tuple[str, ...]
    owner: Owner


def definitions(file: Path = FILE) -> tuple[Definition, ...]:
    """All packages of the definitions file, in its order.

    Raises:
        InputError: names the file, the entry and what is wrong with it.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(file, "", f"the file is no TOML: {error}", "Mend it") from None
    owner = Owner(**told.get("owner", {"title": "Mubiao contributors"}))
    return tuple(_definition(file, entry, owner) for entry in told.get("package", []))


def _definition(file: Path, entry: dict[str, Any], owner: Owner) -> Definition:
    wanted = set(Definition.__dataclass_fields__) - {"owner"}
    place = f"package {entry.get('name', '?')}"
    if wrong := wanted.symmetric_difference(entry):
        raise InputError(
            file, place, f"keys are missing or unknown: {', '.join(sorted(wrong))}", f"Use {', '.join(sorted(wanted))}"
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", entry["name"]):
        raise InputError(file, place, "the name is no Data Package name", "Use lower case, digits, . _ and -")
    lists = {key: tuple(entry[key]) for key in ("regions", "years", "tables")}
    return Definition(**{**entry, **lists}, owner=owner)
