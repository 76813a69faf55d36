"""Targets meet statistics in DuckDB and are judged.

Belongs here: which tables the steps see, their order, and the frames they give. Does not: the rules (``*.sql`` and the codelists).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

import schemas
from pipelines.base.progress import parts
from pipelines.outcomes.as_of import day, newest
from pipelines.outcomes.codes import source_kinds, statuses
from pipelines.wording.sentences import explained
from schemas import codelists, contract

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = Path(__file__).parent
CODELISTS = (
    "indicators", "indicator_relations", "polarities", "verdict_rules", "meets", "plausibility", "series_breaks", "regions", "region_changes",
    "link_words", "deed_polarities", "head_polarities",
)  # fmt: skip
# Tables of the store that they see; one that is not given is empty.
TABLES = ("targets", "reports", "achieved", "claims", "promise_lists", "statistics")
# What second readings say of a target and a figure: of their table what is in force, one row a pair.
READINGS = {"target_id": pl.String, "statistic_id": pl.String, "finding": pl.String}
# In their order: each reads what those before it give, and gives a table or view of its name; MACROS give macros.
STEPS = (
    "periods", "verdict", "digits", "words", "due", "measured", "reported", "derived", "figures", "witnesses", "pairs", "matches", "doubts", "vintages", "judged", "answers", "paces",
    "outcomes", "candidates", "conflicts",
)  # fmt: skip
MACROS = ("periods", "verdict", "digits")
# The tables that come out, each with the order of its rows.
RESULTS = {
    "matches": "target_id, rank",
    "outcomes": "target_id",
    "candidates": "year, statistic_id",
    "vintages": "target_id, vintage",
    "conflicts": "statistic_id, other_statistic_id, year",
}
# What DuckDB keeps in memory; the rest it writes to a temporary folder.
MEMORY = "2GB"
# More than this no judging needs: a join that runs away stops before it has filled the disk.
SPILLED = "20GB"


def judge(
    tables: Mapping[str, pl.DataFrame],
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
) -> dict[str, pl.DataFrame]:
    """The tables of ``RESULTS``, in the form of their contracts.

    What is known is known as of the newest date among all reports and statistics, never by a clock: the same input gives
    the same verdicts for ever.

    Args:
        tables: ``targets``, ``reports`` and ``statistics``; ``achieved``, ``claims`` and ``promise_lists`` of the reports, which say
            what became of the targets of the year before; ``readings`` that are in force, with the columns of ``READINGS`` at least;
            ``as_of``, which is that of these reports and statistics where it is not given.
        method: codelists that replace those of the method.
        known_on: judge as it would have been on that day: of later figures nothing is known.
    """
    return as_contracts(run_steps(tables, method, known_on))


def run_steps(
    tables: Mapping[str, pl.DataFrame],
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
) -> dict[str, pl.DataFrame]:
    """What the steps make of the arguments of ``judge``: its tables, with columns that later steps and the sentences need."""
    with connected(tables, method, known_on) as connection:
        for step in parts(STEPS, "step"):
            run(connection, step)
        return {table: connection.table(table).order(order).pl() for table, order in RESULTS.items()}


@contextmanager
def connected(
    tables: Mapping[str, pl.DataFrame],
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
) -> Iterator["DuckDBPyConnection"]:
    """DuckDB with all that the steps read, for the arguments of ``judge``."""
    import duckdb

    with (
        TemporaryDirectory() as spill,
        duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": spill, "max_temp_directory_size": SPILLED}
        ) as connection,
    ):
        for name, frame in inputs(tables, method or {}).items():
            connection.register(name, frame.to_arrow())
        today = min(day(_as_of(tables)), known_on or date.max)
        set_variables(connection, today, known_on)
        yield connection


def inputs(tables: Mapping[str, pl.DataFrame], method: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Everything the steps read, by the name that they read it by."""
    return {
        **{name: contract.codelist(name) for name in CODELISTS},
        "statuses": statuses(),
        "source_kinds": source_kinds(),
        **method,
        **{name: tables.get(name, contract.empty(schemas.model(name))) for name in TABLES},
        "readings": tables.get("readings", pl.DataFrame(schema=READINGS)).select(*READINGS).unique(),
        "target_units": factors(tables["targets"]),
    }


def _as_of(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The table ``as_of``: as given, else that of the rows at hand."""
    return tables["as_of"] if "as_of" in tables else newest(tables["reports"], tables["statistics"])


def derived(statistics: pl.DataFrame) -> pl.DataFrame:
    """The growth that is worked out from levels of the table ``statistics``, in its columns."""
    import duckdb

    with duckdb.connect() as connection:
        for name, rows in {
            "statistics": statistics,
            **{name: contract.codelist(name) for name in ("indicators", "series_breaks")},
        }.items():
            connection.register(name, rows.to_arrow())
        run(connection, "digits")
        run(connection, "derived")
        frame: pl.DataFrame = connection.table("derived").pl()
        return frame


def set_variables(connection: "DuckDBPyConnection", today: date, known_on: date | None = None) -> None:
    """Set what the steps read by ``getvariable``: ``as_of``, ``known_on`` (null: no limit) and ``due_months``."""
    connection.execute("SET VARIABLE as_of = $day::DATE", {"day": today})
    connection.execute("SET VARIABLE known_on = $day::DATE", {"day": known_on})
    connection.execute("SET VARIABLE due_months = $months::INTEGER", {"months": constant("due_months")})


def run(connection: "DuckDBPyConnection", step: str) -> None:
    """Run one step: what it reads must be there."""
    connection.execute((FOLDER / f"{step}.sql").read_text(encoding="utf-8"))


def as_contracts(results: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of ``run_steps`` in the form of their contracts; ``outcomes`` with its sentences."""
    frames = {**results, "outcomes": explained(results["outcomes"])}
    return {
        table: frame.select(pl.col(name).cast(dtype) for name, dtype in contract.dtypes(schemas.model(table)).items())
        for table, frame in frames.items()
    }


def constant(name: str) -> int:
    """The newest value of a constant of the method."""
    rows = [row for row in codelists.read("method_constants") if row["constant"] == name]
    return int(max(rows, key=lambda row: row["since"])["value"])


def factors(targets: pl.DataFrame) -> pl.DataFrame:
    """For every unit of the targets how many base units one of it is."""
    known = [(unit, codelists.base_unit(unit)) for unit in sorted(set(targets["unit"].drop_nulls()))]
    rows = [{"unit": unit, "factor": base[2]} for unit, base in known if base]
    return pl.DataFrame(rows, schema={"unit": pl.String, "factor": pl.Decimal(30, contract.SCALE)})
