"""The table ``results`` of a published package as a file a government and a file an indicator, with an index, made on demand.

An app fetches the one file that it shows, a journalist opens that of her city. Thousands of such files are served together, so that each is lean:
a code is English already, and only its Chinese label stands beside it. Belongs here: which rows stand in which file, and what the
index says. Does not: what a row says (``packages.results``), or the other forms on demand (``export``).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.base.progress import counted
from pipelines.forms.csv import plain_bytes, safe
from pipelines.forms.export import opened_for
from pipelines.packages.metadata.labels import labelled
from pipelines.packages.package import Package
from schemas import codelists, columns
from schemas.errors import InputError

TABLE, INDEX = "results", "index"
Entry = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]


class Cut(NamedTuple):
    """How rows are told apart: the column with the code, and which codes can be the name of a file."""

    column: str
    codes: str


CUTS = {"place": Cut("region_code", columns.REGION_CODE), "indicator": Cut("indicator_id", columns.NAME)}
_NAMES = ("name_zh", "name_en")
# Codes that are said in words in columns of their own, and columns that no reader of one file asks for a label of.
_SAID = ("region_code", "indicator_id", "level", "period_kind", "bound", "result_bound", "verdict_latest")
_NEEDED = ("region_code", "place_zh", "place_en", "indicator_id", "indicator", "indicator_en", "year", "verdict")


def split(package: Path, into: Path, by: Sequence[str]) -> Iterator[Path]:
    """Write ``place/<region code>.csv``, ``indicator/<code>.csv``, and ``index.csv`` and ``index.json`` of them.

    A target whose indicator has no code stands in the file of its government alone. The files are UTF-8 with a byte order mark,
    the Chinese label stands beside a code, and nothing is what a spreadsheet takes for a formula.

    Args:
        package: folder of a published version.
        into: a new or empty folder.
        by: of ``CUTS``, in which way.

    Yields:
        each file when it is written.

    Raises:
        InputError: it is no valid package, it has no table ``results``, a code cannot be the name of a file, or the folder is not empty.
    """
    opened = opened_for(package, into)
    rows = _rows(opened)
    names = _indicator_names(opened, rows)
    index: list[Entry] = []
    for way in sorted(set(by), key=list(CUTS).index):
        _refuse_strange(opened, rows, CUTS[way])
        (into / way).mkdir(parents=True, exist_ok=True)
        index += entries(rows, way, names)
        for code, content in counted(
            parts(rows, way), rows[CUTS[way].column].drop_nulls().n_unique(), f"files, one {way} each"
        ):
            path = into / file_of(way, code)
            path.write_bytes(content)
            yield path
    for name, content in index_files(opened.name, opened.version, index).items():
        (into / name).write_bytes(content)
        yield into / name


def file_of(way: str, code: str) -> str:
    """The path of a file."""
    return f"{way}/{code}.csv"


def parts(rows: pl.DataFrame, way: str) -> Iterator[tuple[str, bytes]]:
    """The files of rows of ``results``, one way: each code in order, and the bytes of its file."""
    column = CUTS[way].column
    kept = rows.filter(pl.col(column).is_not_null())
    by_code = safe(_labelled(kept)).partition_by(column, as_dict=True)
    for code in sorted(code for (code,) in by_code):
        yield code, plain_bytes(by_code[(code,)])


def _labelled(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with Chinese labels behind the codes that no other column says in words."""
    unasked = {f"{name}_{language}" for name in rows.columns for language in ("zh", "en")} - set(rows.columns)
    asked = {f"{name}_zh" for name in rows.columns if name not in _SAID}
    return labelled(TABLE, rows).drop(unasked - asked, strict=False)


def entries(rows: pl.DataFrame, way: str, names: Names) -> list[Entry]:
    """What the index says of the files of rows of ``results``, one way; ``names`` are those of indicators, by their codes."""
    column = CUTS[way].column
    by_code = rows.filter(pl.col(column).is_not_null()).partition_by(column, as_dict=True)
    return [
        {"by": way, "code": code, **_entry(by_code[(code,)], way, names), "file": file_of(way, code)}
        for code in sorted(code for (code,) in by_code)
    ]


def index_files(package: str, version: str, index: Sequence[Entry]) -> dict[str, bytes]:
    """The index as CSV and as JSON, by their paths."""
    kinds = (
        {name: pl.Int64 if isinstance(value, int) else pl.String for name, value in index[0].items()} if index else {}
    )
    listed = {"package": package, "version": version, "files": index}
    return {
        f"{INDEX}.csv": plain_bytes(safe(pl.DataFrame(index, schema=kinds))),
        f"{INDEX}.json": (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def _rows(package: Package) -> pl.DataFrame:
    """The table ``results``.

    Raises:
        InputError: there is none, or one of another make.
    """
    folder = package.files.folder
    if TABLE not in {resource["name"] for resource in package.resources}:
        raise InputError(folder, TABLE, "the package has no such table", "Export a version that has, or all its tables")
    rows = package.table(TABLE)
    if missing := [name for name in _NEEDED if name not in rows.columns]:
        reason = f"the table has no column {', '.join(missing)}"
        raise InputError(folder, TABLE, reason, "Export a version that has, or all its tables")
    return rows


def _indicator_names(package: Package, rows: pl.DataFrame) -> Names:
    """What the indicators are called, by their codes: by the package's own list, else by the words of the first row."""
    if "indicators" in {resource["name"] for resource in package.resources}:
        listed = package.table("indicators")
        if {"indicator_id", *_NAMES} <= set(listed.columns):
            return {row["indicator_id"]: {name: row[name] for name in _NAMES} for row in listed.iter_rows(named=True)}
    first = rows.unique("indicator_id", keep="first", maintain_order=True)
    return {
        code: {"name_zh": zh, "name_en": en}
        for code, zh, en in first.select("indicator_id", "indicator", "indicator_en").iter_rows()
    }


def _refuse_strange(package: Package, rows: pl.DataFrame, cut: Cut) -> None:
    """Refuse a code that cannot be the name of a file.

    Raises:
        InputError: there is one.
    """
    distinct = rows[cut.column].drop_nulls().unique().sort().to_list()
    if strange := [code for code in distinct if not re.fullmatch(cut.codes, code)]:
        reason = f"{strange[0]!r} is no code"
        raise InputError(package.files.folder, f"{TABLE}, {cut.column}", reason, "Get the package from its publisher")


def _entry(rows: pl.DataFrame, way: str, names: Names) -> Entry:
    """What the index says of the rows of one file."""
    first = rows.row(0, named=True)
    named: Mapping[str, str] = {"name_zh": first["place_zh"], "name_en": first["place_en"]}
    if way == "indicator":
        code = first["indicator_id"]
        named = names.get(code, {"name_zh": first["indicator"], "name_en": first["indicator_en"]})
    return {
        **named,
        "rows": rows.height,
        "judged": rows["verdict"].is_in(codelists.decided()).sum(),
        "first_year": rows["year"].min(),
        "last_year": rows["year"].max(),
    }
