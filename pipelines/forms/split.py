"""The table ``results`` of a published package as a file a government and a file an indicator, with an index, made on demand.

An app fetches the one file that it shows, a journalist opens that of her city. Belongs here: which rows stand in which file, and what the
index says. Does not: what a row says (``packages.results``), or the other forms on demand (``export``).
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.base.progress import counted
from pipelines.forms.csv import safe, write_plain
from pipelines.forms.export import opened_for
from pipelines.packages.metadata.labels import labelled
from pipelines.packages.package import Package
from schemas import codelists, columns
from schemas.errors import InputError

TABLE, INDEX = "results", "index"


class Cut(NamedTuple):
    """How rows are told apart: the column with the code, and which codes can be the name of a file."""

    column: str
    codes: str


CUTS = {"place": Cut("region_code", columns.REGION_CODE), "indicator": Cut("indicator_id", columns.NAME)}
_NAMES = ("name_zh", "name_en")
_NEEDED = ("region_code", "place_zh", "place_en", "indicator_id", "indicator", "indicator_en", "year", "verdict")


def split(package: Path, into: Path, by: Sequence[str]) -> Iterator[Path]:
    """Write ``place/<region code>.csv``, ``indicator/<code>.csv``, and ``index.csv`` and ``index.json`` of them.

    A target whose indicator has no code stands in the file of its government alone. The files are as all CSV of ours: UTF-8 with a byte
    order mark, labels beside codes, nothing that a spreadsheet takes for a formula.

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
    printed = safe(labelled(TABLE, rows))
    index: list[dict[str, Any]] = []
    for way in sorted(set(by), key=list(CUTS).index):
        cut = CUTS[way]
        codes = _codes(opened, rows[cut.column], cut)
        (into / way).mkdir(parents=True, exist_ok=True)
        parts = printed.filter(rows[cut.column].is_not_null()).partition_by(cut.column, as_dict=True)
        whole = rows.partition_by(cut.column, as_dict=True)
        for code in counted(codes, len(codes), f"files, one {way} each"):
            path = into / way / f"{code}.csv"
            write_plain(parts[(code,)], path)
            index.append({"by": way, "code": code, **_entry(whole[(code,)], way, names), "file": f"{way}/{code}.csv"})
            yield path
    yield from _write_index(opened, index, into)


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


def _indicator_names(package: Package, rows: pl.DataFrame) -> dict[str, dict[str, str]]:
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


def _codes(package: Package, codes: pl.Series, cut: Cut) -> list[str]:
    """The codes in a column, in order.

    Raises:
        InputError: one of them cannot be the name of a file.
    """
    distinct = codes.drop_nulls().unique().sort().to_list()
    if strange := [code for code in distinct if not re.fullmatch(cut.codes, code)]:
        reason = f"{strange[0]!r} is no code"
        raise InputError(package.files.folder, f"{TABLE}, {cut.column}", reason, "Get the package from its publisher")
    return distinct


def _entry(rows: pl.DataFrame, way: str, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """What the index says of the rows of one file."""
    first = rows.row(0, named=True)
    named = {"name_zh": first["place_zh"], "name_en": first["place_en"]}
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


def _write_index(package: Package, index: list[dict[str, Any]], into: Path) -> Iterator[Path]:
    kinds = (
        {name: pl.Int64 if isinstance(value, int) else pl.String for name, value in index[0].items()} if index else {}
    )
    table = pl.DataFrame(index, schema=kinds)
    write_plain(safe(table), into / f"{INDEX}.csv")
    yield into / f"{INDEX}.csv"
    listed = {"package": package.name, "version": package.version, "files": index}
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    (into / f"{INDEX}.json").write_text(text, encoding="utf-8", newline="\n")
    yield into / f"{INDEX}.json"
