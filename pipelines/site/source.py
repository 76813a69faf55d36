"""What pages are made of: the prepared tables of a data set, read a piece at a time, so that several processes can write pages at once.

Belongs here: how a page asks for rows. Does not: which package they come from (``prepare``), or what a page says of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.packages.metadata import citation

# What a contact begins with that is an address as it stands; else it is an e-mail.
_LINKED = ("https://", "http://", "mailto:")
# Keys that begin with the code of the region that they are of.
_KEYS = ("report_id", "target_id", "statistic_id", "list_id", "claim_id")


class Edition(NamedTuple):
    """The latest version of a package, as the site shows it.

    Attributes:
        name: of the package.
        version: its number.
        folder: where it lies.
        entry: what the catalogue says of the version.
        descriptor: its datapackage.json without the resources.
        reports: of how many reports it tells.
        drawn: whether its targets stand on the site; a package without the table ``results`` is listed alone.
        versions: what the catalogue says of all its versions, the withdrawn ones too, the first one first.
    """

    name: str
    version: str
    folder: Path
    entry: Mapping[str, Any]
    descriptor: Mapping[str, Any]
    reports: int
    drawn: bool
    versions: tuple[Mapping[str, Any], ...] = ()

    @property
    def titles(self) -> Mapping[str, str]:
        """Its title in both languages: a descriptor has them as one, the English first, between them a dot."""
        en, _, zh = str(self.descriptor["title"]).rpartition(" · ")
        return {"zh": zh, "en": en or zh}

    @property
    def day(self) -> date:
        """The day of the newest of its inputs."""
        return date.fromisoformat(self.descriptor["created"][:10])

    @property
    def citation(self) -> str:
        """One line that cites it."""
        return citation.short(self.name, self.version, self.day)

    @property
    def published(self) -> Path:
        """The folder that readers see, two above that of a version."""
        return self.folder.parents[1]


class Source(NamedTuple):
    """The prepared tables, and what all pages know.

    Attributes:
        folder: where the prepared tables lie as Parquet, one file a table.
        editions: the packages, that with the most reports first.
        address: the address of the site without a slash at its end; empty where it has none yet.
        contact: where errors are reported to: an e-mail or the address of an issue tracker; empty where there is nobody.
    """

    folder: Path
    editions: tuple[Edition, ...]
    address: str = ""
    contact: str = ""

    @property
    def contact_address(self) -> str:
        """Where errors are reported to, as a link leads there; empty where there is nobody."""
        return self.contact if self.contact.startswith(_LINKED) or not self.contact else f"mailto:{self.contact}"

    @property
    def main(self) -> Edition:
        """The package that tells of the most reports."""
        return self.editions[0]

    def has(self, name: str) -> bool:
        """Whether there is such a table."""
        return (self.folder / f"{name}.parquet").exists()

    def lazy(self, name: str) -> pl.LazyFrame:
        """A prepared table (``prepare``), of which nothing is read that is not asked for."""
        return pl.scan_parquet(self.folder / f"{name}.parquet", glob=False)

    def table(self, name: str, **equal: Any) -> pl.DataFrame:
        """The rows of a prepared table whose columns have these values, in its order."""
        return self.lazy(name).filter(**equal).collect()

    def some(self, name: str, columns: Iterable[str], **equal: Any) -> pl.DataFrame:
        """Some columns of the rows of ``table``."""
        return self.lazy(name).filter(**equal).select(columns).collect()

    def columns(self, name: str, *columns: str) -> pl.DataFrame:
        """Some columns of all rows of a prepared table."""
        return self.lazy(name).select(columns).collect()

    def of_place(self, name: str, region_code: str) -> pl.DataFrame:
        """The rows of a prepared table that are of a region: by its code, else by the key that begins with it."""
        lazy = self.lazy(name)
        columns = lazy.collect_schema().names()
        if "region_code" in columns:
            return lazy.filter(pl.col("region_code") == region_code).collect()
        key = next(key for key in _KEYS if key in columns)
        return lazy.filter(pl.col(key) >= f"{region_code}-", pl.col(key) < f"{region_code}.").collect()
