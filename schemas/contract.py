"""How a contract is written and checked, and what of it others can ask for.

A table's contract is a Pandera model whose columns are made by ``column`` and ``text``. Everything else follows from it:
the checks of the store, the Arrow schema with its field comments, the Table Schema of the data package and the data
dictionary. What does not belong here: any single table, and how tables are stored.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from functools import cache
from importlib.abc import MetaPathFinder
from operator import itemgetter
from types import NoneType
from typing import Annotated, Any, NamedTuple

import polars as pl

from schemas import codelists
from schemas.errors import ContractError
from schemas.safe_text import FORBIDDEN
from schemas.safe_text import SAFE_TEXT as SAFE_TEXT
from schemas.safe_text import fault as text_fault


@contextmanager
def _hidden(*modules: str) -> Iterator[None]:
    """Let an import find none of these modules, as where they are not installed."""

    class Hidden(MetaPathFinder):
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
            if name in modules:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    hidden = Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        yield
    finally:
        sys.meta_path.remove(hidden)


# The product has none of them, but beside its tests they lie in the same environment. Pandera imports them wherever it finds them, and asks
# for pandas once more at the first check; it serves polars without, and they would be half of a start.
with _hidden("pandas", "numpy", "hypothesis"):
    import pandera.polars as pa

    pa.DataFrameSchema({"any": pa.Column(int, pa.Check.ge(0))}).validate(pl.DataFrame({"any": [0]}))

# What a figure may be, as printed and in base units alike: so many digits before the point, and so many behind it. The largest that any
# report or statistic prints, a year's turnover of a financial market, has sixteen in yuan; what has a thousand times that is no figure of a
# government's year but two that ran together. And of two figures within the bound a difference can be told, and a share mostly.
DIGITS, SCALE = 18, 6
# A number as printed, and the same in base units. The columns of base units have room for more than is let in.
Number = Annotated[pl.Decimal, DIGITS + SCALE, SCALE]
BaseNumber = Annotated[pl.Decimal, 30, SCALE]
Share = Annotated[pl.Decimal, 6, 4]

ISO_PERIOD = r"^\d{4}(-\d{2})?(/\d{4}(-\d{2})?)?$"
SHA256 = r"^[0-9a-f]{64}$"


# The rule of a text that may not stand in a cell.
SAFE = "safe_text"
# A broken rule of a row: column, rule, reason; and those of a table by the row's place, counted from 0.
Fault = tuple[str, str, str]
Faults = dict[int, list[Fault]]


class Split(NamedTuple):
    """The rows of a table that keep its contract, and those that break it, as ``schemas.rejects`` describes them."""

    good: pl.DataFrame
    rejects: pl.DataFrame


def column(
    title_zh: str,
    description: str,
    *,
    title_en: str | None = None,
    unit: str | None = None,
    concept: str | None = None,
    codelist: str | None = None,
    refers_to: str | None = None,
    store_only: bool = False,
    nullable: bool = False,
    **checks: Any,
) -> Any:
    """A column of a contract.

    Args:
        title_zh: the column's Chinese title.
        description: what stands in it, in English; ends in a full stop.
        title_en: what people call it in English, where that is another than its name.
        unit: unit of the numbers, as text, where it is the same in every row.
        concept: SDMX concept it carries (REF_AREA, TIME_PERIOD ...).
        codelist: name of the codelist in codes.csv that holds the allowed codes.
        refers_to: ``table.column`` that a value must exist in.
        store_only: kept between stages, never published.
        nullable: whether the cell may be empty.
        **checks: any check of Pandera's Field.
    """
    options = {
        "title_en": title_en,
        "unit": unit,
        "concept": concept,
        "codelist": codelist,
        "refers_to": refers_to,
        "store_only": store_only or None,
    }
    if codelist:
        checks["isin"] = list(codelists.codes(codelist))
    metadata = {name: value for name, value in options.items() if value is not None}
    return pa.Field(title=title_zh, description=description, nullable=nullable, metadata=metadata, **checks)


def text(title_zh: str, description: str, **options: Any) -> Any:
    """A column of free text: never empty, and what the text of a cell may be (``safe_text``)."""
    return column(title_zh, description, str_matches=options.pop("str_matches", SAFE_TEXT), **options)


class Titles(NamedTuple):
    """What a column is called by people, in both languages."""

    zh: str
    en: str


def titles(name: str, spec: Any) -> Titles:
    """What a column of a contract is called: its Chinese title, and its English one, else its name in words."""
    return Titles(str(spec.title), (spec.metadata or {}).get("title_en") or name.replace("_", " "))


class Table(pa.DataFrameModel):
    """Base of all contracts: exactly these columns, in this order, of these types; ``unique`` is the primary key."""

    class Config:
        strict = True
        ordered = True
        unique: list[str] | None = None


def dtypes(model: type[Table]) -> dict[str, pl.DataType]:
    """Column name -> polars type, in the contract's order."""
    return {name: spec.dtype.type for name, spec in model.to_schema().columns.items()}


def primary_key(model: type[Table]) -> list[str]:
    """The columns that together name a row."""
    return list(model.to_schema().unique or [])


def empty(model: type[Table]) -> pl.DataFrame:
    """A frame of no rows that keeps the contract."""
    return pl.DataFrame(schema=dtypes(model))


def failures(model: type[Table], frame: pl.DataFrame) -> pl.DataFrame:
    """Every broken rule of a frame in one pass: columns ``column, check, failure_case, index`` (index null for the table)."""
    names = ["column", "check", "failure_case", "index"]
    none = pl.DataFrame(schema={name: pl.Int64 if name == "index" else pl.String for name in names})
    if frame.is_empty() and list(frame.schema.items()) == list(dtypes(model).items()):
        return none
    try:
        model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases: pl.DataFrame = error.failure_cases
        return cases.select(names)
    return none


def check(model: type[Table], frame: pl.DataFrame, file: object) -> None:
    """Refuse a frame that breaks its contract, telling all failures at once.

    Raises:
        ContractError: names ``file``, and of each broken rule the column, the rule and the first value.
    """
    broken = failures(model, frame)
    if broken.is_empty():
        return
    shown = [
        f"{row['column']} breaks {row['check']} ({row['failure_case']}"
        + (f", row {row['index'] + 1})" if row["index"] is not None else ")")
        for row in broken.head(10).to_dicts()
    ]
    more = f" and {broken.height - 10} more" if broken.height > 10 else ""
    raise ContractError(
        file,
        "",
        f"{broken.height} rules of {model.__module__}.{model.__name__} broken: {'; '.join(shown)}{more}",
        "Mend the stage that makes this table",
    )


def split(
    model: type[Table],
    rows: Iterable[Mapping[str, Any]],
    table: str,
    year: int | None = None,
    faults: Mapping[int, list[Fault]] | None = None,
) -> Split:
    """Make a typed frame of rows, and set apart the rows that break the contract.

    Cells may be text or typed; a missing cell is null. Nothing is rounded, and nothing is lost: a row that breaks
    a rule stands whole in the rejects, once for every rule that it breaks.

    Args:
        model: contract of the table.
        rows: one mapping a row, of column name to cell.
        table: name of the table, which stands in the rejects.
        year: report year of the rows, where it is the same in all; else each row's own, where the table has one.
        faults: rules that the stage found broken beyond the contract, by the row's place in ``rows``: column, rule, reason.

    Returns:
        The good rows, and a frame of ``schemas.rejects.Rejects``.
    """
    records = list(rows)
    broken = {index: list(of_row) for index, of_row in (faults or {}).items()}
    frame = pl.DataFrame([_series(name, dtype, _cells(name, records), broken) for name, dtype in dtypes(model).items()])
    _add_failures(model, frame, table, broken)
    keep = pl.Series([index not in broken for index in range(len(records))], dtype=pl.Boolean)
    # An unreadable year is null in the frame.
    years = frame["year"].to_list() if year is None and "year" in frame.columns else [year] * len(records)
    return Split(frame.filter(keep), _rejects(table, years, records, broken))


def _cells(name: str, records: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What stands in one column of the records; None where a record has no such cell."""
    try:
        return list(map(itemgetter(name), records))
    except KeyError:
        return [record.get(name) for record in records]


def _series(name: str, dtype: pl.DataType, cells: list[Any], broken: Faults) -> pl.Series:
    """One column of the records; a cell that does not fit its type is null in it, and a fault in ``broken``."""
    typed = _typed(name, dtype, cells)
    if typed is not None:
        return typed
    read = _READERS[dtype.base_type()]
    fitting: list[Any] = [None] * len(cells)
    for index, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        try:
            fitting[index] = read(cell, dtype)
        except ValueError as error:
            if not _is_broken(broken, index, name):
                broken.setdefault(index, []).append((name, f"type {dtype}", str(error)))
    return pl.Series(name, fitting, dtype=dtype)


def _typed(name: str, dtype: pl.DataType, cells: list[Any]) -> pl.Series | None:
    """A column whose cells are all of its type already and need not be read one by one; None where they are not, or do not fit it."""
    if not set(map(type, cells)) <= {_TYPES.get(dtype.base_type()), NoneType}:
        return None
    try:
        if dtype == pl.String:
            return pl.Series(name, [cell or None for cell in cells] if "" in cells else cells, dtype=dtype)
        if isinstance(dtype, pl.Decimal):
            # Arrow refuses what polars would round.
            import pyarrow as pa

            cells = pa.array(cells, pa.decimal128(min(dtype.precision, DIGITS + dtype.scale), dtype.scale))
        return pl.Series(name, cells, dtype=dtype)
    except (ArithmeticError, ValueError, TypeError, pl.exceptions.PolarsError):  # pyarrow's errors are ValueErrors
        return None


def _add_failures(model: type[Table], frame: pl.DataFrame, table: str, broken: Faults) -> None:
    """Put into ``broken`` what of the contract the frame's rows break, once a row and column.

    A cell of the wrong type was read as null, and what follows from it is null too: that is one fault, not several.

    Raises:
        ContractError: what is broken is no row's.
    """
    keys = primary_key(model)
    for name, at in _forbidden(frame):
        if not _is_broken(broken, at, name):
            broken.setdefault(at, []).append((name, SAFE, str(text_fault(frame[name][at]))))
    for case in failures(model, frame).iter_rows(named=True):
        index, column_name, rule, value = case["index"], case["column"], case["check"], case["failure_case"]
        if index is None:
            raise ContractError(table, column_name, f"breaks {rule}", "Mend the stage that makes this table")
        of_column = column_name in frame.columns
        name = column_name if of_column else ", ".join(keys)
        key = [] if of_column else [frame[column][index] for column in keys]
        follows = index in broken and (value is None if of_column else None in key)
        if not follows and not _is_broken(broken, index, name):
            reason = f"the value {_shown(value)} breaks it"
            if not of_column:
                reason = f"another row has the key {', '.join(map(str, key))}"
            elif rule.startswith("str_matches(") and SAFE_TEXT in rule:
                rule, reason = SAFE, text_fault(value) or reason
            broken.setdefault(index, []).append((name, rule, reason))


def _forbidden(frame: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """The cells that hold a sign that stands in no text, of whatever column: column and place."""
    for name, dtype in frame.schema.items():
        if dtype == pl.String:
            yield from ((name, at) for at in frame[name].str.contains(FORBIDDEN).arg_true())


def _is_broken(broken: Faults, index: int, name: str) -> bool:
    """Whether a fault of a row's column is known; the first one counts."""
    return any(column == name for column, _, _ in broken.get(index, []))


def _rejects(table: str, years: list[int | None], records: list[Mapping[str, Any]], broken: Faults) -> pl.DataFrame:
    import schemas

    rejects = [
        {
            "table": table,
            "year": years[index],
            "row": index + 1,
            "column": name,
            "rule": rule,
            "reason": _written(reason),
            "record": _written(json.dumps(dict(records[index]), ensure_ascii=False, default=str)),
        }
        for index, faults in sorted(broken.items())
        for name, rule, reason in faults
    ]
    return pl.DataFrame(rejects, schema=dtypes(schemas.model("rejects")))


def _shown(value: Any) -> str:
    """A cell as a reason prints it: a stranger's may be as long as he likes."""
    printed = repr(value)
    return printed if len(printed) <= _LONGEST_SHOWN else f"{printed[:_LONGEST_SHOWN]}… ({len(printed):,} characters)"


def _text(value: Any, _: pl.DataType) -> str:
    text = str(value)
    if _written(text) != text:
        raise ValueError(text_fault(text))
    return text


def _written(text: str) -> str:
    """A text as a file can hold it: half a sign, which JSON can tell, is a question mark."""
    return text.encode("utf-8", "replace").decode()


def _decimal(value: Any, dtype: Any) -> Decimal:
    if isinstance(value, float):
        raise ValueError(f"{_shown(value)} is a binary number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{_shown(value)} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{_shown(value)} is no finite number")
    digits = min(dtype.precision - dtype.scale, DIGITS)
    if number and number.adjusted() >= digits:
        raise ValueError(f"{_shown(value)} has more than {digits} digits before the point")
    if number != number.quantize(_smallest(dtype.scale), context=_EXACT):
        raise ValueError(f"{_shown(value)} has more than {dtype.scale} decimal places")
    return number


@cache
def _smallest(scale: int) -> Decimal:
    """The smallest number of so many decimal places."""
    return Decimal(1).scaleb(-scale)


def _integer(value: Any, dtype: pl.DataType) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise ValueError(f"{_shown(value)} is no whole number") from None
    bits = 31 if dtype == pl.Int32 else 63
    if not -(2**bits) <= number < 2**bits:
        raise ValueError(f"{_shown(value)} is too large")
    return number


def _date(value: Any, _: pl.DataType) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except (TypeError, ValueError):
        raise ValueError(f"{_shown(value)} is no date (YYYY-MM-DD)") from None


def _boolean(value: Any, _: pl.DataType) -> bool:
    words = {"true": True, "false": False}
    if str(value).lower() not in words:
        raise ValueError(f"{_shown(value)} is neither true nor false")
    return words[str(value).lower()]


# Python reads weeks and dates without hyphens too.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# So much of a cell stands in the reason that it is refused for.
_LONGEST_SHOWN = 200
# More digits than any column holds, so that a number is compared as it is.
_EXACT = Context(prec=80)
# What a cell is that need not be read, and how one is read that is text, by the column's type; both refuse what does not fit it.
_TYPES: dict[Any, type] = {
    pl.String: str,
    pl.Int32: int,
    pl.Int64: int,
    pl.Decimal: Decimal,
    pl.Date: date,
    pl.Boolean: bool,
}
_READERS: dict[Any, Callable[[Any, pl.DataType], Any]] = {
    pl.String: _text,
    pl.Int32: _integer,
    pl.Int64: _integer,
    pl.Decimal: _decimal,
    pl.Date: _date,
    pl.Boolean: _boolean,
}


@cache
def codelist(name: str) -> pl.DataFrame:
    """A codelist as a typed frame; read once, so not to be changed in place.

    Raises:
        ContractError: a row of it breaks its contract.
    """
    import schemas

    frame, rejects = split(schemas.model(name), codelists.read(name), name)
    if not rejects.is_empty():
        first = rejects.row(0, named=True)
        place = f"row {first['row'] + 1}, column {first['column']}"
        raise ContractError(f"schemas/codelists/{name}.csv", place, first["reason"], "Mend the row")
    return frame
