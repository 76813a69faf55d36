"""Tables as CSV: UTF-8, a header, a line a row.

Belongs here: the form. Does not: what a column may hold (``schemas.contract``), or tables of others in any form (``statistics.tables``).
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.base import files
from schemas.errors import InputError

if TYPE_CHECKING:
    import polars as pl

# A sentence of a report is the longest cell there is.
LONGEST_CELL = 131_072
# The csv module has one limit for the whole process, which libraries move: it is set to the highest there is, and each reader has its own.
_NO_LIMIT = 2**31 - 1


def csv_reader(lines: Iterable[str], longest: int = LONGEST_CELL, **form: Any) -> Iterator[list[str]]:
    """The rows of ``csv.reader``, whose cells have at most so many characters.

    Raises:
        csv.Error: a row is no CSV or has a longer cell.
    """
    csv.field_size_limit(_NO_LIMIT)
    for row in csv.reader(lines, **form):
        if any(len(cell) > longest for cell in row):
            raise csv.Error(f"field larger than field limit ({longest})")
        yield row


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table as CSV, with these columns in this order; a row may hold no other."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def csv_rows(path: Path, columns: Iterable[str], cure: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table, each with the number of its last line; the header is line 1.

    Args:
        path: the file.
        columns: what the header has to name; it may name more.
        cure: what to do where it does not.

    Raises:
        InputError: the file is not UTF-8, no CSV, lacks a column, or a row has more or fewer cells than the header.
    """
    try:
        with io.TextIOWrapper(io.BytesIO(files.read_whole(path)), "utf-8-sig", newline="") as file:
            csv.field_size_limit(_NO_LIMIT)
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or [])
            if twice := [name for name, times in Counter(filter(None, header)).items() if times > 1]:
                raise InputError(path, "row 1", f"the column {twice[0]} is there twice", "Keep one of them")
            if missing := [column for column in columns if column not in header]:
                raise InputError(path, "row 1", f"the columns {', '.join(missing)} are missing", cure)
            for row in reader:
                if None in row or None in row.values():
                    place, reason = f"row {reader.line_num}", "the row has more or fewer cells than the header"
                    raise InputError(path, place, reason, "Quote cells with commas")
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start}", "the table is not UTF-8", "Save it as UTF-8") from None
    except csv.Error as error:
        place, reason = f"row {reader.reader.line_num}", f"the row is no CSV: {error}"
        raise InputError(path, place, reason, "Mend the quotation marks") from None


def read_table(table: str, path: Path, cure: str) -> "pl.DataFrame":
    """A table of ours, in the form of its contract.

    Args:
        table: its name.
        path: the file.
        cure: what to do where the file lacks a column.

    Raises:
        InputError: the file is no CSV, or a row breaks the contract.
    """
    import schemas
    from schemas import contract

    model = schemas.model(table)
    printed = list(csv_rows(path, contract.dtypes(model), cure))
    split = contract.split(model, (row for _, row in printed), table)
    for reject in split.rejects.head(1).iter_rows(named=True):
        place = f"row {printed[reject['row'] - 1][0]}, column {reject['column']}"
        raise InputError(path, place, reject["reason"], "Mend the row")
    return split.good
