"""Draws the verdicts that people check, and counts what they found.

``python -m tools.draw_verdicts STORE SEED --into FILE`` draws 200 at random and the 50 loudest, and writes two files: FILE, a sheet in
which readers see both clauses and no verdict, and FILE with .key before its ending, which holds the verdicts. Readers fill the last
columns: target, figure (yes, no, arguable: is it read right, is it the same thing, place and time), verdict (met, near, missed) and note.
``python -m tools.draw_verdicts --count FILE --version 2.0.0`` puts the counts into pipelines/measuring/verdict_checks.csv.

Belongs here: which are drawn, and what an answer of a reader says. Does not: any rule by which a verdict is made.
"""

import argparse
import csv
import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.base.tables import csv_text
from pipelines.measuring import verdict_checks

SQL = Path(__file__).parent / "draw_verdicts.sql"
CODELISTS = Path(__file__).parents[1] / "schemas" / "codelists"
BY_YEAR = ("outcomes", "targets", "candidates", "reports", "achieved")
RANDOM, EACH = 200, 10
# What a newspaper would print first: the order in which verdicts are taken, so many of each.
LOUDEST = (
    ("missed amounts, least reached", "verdict = 'missed' AND attainment IS NOT NULL", "attainment"),
    ("missed rates, farthest off", "verdict = 'missed' AND off IS NOT NULL", "off"),
    ("met amounts, most exceeded", "verdict = 'met' AND attainment IS NOT NULL", "attainment DESC"),
    ("met rates, most exceeded", "verdict = 'met' AND off IS NOT NULL", "off DESC"),
    (
        "against what the next report says",
        "(verdict = 'met' AND claim IN ('not_fulfilled', 'admitted')) OR (verdict <> 'met' AND claim = 'fulfilled')",
        "claim DESC",
    ),
)
# Columns that tell what the line made of a pair.
KEY = ("number", "draw", "sample", "verdict", "link", "claim", "attainment", "off")
READERS = ("target_is", "figure_is", "verdict_is", "note")
YES_NO = ("yes", "no", "arguable")
VERDICTS = ("met", "near", "missed")
Row = dict[str, Any]


def verdicts(store: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the table ``verdicts`` (draw_verdicts.sql) of a store or a package that has texts."""
    connection = duckdb.connect()
    for table in BY_YEAR:
        files = f"{store}/{table}/*.parquet"
        connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{files}', union_by_name = TRUE)")
    for table in ("regions", "verdict_rules"):
        connection.execute(f"CREATE VIEW {table} AS FROM read_csv('{CODELISTS / table}.csv', all_varchar = TRUE)")
    connection.execute(SQL.read_text(encoding="utf-8"))
    return connection


def _rows(connection: duckdb.DuckDBPyConnection, where: str, order: str) -> list[Row]:
    ordered = connection.sql(f"FROM verdicts WHERE {where} ORDER BY {order}, target_id")
    return [dict(zip(ordered.columns, row, strict=True)) for row in ordered.fetchall()]


def draw(connection: duckdb.DuckDBPyConnection, seed: int, size: int = RANDOM, each: int = EACH) -> list[Row]:
    """The rows of the sheet and its key, in an order that does not tell which sample a row is of.

    Of the loudest one that two orders name is taken once; an order that has too few leaves its places to the others.
    """
    dice = random.Random(seed)
    ids = [row["target_id"] for row in _rows(connection, "TRUE", "target_id")]
    chosen = set(dice.sample(ids, min(size, len(ids))))
    drawn = [row | {"sample": "random"} for row in _rows(connection, "TRUE", "target_id") if row["target_id"] in chosen]
    orders = [_rows(connection, where, order) for _, where, order in LOUDEST]
    loudest: dict[str, Row] = {}
    for taken in (each, each * len(orders)):
        for rows in orders:
            free = [row for row in rows[: each * len(orders)] if row["target_id"] not in loudest]
            room = min(taken, each * len(orders) - len(loudest))
            loudest |= {row["target_id"]: row for row in free[:room]}
    drawn += [row | {"sample": "loudest"} for row in loudest.values()]
    dice.shuffle(drawn)
    return drawn


def write(rows: Iterable[Row], day: date, into: Path) -> None:
    """Write the sheet and beside it its key."""
    numbered = [{"number": number, "draw": day.isoformat(), **row} for number, row in enumerate(rows, 1)]
    hidden = set(KEY) - {"number"}
    shown = [name for name in numbered[0] if name not in hidden]
    sheet = [{name: row[name] for name in shown} | dict.fromkeys(READERS, "") for row in numbered]
    into.write_text(csv_text([*shown, *READERS], sheet), encoding="utf-8")
    _key(into).write_text(csv_text(KEY, [{name: row[name] for name in KEY} for row in numbered]), encoding="utf-8")


def answers(sheet: Path) -> list[dict[str, str]]:
    """What readers said of each row that they filled, with its sample, verdict and link.

    Raises:
        ValueError: a cell holds another word, or no row is filled.
    """
    key = {row["number"]: row for row in _read(_key(sheet))}
    filled = [row for row in _read(sheet) if row["target_is"]]
    if not filled:
        raise ValueError(f"{sheet}: no row is filled")
    return [{**key[row["number"]], "answer": _answer(row, key[row["number"]]["verdict"])} for row in filled]


def _answer(row: dict[str, str], verdict: str) -> str:
    """Wrong where anything is; a verdict need not be given of what does not belong together."""
    said = (row["target_is"], row["figure_is"])
    if not set(said) <= set(YES_NO) or row["verdict_is"] not in (*VERDICTS, *YES_NO[2:], ""):
        raise ValueError(
            f"row {row['number']}: {(*said, row['verdict_is'])}; write {YES_NO}, and {VERDICTS} or arguable"
        )
    if "no" in said:
        return "wrong"
    if "arguable" in (*said, row["verdict_is"]):
        return "arguable"
    return "right" if row["verdict_is"] == verdict else "wrong"


def _key(sheet: Path) -> Path:
    return sheet.with_suffix(f".key{sheet.suffix}")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("seed", type=int, nargs="?")
    parser.add_argument("--into", type=Path)
    parser.add_argument("--count", type=Path, help="a filled sheet")
    parser.add_argument("--version", default="2.0.0", help="of the package, for the rows of --count")
    given = parser.parse_args()
    if given.count:
        said = answers(given.count)
        rows = verdict_checks.counted(said, said[0]["draw"], given.version)
        verdict_checks.write(rows)
        for row in rows:
            print(*row.values(), sep="\t")
    elif given.store and given.seed is not None and given.into:
        write(draw(verdicts(given.store), given.seed), date.today(), given.into)
    else:
        parser.error("give STORE SEED --into FILE, or --count FILE")


if __name__ == "__main__":
    main()
