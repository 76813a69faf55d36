"""Targets meet statistics in DuckDB and are judged.

Belongs here: which tables the steps see, their order, and the frames they give. Does not: the rules (``*.sql`` and the codelists).
"""

import glob
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

import schemas
from pipelines.base.pool import cores
from pipelines.base.progress import parts
from pipelines.outcomes import places
from pipelines.outcomes.as_of import day, newest
from pipelines.outcomes.codes import source_kinds, statuses
from pipelines.outcomes.places import Tables
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
TABLES = ("targets", "reports", "achieved", "claims", "project_lists", "statistics")
# Of them what no step reads: texts, which would be most of the memory.
UNREAD = {"reports": ("text",), "targets": ("quote",), "achieved": ("quote",)}
# What second readings say of a target and a figure: of their table what is in force, one row a pair.
READINGS = {"target_id": pl.String, "statistic_id": pl.String, "finding": pl.String}
# In their order: each reads what those before it give, and gives a table or view of its name; MACROS, which come first, give macros.
MACROS = ("periods", "verdict", "digits")
STEPS = (
    "words", "due", "measured", "reported", "derived", "figures", "witnesses", "pairs", "matches", "heard", "doubts", "vintages", "judged", "answers", "paces",
    "outcomes", "candidates", "conflicts",
)  # fmt: skip
# The tables that come out, each with the order of its rows.
RESULTS = {
    "matches": ["target_id", "rank"],
    "outcomes": ["target_id"],
    "candidates": ["year", "statistic_id"],
    "vintages": ["target_id", "vintage"],
    "conflicts": ["statistic_id", "other_statistic_id", "year"],
}
# What DuckDB keeps in memory; the rest it writes to a temporary folder.
MEMORY = "1GB"
# More than this no judging needs: a join that runs away stops before it has filled the disk.
SPILLED = "20GB"


def judge(
    tables: Tables,
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
    threads: int = 0,
) -> dict[str, pl.DataFrame]:
    """The tables of ``RESULTS``, in the form of their contracts.

    What is known is known as of the newest date among all reports and statistics, never by a clock: the same input gives
    the same verdicts for ever.

    Args:
        tables: ``targets``, ``reports`` and ``statistics``; ``achieved``, ``claims`` and ``project_lists`` of the reports, which say
            what became of the targets of the year before; ``readings`` that are in force, with the columns of ``READINGS`` at least;
            ``as_of``, which is that of these reports and statistics where it is not given. Of lazy ones only what is judged at once is read.
        method: codelists that replace those of the method.
        known_on: judge as it would have been on that day: of later figures nothing is known.
        threads: of DuckDB; 0 for as many as this process may use cores.
    """
    judged = list(_judged(tables, method, known_on, threads))
    return {table: pl.concat([of_group[table] for of_group in judged]).sort(order) for table, order in RESULTS.items()}


def judge_into(
    folder: Path,
    tables: Tables,
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
    threads: int = 0,
) -> None:
    """Write what ``judge`` gives as ``<table>.parquet``, the same rows in the same order, and never hold more of it than a group of regions.

    Args:
        folder: where the tables are written.
        tables: as of ``judge``, as are the others.
    """
    with TemporaryDirectory(dir=folder) as spill, _duckdb(threads) as connection:
        for number, of_group in enumerate(_judged(tables, method, known_on, threads)):
            for table, frame in of_group.items():
                frame.write_parquet(Path(spill, f"{table}-{number}.parquet"), compression="lz4")
        for table, order in RESULTS.items():
            parts = connection.read_parquet(
                str(Path(glob.escape(spill), f"{table}-*.parquet")), hive_partitioning=False
            )
            parts.order(", ".join(order)).write_parquet(str(Path(folder, f"{table}.parquet")))


def _judged(
    tables: Tables, method: Mapping[str, pl.DataFrame] | None, known_on: date | None, threads: int
) -> Iterator[dict[str, pl.DataFrame]]:
    """What the steps make of each group of regions, by the same day."""
    groups = places.groups(tables)
    with connected(as_of_tables(tables), method, known_on, threads) as connection:
        for codes in parts(groups, "group of regions", _named):
            register(connection, inputs(tables if len(groups) == 1 else places.only(tables, codes)))
            for step in parts(STEPS, "step"):
                run(connection, step)
            yield as_contracts({table: connection.table(table).pl() for table in RESULTS})


def _named(codes: Sequence[str]) -> str:
    return f"{codes[0]} to {codes[-1]}" if codes else "none"


@contextmanager
def connected(
    as_of: pl.DataFrame,
    method: Mapping[str, pl.DataFrame] | None = None,
    known_on: date | None = None,
    threads: int = 0,
) -> Iterator["DuckDBPyConnection"]:
    """DuckDB with what is the same for all regions: the codelists, the day, and the macros of ``MACROS``.

    Args:
        as_of: the table.
        method: as of ``judge``, as are the others.
    """
    lists = {name: contract.codelist(name) for name in CODELISTS}
    with _duckdb(threads) as connection:
        register(connection, {**lists, "statuses": statuses(), "source_kinds": source_kinds(), **(method or {})})
        set_variables(connection, min(day(as_of), known_on or date.max), known_on)
        for macros in MACROS:
            run(connection, macros)
        yield connection


@contextmanager
def _duckdb(threads: int) -> Iterator["DuckDBPyConnection"]:
    """DuckDB in bounded memory, with so many threads."""
    import duckdb

    with TemporaryDirectory() as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": spill,
            "max_temp_directory_size": SPILLED,
            "threads": threads or cores(),
        }
        with duckdb.connect(config=config) as connection:
            yield connection


def register(connection: "DuckDBPyConnection", frames: Mapping[str, pl.DataFrame]) -> None:
    """Let the steps read frames by their names, as they lie in memory: in the older form of Arrow all their texts would be copied."""
    for name, frame in frames.items():
        connection.register(name, frame.to_arrow(compat_level=pl.CompatLevel.newest()))


def inputs(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables that the steps read, by the name that they read them by, without what none of them reads."""
    given = {name: tables.get(name, contract.empty(schemas.model(name))).lazy() for name in TABLES}
    frames = {name: frame.drop(UNREAD.get(name, ()), strict=False).collect() for name, frame in given.items()}
    readings = tables.get("readings", pl.DataFrame(schema=READINGS)).lazy()
    return {
        **frames,
        "readings": readings.select(*READINGS).unique().collect(),
        "target_units": factors(frames["targets"]),
    }


def as_of_tables(tables: Tables) -> pl.DataFrame:
    """The table ``as_of``: as given, else that of the rows at hand."""
    if "as_of" in tables:
        return tables["as_of"].lazy().collect()
    reports, statistics = tables["reports"].lazy(), tables["statistics"].lazy()
    return newest(reports.select("year", "published").collect(), statistics.select("published", "period").collect())


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
    """Set what the steps read by ``getvariable``: ``as_of``, ``known_on`` (null: no limit), ``due_months``, ``first_report``, ``last_report``."""
    connection.execute("SET VARIABLE as_of = $day::DATE", {"day": today})
    connection.execute("SET VARIABLE known_on = $day::DATE", {"day": known_on})
    connection.execute("SET VARIABLE due_months = $months::INTEGER", {"months": constant("due_months")})
    connection.execute("SET VARIABLE first_report = $offset::INTEGER", {"offset": places.FIRST_REPORT})
    connection.execute("SET VARIABLE last_report = $offset::INTEGER", {"offset": places.LAST_REPORT})


def run(connection: "DuckDBPyConnection", step: str) -> None:
    """Run one step: what it reads must be there."""
    connection.execute((FOLDER / f"{step}.sql").read_text(encoding="utf-8"))


def as_contracts(results: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the steps give in the form of their contracts; ``outcomes`` with its sentences."""
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
