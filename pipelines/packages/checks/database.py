"""The files of a package as tables of a database that reaches nothing else: no other file, no address, no extension, no end of time.

Belongs here: opening and asking DuckDB over a stranger's files, and how names and texts are written in SQL. Does not: any question.
"""

import csv
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from pipelines.base.files import opened as opened_file
from pipelines.base.tables import csv_reader
from pipelines.packages.package import Package
from schemas.errors import InputError, brief

if TYPE_CHECKING:
    import duckdb

# A CSV of no more bytes is read once, and not for every question anew.
MOST_BYTES_IN_MEMORY = 16 * 2**20
# How long all questions to a package may take together, in seconds: an hour for 3.5 GB, and some for a busy machine.
SECONDS, SECONDS_A_MEGABYTE = 60.0, 1.0
_AGAIN = 0.1
MEMORY, SPILLED = "2GB", "8GB"
# So long the first line of a CSV may be, in bytes; so many columns of it are named.
LONGEST_HEAD, MOST_NAMED = 1_000_000, 20


@dataclass(frozen=True)
class Database:
    """DuckDB with the files of a package under the names of their resources; what is asked ends in time."""

    connection: "duckdb.DuckDBPyConnection"
    folder: Path
    seconds: float
    ends: float

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question gives.

        Raises:
            InputError: the time of all questions together is over.
            duckdb.Error: it cannot be answered.
        """
        import duckdb

        late = InputError(
            self.folder,
            "",
            f"its tables cannot be checked within {self.seconds:.0f} seconds",
            "Get the package again from its publisher",
        )
        if time.monotonic() >= self.ends:
            raise late
        answered = Event()
        Thread(target=self._interrupt, args=(answered,), daemon=True).start()
        try:
            return self.connection.execute(sql, list(values)).fetchall()
        except duckdb.InterruptException:
            raise late from None
        finally:
            answered.set()

    def _interrupt(self, answered: Event) -> None:
        """Interrupt a question when its time is over, and again: an interruption reaches only what is being answered."""
        wait = max(0.0, self.ends - time.monotonic())
        while not answered.wait(wait):
            self.connection.interrupt()
            wait = _AGAIN


@contextmanager
def opened(package: Package, resources: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Database, list[str]]]:
    """A database with these resources of a package, and the faults of the files that cannot be read. A cell of a CSV is text."""
    import duckdb

    files = [package.files.path(resource["path"]) for resource in resources]
    size = sum(file.stat().st_size for file in files if file.is_file())
    seconds = SECONDS + SECONDS_A_MEGABYTE * size / 1_000_000
    with TemporaryDirectory() as spill, duckdb.connect(config=_alone(spill)) as connection:
        # Which files may be read can be said only until the lock closes.
        allowed = [os.path.realpath(file) for file in files] + [_literally(file) for file in files]
        connection.execute("SET allowed_paths = $1", [allowed])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        database, faults = Database(connection, package.files.folder, seconds, time.monotonic() + seconds), []
        for resource, file in zip(resources, files, strict=True):
            try:
                if resource["format"] == "csv" and (wrong := _head_fault(file, resource)):
                    faults.append(wrong)
                    continue
                database.ask(_view(resource, file))
            except duckdb.Error as error:
                faults.append(unreadable(resource, error))
        yield database, faults


def _alone(spill: str) -> dict[str, str | bool | int | float | list[str]]:
    """What keeps DuckDB from loading code, from taking a Python variable for a table, and from all of the machine's memory."""
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
        "memory_limit": MEMORY,
        "threads": min(4, os.cpu_count() or 1),
        "temp_directory": spill,
        "max_temp_directory_size": SPILLED,
    }


def _view(resource: Mapping[str, Any], file: Path) -> str:
    """SQL that gives a file the name of its resource. What its folders are called says nothing: not ``year=2023``, ``*`` or ``[a]``."""
    reader, options = "read_parquet", "hive_partitioning = false"
    if csv := resource["format"] == "csv":
        empty = ", ".join(text(value) for value in resource["schema"].get("missingValues", [""]))
        reader = "read_csv"
        columns = ", ".join(f"{text(field['name'])}: 'VARCHAR'" for field in resource["schema"]["fields"])
        # What is told is not guessed: guessing takes gigabytes for a line of many commas.
        options += (
            f", auto_detect = false, header = true, columns = {{{columns}}}, nullstr = [{empty}], strict_mode = true"
        )
        options += ", delim = ',', quote = '\"', escape = '\"', compression = 'none', encoding = 'utf-8'"
    small = csv and file.is_file() and file.stat().st_size <= MOST_BYTES_IN_MEMORY
    kind, name = "TABLE" if small else "VIEW", quoted(resource["name"])
    return f"CREATE {kind} {name} AS SELECT * FROM {reader}({text(_literally(file))}, {options})"


def _literally(file: Path) -> str:
    """Where a file lies, as a pattern of DuckDB that nothing else meets."""
    return re.sub(r"[*?\[]", r"[\g<0>]", os.path.realpath(file))


def _head_fault(file: Path, resource: Mapping[str, Any]) -> str | None:
    """Where the first line of a CSV, which DuckDB is told to skip, is not the names of the columns."""
    names = [field["name"] for field in resource["schema"]["fields"]]
    with opened_file(file) as binary:
        head = binary.read(LONGEST_HEAD).decode("utf-8-sig", errors="replace")
    try:
        line = next(csv_reader(head.splitlines(), LONGEST_HEAD), [])
    except csv.Error as error:
        return f"{resource['path']}: cannot be read: {error}"
    if line == names:
        return None
    heads = brief(", ".join(line[:MOST_NAMED]))
    return f"{resource['path']}: its columns are {heads or 'none'}, not {brief(', '.join(names[:MOST_NAMED]))}"


def unreadable(resource: Mapping[str, Any], error: Exception) -> str:
    """The fault of a file that DuckDB cannot read."""
    return f"{resource['path']}: cannot be read: {brief(' '.join(str(error).splitlines()[:2]))}"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL has it."""
    return "'" + value.replace("'", "''") + "'"
