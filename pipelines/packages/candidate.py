"""A candidate: a version of a package while it is built, file by file; every file is hashed when it is written, and never again.

Belongs here: what the forms can know of a version. Does not: the forms (``registry``), or which version comes next (``versions``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base.files import File, measure
from pipelines.packages.definition import Definition
from pipelines.packages.metadata.descriptor import created

# What the tables of a version are made of: the raw reports and the figures.
_INPUTS = (("reports", ["report_id", "raw_sha256"]), ("statistics", ["statistic_id", "value"]))


@dataclass
class Candidate:
    """A version of a package while it is built.

    Args:
        definition: the package.
        version: its number.
        tables: its tables in the order of its definition, and last ``changes`` where there is a version before it.
        rejects: rows that broke a contract and are left out, by table.
        left_out: files of its collections that were set aside whole, because they could not be used.
        folder: where it is built.
        software_version: for the descriptor; None leaves it out.
        code_version: of the code that read and judged, for the descriptor; None leaves it out.
        newest: the newest date among its inputs; without it the newest that its tables tell.
        inputs: a hash for each kind of its inputs, for the catalogue.
        built_from: a hash of all that its files follow from but its number (``inputs.built_from``).
        compared_with: the folder of the published version that has its number, where it is built to see whether it differs.
        descriptor: its datapackage.json, once the tables are written.
        files: every file written so far, by its path in the folder.
    """

    definition: Definition
    version: str
    tables: Mapping[str, pl.DataFrame]
    rejects: Mapping[str, int]
    left_out: int
    folder: Path
    software_version: str | None = None
    code_version: str | None = None
    newest: date | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    built_from: str = ""
    compared_with: Path | None = None
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def created(self) -> date:
        """The newest date among its inputs."""
        return self.newest or created(self.tables)

    @property
    def inputs_sha256(self) -> str:
        """One hash over the raw files of the reports and the ids and values of the statistics."""
        rows = [self.tables[table].select(names).write_csv() for table, names in _INPUTS if table in self.tables]
        return hashlib.sha256("".join(rows).encode()).hexdigest()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, text as UTF-8."""
        encoded = content.encode() if isinstance(content, str) else content
        self.place(path).write_bytes(encoded)
        self.files[path] = File(len(encoded), hashlib.sha256(encoded).hexdigest())

    def place(self, path: str) -> Path:
        """Where a form writes a file itself, which it then has to register; its folder is there."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def register(self, path: str) -> None:
        """Take up a file that a form wrote at its ``place``."""
        self.files[path] = measure(self.folder / path)
