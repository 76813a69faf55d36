"""Targets meet statistics in DuckDB and are judged.

Belongs here: which tables the .sql files see, and the frames they give. Does not: the rules (``*.sql`` and the codelists).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import schemas
from pipelines.wording.sentences import explained
from schemas import codelists, contract

CODELISTS = ("indicators", "indicator_relations", "polarities", "verdict_rules", "regions", "region_changes")
# Tables of the store that they see; one that is not given is empty.
TABLES = ("targets", "reports", "achieved", "claims", "statistics")
# In their order: each reads what those before it made.
_SQL = ("verdict", "figures", "matches", "said", "paces", "outcomes", "conflicts")
_MADE = {
    "matches": "FROM matches",
    "outcomes": "FROM outcomes",
    "candidates": "FROM (SELECT DISTINCT year, statistic_id FROM matches) JOIN figures USING (statistic_id) ORDER BY year, statistic_id",
    "conflicts": "FROM conflicts",
}
# What DuckDB keeps in memory; the rest it writes to a temporary folder.
MEMORY = "2GB"


def judge(
    tables: Mapping[str, pl.DataFrame],
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
) -> dict[str, pl.DataFrame]:
    """The tables ``matches``, ``outcomes``, ``candidates`` and ``conflicts``, in the form of their contracts.

    What is known is known as of the newest date among the reports and statistics, never by a clock: the same input gives
    the same verdicts for ever.

    Args:
        tables: ``targets``, ``reports`` and ``statistics``; ``achieved`` and ``claims`` of the reports, which say what became of
            the targets of the year before.
        method: codelists that replace those of the method.
        known_on: judge as it would have been on that day: of later figures nothing is known.
    """
    return told(joined(tables, method, known_on))


def joined(
    tables: Mapping[str, pl.DataFrame],
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
) -> dict[str, pl.DataFrame]:
    """What the .sql files make of the arguments of ``judge``: its tables, with what its sentences need."""
    import duckdb

    views = {name: contract.codelist(name) for name in CODELISTS} | dict(method or {})
    views |= {name: tables.get(name, contract.empty(schemas.model(name))) for name in TABLES}
    today = min(as_of(tables["reports"], tables["statistics"]), known_on or date.max)
    with (
        TemporaryDirectory() as spill,
        duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spill}) as connection,
    ):
        for name, frame in views.items():
            connection.register(name, frame.to_arrow())
        connection.register("target_units", _factors(tables["targets"]).to_arrow())
        connection.execute("SET VARIABLE as_of = $day::DATE", {"day": today})
        connection.execute("SET VARIABLE known_on = $day::DATE", {"day": known_on})
        connection.execute("SET VARIABLE due_months = $months::INTEGER", {"months": constant("due_months")})
        for name in _SQL:
            connection.execute((Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8"))
        return {name: connection.sql(query).pl() for name, query in _MADE.items()}


def told(made: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of ``joined`` with their sentences, in the form of their contracts."""
    return {table: _typed(table, explained(frame) if table == "outcomes" else frame) for table, frame in made.items()}


def as_of(reports: pl.DataFrame, statistics: pl.DataFrame) -> date:
    """The newest date among the inputs; the first day of the calendar where none has a date."""
    newest = pl.concat([reports["published"], statistics["published"]]).max()
    return newest if isinstance(newest, date) else date.min


def constant(name: str) -> int:
    """The newest value of a constant of the method."""
    rows = [row for row in codelists.read("method_constants") if row["constant"] == name]
    return int(max(rows, key=lambda row: row["since"])["value"])


def _factors(targets: pl.DataFrame) -> pl.DataFrame:
    """For every unit of the targets how many base units one of it is."""
    known = [(unit, codelists.base_unit(unit)) for unit in sorted(set(targets["unit"].drop_nulls()))]
    rows = [{"unit": unit, "factor": base[2]} for unit, base in known if base]
    return pl.DataFrame(rows, schema={"unit": pl.String, "factor": pl.Decimal(30, contract.SCALE)})


def _typed(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(dtype) for name, dtype in contract.dtypes(schemas.model(table)).items())
