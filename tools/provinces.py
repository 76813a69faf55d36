"""The provinces' headline targets on the government's word and on that of the statistical office, as docs/explanation/provinces.md shows them.

Usage: ``python -m tools.provinces REPORTS > docs/explanation/provinces.md``; REPORTS holds ``<place>/<year>.md``, of which those of
provinces are read. Belongs here: which figures the page shows, and its form. Does not: what is counted (``provinces.sql``).
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from schemas import codelists, contract
from schemas.codelists import places
from tools.judged import judged

HERE = Path(__file__).parent
# Years that the provincial statistics at hand are for; those of incomes are for fewer.
FIRST, LAST = 2000, 2024
OF_INCOMES = (2002, 2019)
READS = ("headline", "outcomes", "matches", "candidates", "reports")
COUNTS = ("verdicts", "mentions", "states", "coverage", "gaps", "differences")
Row = Mapping[str, Any]


def judged_provinces(reports: Path) -> Mapping[str, pl.DataFrame]:
    """All tables over the reports of provinces alone."""
    provinces = contract.codelist("regions").filter(level="province")["region_code"]
    with tempfile.TemporaryDirectory() as folder:
        for place in sorted(reports.iterdir()):
            if places.code(place.name) in set(provinces):
                (Path(folder) / place.name).symlink_to(place.resolve(), target_is_directory=True)
        return judged(Path(folder))


def counts(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """The tables of ``provinces.sql``."""
    with duckdb.connect() as connection:
        for name in READS:
            connection.register(name, tables[name].to_arrow())
        connection.register("regions", contract.codelist("regions").to_arrow())
        connection.register("asked", _asked().to_arrow())
        connection.execute((HERE / "provinces.sql").read_text(encoding="utf-8"))
        return {name: connection.table(name).pl().to_dicts() for name in COUNTS}


def _asked() -> pl.DataFrame:
    """The years of which every headline is asked for an official figure."""
    spans = {
        headline: OF_INCOMES if headline.endswith("_income") else (FIRST, LAST)
        for headline in codelists.codes("headline")
    }
    rows = [(headline, year) for headline, (first, last) in spans.items() for year in range(first, last + 1)]
    return pl.DataFrame(rows, schema={"headline": pl.String, "year": pl.Int32}, orient="row")


def document(counted: Mapping[str, Sequence[Row]], reports: pl.DataFrame) -> str:
    """The page."""
    return (
        (HERE / "provinces_page.md")
        .read_text(encoding="utf-8")
        .format(
            reports=f"{reports.height:,}",
            provinces=reports["region_code"].n_unique(),
            first_report=reports["year"].min(),
            last_report=reports["year"].max(),
            first=FIRST,
            last=LAST,
            first_income=OF_INCOMES[0],
            last_income=OF_INCOMES[1],
            states=_states(counted["states"]),
            verdicts=_verdicts(counted["verdicts"]),
            mentions=_mentions(counted["mentions"]),
            coverage=_coverage(counted["coverage"]),
            gaps=_gaps(counted["gaps"]),
            differences=_differences(counted["differences"]),
        )
    )


def _states(rows: Sequence[Row]) -> str:
    times = {(row["headline"], row["state"]): row["times"] for row in rows}
    states = [state for state in codelists.codes("headline_state") if state != "no_text"]
    return _table(
        ["indicator", *states],
        ([title, *(times.get((headline, state), 0) for state in states)] for headline, title in _titles()),
    )


def _verdicts(rows: Sequence[Row]) -> str:
    columns = [
        "targets",
        "own_met",
        "own_near",
        "own_missed",
        "office_met",
        "office_near",
        "office_missed",
        "both_judge",
        "both_same",
    ]
    heads = ["targets", "its word: met", "near", "missed", "the office: met", "near", "missed", "both judge", "same"]
    in_order = [
        [title, f"{row['decade']}s", *(row[column] for column in columns)]
        for headline, title in _titles()
        for row in sorted(_of(rows, headline), key=lambda row: int(row["decade"]))
    ]
    return _table(["indicator", "decade", *heads], in_order)


def _mentions(rows: Sequence[Row]) -> str:
    all_of = {column: sum(row[column] for row in rows) for column in ("missed", "missed_silent", "met", "met_silent")}
    lines = [(title, row) for headline, title in _titles() for row in _of(rows, headline)] + [("all", all_of)]
    return _table(
        ["indicator", "near or missed", "not mentioned", "share", "met", "not mentioned", "share"],
        (
            [title, row["missed"], row["missed_silent"], _share(row["missed_silent"], row["missed"]), row["met"], row["met_silent"],
             _share(row["met_silent"], row["met"])]
            for title, row in lines
        ),
    )  # fmt: skip


def _coverage(rows: Sequence[Row]) -> str:
    return _table(
        ["indicator", "province-years", "rates", "share", "of them revised only", "worked out", "figures", "share"],
        (
            [title, row["of_all"], row["rates"], _share(row["rates"], row["of_all"]), row["revised"], row["derived"], row["figures"],
             _share(row["figures"], row["of_all"])]
            for headline, title in _titles() for row in _of(rows, headline)
        ),
    )  # fmt: skip


def _gaps(rows: Sequence[Row]) -> str:
    labels = {row["code"]: row["label_en"] for row in codelists.read("codes") if row["codelist"] == "official_reason"}
    return _table(
        ["indicator", "reason", "province-years", "from", "to"],
        (
            [title, labels[row["reason"]], row["times"], row["first_year"], row["last_year"]]
            for headline, title in _titles()
            for row in sorted(_of(rows, headline), key=lambda row: -row["times"])
        ),
    )


def _differences(rows: Sequence[Row]) -> str:
    return _table(
        ["indicator", "both print", "apart", "share", "the government says more", "soon", "apart", "share"],
        (
            [title, row["pairs"], row["apart"], _share(row["apart"], row["pairs"]), row["said_more"], row["soon"], row["soon_apart"],
             _share(row["soon_apart"], row["soon"])]
            for headline, title in _titles() for row in _of(rows, headline)
        ),
    )  # fmt: skip


def _titles() -> list[tuple[str, str]]:
    """The headlines in their order, each with its name."""
    rows = [row for row in codelists.read("codes") if row["codelist"] == "headline"]
    return [(row["code"], f"{row['label_zh']} {row['label_en']}") for row in rows]


def _of(rows: Sequence[Row], headline: str) -> list[Row]:
    return [row for row in rows if row["headline"] == headline]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table: the first column to the left, figures to the right."""
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in (head, rule, *lines))


if __name__ == "__main__":
    tables = judged_provinces(Path(sys.argv[1]))
    sys.stdout.write(document(counts(tables), tables["reports"]))
