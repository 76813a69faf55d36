"""Which packages there are, as data: definitions.toml. Belongs here: reading it. Does not: how a package is made, or how an entry is written (``defining``)."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from pathlib import Path
from typing import Any

from pipelines.base.files import read_whole
from pipelines.base.notation import parse_toml
from pipelines.base.settings import Settings
from pipelines.packages import titles
from pipelines.packages.naming import TAKEN, is_name, is_version
from schemas import safe_text
from schemas.codelists import places
from schemas.dates import FIRST_YEAR, LAST_YEAR
from schemas.errors import InputError

# The packages of the clone; another file may be named in the settings.
FILE: Path = Settings.model_fields["definitions"].default
# The forms that a package can have, in the order in which they are written. Tables come first: the descriptor tells of their files.
# Then a workbook, charts, a brief a report, a zip of what people open, and a page, which names all the others with their sizes.
TABLE_FORMATS = ("parquet", "csv")
FORMATS = (*TABLE_FORMATS, "xlsx", "charts", "briefs", "html", "zip")
# Forms that a package has only where it names them: the headline indicators as one file, for researchers.
PANEL_FORMATS = ("panel", "stata")
PANEL, PANEL_TABLE = "headline.csv", "headline_wide"
KNOWN_FORMATS = (*TABLE_FORMATS, *PANEL_FORMATS, *FORMATS[len(TABLE_FORMATS) :])
# What a form is called where its name is that of a kind of file.
FORM_NAMES = {"parquet": "Parquet", "csv": "CSV", "panel": PANEL, "stata": "Stata", "xlsx": "workbook", "html": "page"}
TEXTS = ("whole", "none")
# The tables of a package that names none.
TABLES = (
    "reports", "targets", "passages", "commitments", "project_lists", "outcomes", "results", "claims", "vintages", "matches", "statistics", "conflicts", "readings",
    "headline", "headline_wide",
    "topics", "indicators", "indicator_relations", "polarities", "deed_polarities", "head_polarities", "verdict_rules", "meets", "link_words", "plausibility", "series_breaks",
    "topic_words", "glosses", "deeds", "method_constants", "headlines", "regions", "units", "codes", "extraction_scores", "verdict_checks",
)  # fmt: skip
# Of these what is little more than the reports' words, and goes where no text is published; of some nothing at all would be left.
WORDS_ALONE = ("passages", "commitments")
NOTHING_ELSE = ("passages",)
# The collection that stands for all.
EVERY = "*"
_LISTS = ("regions", "years", "tables", "collections", "formats", "deprecated", "cited")
SMALLEST = """\
[[package]]
name = "gansu-2023-2024"
title_zh = "甘肃省2023—2024年政府工作报告量化目标及其实现情况"
title_en = "Numeric targets of the work reports of 2023 to 2024 of Gansu and what became of them"
regions = ["620000"]  # codes of GB/T 2260 or names, 甘肃省; none are all
years = [2023, 2024]  # none are all
"""


@dataclass(frozen=True)
class Owner:
    """Who publishes, and what readers may count on; an empty text is left out wherever it would stand."""

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


# Who publishes where the file does not say.
NOBODY = Owner("Mubiao contributors")


@dataclass(frozen=True)
class Definition:
    """One package: its name and titles, and which collections, regions, report years and tables make it.

    ``collections`` are the names of the collections of reports whose reports it takes, * for all. No ``regions`` are all regions, no
    ``years`` all years. A description that the entry does not give is a sentence made of regions and years; ``tables`` that it does not
    name are ``TABLES``. ``text`` none leaves out every sentence of the reports, and cuts names: facts only. A package that is not to be
    ``published`` is built and checked, and never put before readers. One that is ``optional`` is built where its collections are named in
    the settings, and stays as it was published where they are not. ``formats`` are the forms that it has. ``deprecated`` are
    tables, or columns as ``table.column``, that the next version may drop. ``keep_versions`` are so many of its newest versions that
    stay whole, 0 for all, where it is not as the settings say; the versions ``cited`` stay whole in any case.
    """

    name: str
    title_zh: str
    title_en: str
    regions: tuple[str, ...]
    years: tuple[int, ...]
    owner: Owner
    description_zh: str = ""
    description_en: str = ""
    tables: tuple[str, ...] = TABLES
    text: str = "whole"
    publish: bool = True
    optional: bool = False
    collections: tuple[str, ...] = ("raw",)
    formats: tuple[str, ...] = FORMATS
    deprecated: tuple[str, ...] = ()
    keep_versions: int | None = None
    cited: tuple[str, ...] = ()

    @property
    def takes_all_collections(self) -> bool:
        """Whether reports of every collection belong to it."""
        return EVERY in self.collections


_FIELDS = {name: field for name, field in Definition.__dataclass_fields__.items() if name != "owner"}
# The keys that every entry has.
WANTED = tuple(name for name, field in _FIELDS.items() if field.default is MISSING)


def definitions(file: Path = FILE) -> tuple[Definition, ...]:
    """All packages of a definitions file, in its order.

    Raises:
        InputError: names the file, the entry and all that is wrong with it.
    """
    try:
        content = read_whole(file)
    except FileNotFoundError:
        cure = "Mend MUBIAO_DEFINITIONS, or write a first entry with `mubiao package new`"
        raise InputError(file, "", "there is no such file of packages", cure) from None
    return parse(content, file)


def parse(content: bytes, file: Path) -> tuple[Definition, ...]:
    """All packages that the content of a definitions file names (``definitions``)."""
    toml = parse_toml(content, file, "Mend it", "the file")
    entries = toml.get("package", [])
    if set(toml) - {"owner", "package"} or not isinstance(entries, list):
        reason = f"it holds {', '.join(sorted(toml))}"
        raise InputError(file, "", reason, f"Write one [owner], and a [[package]] for every package:\n\n{SMALLEST}")
    owner = _owner(file, toml["owner"]) if "owner" in toml else NOBODY
    packages: list[Definition] = []
    for number, entry in enumerate(entries, start=1):
        _refuse_faults(file, number, entry, [package.name for package in packages])
        packages.append(_definition(entry, owner))
    return tuple(packages)


def is_at_hand(definition: Definition, collections: Collection[str]) -> bool:
    """Whether there is what a package is built from. One for readers takes collections that there are; one that is optional, or is only built
    and checked, may wait for its own.

    Args:
        definition: the package.
        collections: the names of those that there are.

    Raises:
        InputError: names those that there are not.
    """
    unknown = [name for name in definition.collections if name != EVERY and name not in collections]
    if unknown and definition.publish and not definition.optional:
        place = f"package {definition.name}, collections"
        cure = f"Use {', '.join(collections)}, or name it in MUBIAO_COLLECTIONS"
        raise InputError("definitions.toml", place, f"there is no collection {', '.join(unknown)}", cure)
    return not unknown


def _owner(file: Path, entry: dict[str, Any]) -> Owner:
    known = set(Owner.__dataclass_fields__)
    if wrong := (set(entry) - known) | ({"title"} - set(entry)):
        reason = f"keys are missing or unknown: {', '.join(sorted(wrong))}"
        raise InputError(file, "owner", reason, f"Use {', '.join(sorted(known))}")
    for key, said in entry.items():
        if hidden := safe_text.hidden(str(said)):
            raise InputError(file, f"owner, key {key}", hidden, "Mend the entry")
    return Owner(**entry)


def _definition(entry: Mapping[str, Any], owner: Owner) -> Definition:
    """The package of an entry without faults."""
    lists = {key: tuple(entry[key]) for key in _LISTS if key in entry}
    regions = tuple(dict.fromkeys(str(places.code(region)) for region in lists["regions"]))
    facts_only = entry.get("text") == "none"
    chosen = {
        "description_zh": titles.description_zh(regions, lists["years"], facts_only=facts_only),
        "description_en": titles.description_en(regions, lists["years"], facts_only=facts_only),
        "tables": tuple(table for table in TABLES if not (facts_only and table in WORDS_ALONE)),
    }
    return Definition(**{**chosen, **entry, **lists, "regions": regions}, owner=owner)


def _refuse_faults(file: Path, number: int, entry: Mapping[str, Any], before: Iterable[str]) -> None:
    """Every key is there and known, and holds what it may.

    Raises:
        InputError: names all that is wrong, with the smallest entry to copy where keys are wrong.
    """
    keys, values = list(_faults_of_keys(entry)), list(_faults_of_values(entry, before))
    if keys or values:
        place = f"package {entry['name']}" if "name" in entry else f"package {number} of the file"
        more = ", ".join(name for name in _FIELDS if name not in WANTED)
        smallest = f"The smallest entry, to which may be added {more}:\n\n{SMALLEST}"
        raise InputError(file, place, "; ".join([*keys, *values]), smallest if keys else "Mend the entry")


def _faults_of_keys(entry: Mapping[str, Any]) -> Iterator[str]:
    if missing := [key for key in WANTED if key not in entry]:
        yield f"missing: {', '.join(missing)}"
    if unknown := [key for key in entry if key not in _FIELDS]:
        alike = {key: difflib.get_close_matches(key, _FIELDS, 1) for key in unknown}
        yield f"unknown: {', '.join(f'{key} ({alike[key][0]}?)' if alike[key] else key for key in unknown)}"


def _faults_of_values(entry: Mapping[str, Any], before: Iterable[str]) -> Iterator[str]:
    name, text = entry.get("name", "x"), entry.get("text", "whole")
    if not is_name(name):
        yield f"name: {name!r} is no Data Package name, use lower case, digits, . _ and -"
    if name in TAKEN:
        yield f"name: {name!r} is a file beside the packages, choose another"
    if name in before:
        yield f"name: {name!r} is that of another entry, choose one of its own"
    if text not in TEXTS:
        yield f"text: {text!r} is not known, use {' or '.join(TEXTS)}"
    for key in ("publish", "optional"):
        if not isinstance(entry.get(key, True), bool):
            yield f"{key}: {entry[key]!r} is not true or false"
    if not (type(kept := entry.get("keep_versions", 0)) is int and kept >= 0):
        yield f"keep_versions: {kept!r} is no number of versions, 0 for all"
    for key in ("title_zh", "title_en", "description_zh", "description_en"):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            yield f"{key}: {entry[key]!r} is no text"
        elif key in entry and (reason := safe_text.fault(entry[key])):
            yield f"{key}: {reason}"
    for key in _LISTS:
        yield from _faults_of_list(key, entry[key]) if key in entry else ()
    yield from _faults_of_panel(entry)
    if text == "none" and (words := sorted(set(NOTHING_ELSE) & set(map(str, entry.get("tables", ()))))):
        yield f'tables: {", ".join(words)} holds nothing but sentences, which text = "none" leaves out'


def _faults_of_panel(entry: Mapping[str, Any]) -> Iterator[str]:
    """A panel is of a table, and has the name that a CSV of another table would have."""
    formats = entry.get("formats", ())
    if not isinstance(formats, list) or not set(PANEL_FORMATS) & {str(each) for each in formats}:
        return
    if PANEL_TABLE not in entry.get("tables", TABLES):
        yield f"formats: {' and '.join(PANEL_FORMATS)} are of the table {PANEL_TABLE}, which tables does not name"
    if "csv" in formats:
        yield f"formats: panel and csv both write {PANEL}, use one of them"


def _faults_of_list(key: str, items: object) -> Iterator[str]:
    kind = int if key == "years" else str
    if not (isinstance(items, list) and all(type(item) is kind for item in items)):
        yield f"{key}: {items!r} is not a list of {'years, [2024]' if key == 'years' else 'texts'}"
    elif key == "regions":
        yield from (f"regions: {places.doubt(region)[0]}" for region in items if places.code(region) is None)
    elif key == "years":
        outside = [str(year) for year in items if not FIRST_YEAR <= year <= LAST_YEAR]
        yield from [f"years: {', '.join(outside)} is not from {FIRST_YEAR} to {LAST_YEAR}"] if outside else []
    elif key == "cited":
        yield from (f"cited: {item} is no version, write 1.0.0" for item in items if not is_version(item))
    elif key == "formats":
        unknown = sorted(set(items) - set(KNOWN_FORMATS))
        yield from [f"formats: {', '.join(unknown)} is not known, use {', '.join(KNOWN_FORMATS)}"] if unknown else []
        yield from [] if "parquet" in items else ["formats: parquet is missing, which versions are compared by"]
