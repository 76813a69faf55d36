"""The shape that a catalogue must have before anything it names is opened, written to or deleted, and before it is put before readers.

Belongs here: what may stand in catalog.json. Does not: reading and writing it (``catalogue``), or the rule of names (``naming``).
"""

from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from pipelines.packages.naming import TAKEN, Name, Relative, Version, number, path_of
from pipelines.packages.shape import Shape
from schemas.errors import STEERING

MOST_PACKAGES, MOST_VERSIONS = 10_000, 10_000
# Characters of an entry's texts.
LONGEST_TEXT = 4_000
# SQL and JSON hold no larger whole number alike.
_LARGEST_NUMBER = 2**63 - 1

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=_LARGEST_NUMBER)]
# One line, without a sign that steers a terminal or turns the line: it stands in headings, tables and on screens.
Line = Annotated[
    str,
    Field(pattern=rf"^[^\t\n{STEERING}]*$", max_length=LONGEST_TEXT),
]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$")]


class Entry(Shape):
    """A version that a catalogue lists. ``sums_sha256`` anchors every file of it; ``changelog`` is the layout in
    which the change log tells of it. Entries of before these were written lack them."""

    version: Version
    path: Relative
    created: Day
    descriptor_sha256: Hash
    sums_sha256: Hash = ""
    bytes: Count
    tables: Count
    rows: Count
    changelog: Annotated[int, Field(ge=1, le=2)] = 1
    withdrawn: Annotated[Line, Field(min_length=1)] = ""
    retired: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    inputs: Annotated[str, Field(pattern=r"^[a-z_]+:[0-9a-f]+( [a-z_]+:[0-9a-f]+)*$", max_length=LONGEST_TEXT)] = ""


class Listing(Shape):
    """A package that a catalogue lists; without ``latest`` where every version was withdrawn."""

    title: Line
    latest: Version | None
    versions: Annotated[list[Entry], Field(min_length=1, max_length=MOST_VERSIONS)]

    @model_validator(mode="after")
    def _in_order(self) -> "Listing":
        for before, after in pairwise(entry.version for entry in self.versions):
            if number(before) >= number(after):
                raise ValueError(f"version {after} stands after {before}: each stands once, the older first")
        if self.latest is not None and self.latest not in [entry.version for entry in self.versions]:
            raise ValueError(f"latest is {self.latest}, which is none of its versions")
        return self


class Catalogue(Shape):
    """A catalog.json."""

    packages: Annotated[dict[Name, Listing], Field(max_length=MOST_PACKAGES)]

    @model_validator(mode="after")
    def _in_its_folder(self) -> "Catalogue":
        for name, listing in self.packages.items():
            if name in TAKEN:
                raise ValueError(f"a package is called {name}, which is a file beside the packages")
            for entry in listing.versions:
                if entry.path != (own := path_of(name, entry.version)):
                    raise ValueError(f"the path of {name} {entry.version} is {entry.path}, not {own}")
        return self
