"""The nation's headline targets against the communiqués and the next reports, as docs/explanation/nation.md shows them.

Usage: ``python -m tools.nation CORPUS > docs/explanation/nation.md``; CORPUS holds ``全国/<year>.md``. Belongs here: which figures the
table shows, and its wording. Does not: what was read by hand (annotated/nation.tsv, annotated/nation_disagreements.tsv).
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipelines.base.settings import ROOT
from tools.judged import judged

HERE = Path(__file__).parent
BY_HAND = ROOT / "tests" / "outcomes" / "annotated"
FIRST, LAST = 2005, 2025
REGION = "100000"
MISSING_COMMUNIQUES = (2012, 2024)


class Headline(NamedTuple):
    """An indicator of the table: its key in nation.tsv, its code and measure, its title, and what is to be known of it."""

    key: str
    indicator_id: str
    measure: str
    title: str
    remark: str = ""


HEADLINES = (
    Headline("gdp", "gdp", "growth", "Gross domestic product 国内生产总值, growth", "In 2020 no target was set, and the report says so."),
    Headline(
        "cpi", "cpi", "growth", "Consumer prices 居民消费价格, rise",
        "A ceiling until 2024, two-sided from 2025. The communiqué on 2025 says level with the year before (与上年持平); 0 stands in its table.",
    ),
    Headline(
        "jobs", "new_urban_jobs", "amount", "New urban jobs 城镇新增就业",
        "Communiqués up to 2009 print 城镇就业人员…新增加; the net rise (净增加) beside it is another figure. The report of 2008 prints the sum "
        "of five years only.",
    ),
    Headline(
        "unemployment_registered", "unemployment_registered_urban", "ratio", "Registered urban unemployment 城镇登记失业率",
        "At the end of the year. No target after 2020; the communiqués stop with 2021.",
    ),
    Headline(
        "unemployment_surveyed", "unemployment_surveyed_urban", "ratio", "Surveyed urban unemployment 城镇调查失业率",
        "A target since 2018; no communiqué before that on 2018 prints it. Up to 2020 it is that of December, from 2021 on the average of the year.",
    ),
    Headline(
        "central_deficit", "central_deficit", "amount", "Central government deficit 中央财政赤字",
        "Up to 2008 the reports set a target for the central government only; from 2020 on they no longer tell it apart.",
    ),
    Headline(
        "deficit", "deficit", "amount", "Deficit 财政赤字",
        "No communiqué prints it, nor does any next report; the accounts of the Ministry of Finance would. The report of 2020 sets only the "
        "increase, those of 2021 to 2023 only the ratio.",
    ),
    Headline(
        "deficit_ratio", "deficit_ratio", "ratio", "Deficit ratio 赤字率",
        "No communiqué prints it, and next reports only twice. The report of 2013 also tells that of 2009 (2.8 %), and that of 2015 names 2.1 % "
        "for 2014 as what its own budget starts from.",
    ),
    Headline(
        "grain", "grain_output", "amount", "Grain output 粮食产量",
        "A target in 2015 and from 2021 on. 1 万亿斤 is 50,000 万吨.",
    ),
    Headline(
        "energy", "energy_intensity", "growth", "Energy use per unit of GDP 单位国内生产总值能耗, change",
        "Other years set a number for the five years only, or none (继续下降, 统筹考核). −2.6 and −2.7 count as about −3: the tolerance of 左右 for "
        "growth of this kind is 0.5 percentage points. From the communiqué on 2023 on energy used as raw material and energy that is not fossil are "
        "left out. The communiqué on 2005 says level with the year before (与上年持平).",
    ),
)  # fmt: skip
COLUMNS = (
    "year", "indicator", "target", "target_high", "target_unit", "target_bound", "actual", "actual_unit",
    "said", "said_unit", "said_bound", "verdict",
)  # fmt: skip
_BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
_TURNED = {"at_least": "at_most", "at_most": "at_least"}
_VERDICTS = {"no_data": "no data"}


def judged_nation(corpus: Path) -> Mapping[str, pl.DataFrame]:
    """All tables over the nation's reports alone."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "全国").symlink_to((corpus / "全国").resolve(), target_is_directory=True)
        return judged(Path(folder))


def rows(tables: Mapping[str, pl.DataFrame]) -> Iterator[dict[str, str]]:
    """The rows of the table, in the form of nation.tsv: years with a target or a figure, every headline in its order."""
    for year in range(FIRST, LAST + 1):
        for headline in HEADLINES:
            row = _row(tables, headline, year)
            if row["target"] or row["actual"] or row["said"]:
                yield row


def _row(tables: Mapping[str, pl.DataFrame], headline: Headline, year: int) -> dict[str, str]:
    of_year = (
        (pl.col("indicator_id") == headline.indicator_id)
        & (pl.col("measure") == headline.measure)
        & (pl.col("period") == str(year))
        & (pl.col("region_code") == REGION)
        & pl.col("value").is_not_null()
    )
    target = _first(tables["targets"].filter(of_year & (pl.col("year") == year)).sort("char_start"))
    actual = _first(tables["statistics"].filter(of_year & (pl.col("source_kind") == "communique")))
    said = _first(tables["achieved"].filter(of_year & (pl.col("year") == year + 1)).sort("char_start"))
    outcome = _first(tables["outcomes"].filter(pl.col("target_id") == target.get("target_id", "")))
    return {
        "year": str(year),
        "indicator": headline.key,
        "target": _number(target.get("value")),
        "target_high": _number(target.get("value_high")),
        "target_unit": target.get("unit", ""),
        "target_bound": target.get("bound", ""),
        "actual": _number(actual.get("value")),
        "actual_unit": actual.get("unit", ""),
        "said": _number(said.get("value")),
        "said_unit": said.get("unit", ""),
        "said_bound": said.get("bound", "").removeprefix("exact"),
        "verdict": outcome.get("status", ""),
    }


def _first(frame: pl.DataFrame) -> dict[str, Any]:
    return frame.row(0, named=True) if frame.height else {}


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def disagreements(tables: Mapping[str, pl.DataFrame]) -> tuple[int, list[dict[str, str]]]:
    """How many figures communiqué and next report both print, and those that contradict each other by more than rounding."""
    with duckdb.connect() as connection:
        for name in ("statistics", "achieved"):
            connection.register(name, tables[name].to_arrow())
        sql = (HERE / "nation_disagreements.sql").read_text(encoding="utf-8")
        pairs = connection.sql(sql, params={"region": REGION, "first": FIRST, "last": LAST}).pl()
    apart = pairs.filter(pl.col("apart")).select("period", "indicator_id", "measure", "communique", "report")
    return pairs.height, apart.to_dicts()


def table(name: str) -> list[dict[str, str]]:
    """A table that was made by hand."""
    with (BY_HAND / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def document(rows: Iterable[dict[str, str]], pairs: int) -> str:
    """The page."""
    by_key = {(row["indicator"], int(row["year"])): row for row in rows}
    parts = [(HERE / "nation_page.md").read_text(encoding="utf-8").format(**_counts(by_key.values(), pairs))]
    parts += [section(headline, by_key) for headline in HEADLINES]
    return "\n".join(parts)


def _counts(rows: Iterable[dict[str, str]], pairs: int) -> dict[str, Any]:
    rows = list(rows)
    verdicts = Counter(row["verdict"] for row in rows if row["verdict"])
    kinds: dict[str, list[str]] = {"mended": [], "real": []}
    for row in table("nation_disagreements"):
        line = f"| {row['period']} | {row['indicator_id']} | {row['communique']} | {row['report']} | {row['kind']} | {row['explanation']} |"
        kinds["mended" if row["kind"] == "our mistake" else "real"].append(line)
    return {
        "targets": verdicts.total(),
        "actuals": sum(1 for row in rows if row["actual"]),
        "said": sum(1 for row in rows if row["said"]),
        "judged": verdicts["met"] + verdicts["near"] + verdicts["missed"],
        **{name: verdicts[name] for name in ("met", "near", "missed", "no_data", "pending")},
        "pairs": pairs,
        "apart": len(kinds["real"]),
        "real": "\n".join(kinds["real"]),
        "mended": "\n".join(kinds["mended"]),
    }


def section(headline: Headline, by_key: Mapping[tuple[str, int], dict[str, str]]) -> str:
    """The part of the page on one indicator."""
    years = [year for key, year in by_key if key == headline.key]
    lines = [f"## {headline.title}", ""]
    lines += [headline.remark, ""] if headline.remark else []
    lines += ["| year | target | communiqué | next report | verdict |", "|---|---|---|---|---|"]
    for year in sorted(years):
        lines.append("| " + " | ".join(_cells(by_key[headline.key, year], headline)) + " |")
    return "\n".join([*lines, ""])


def _cells(row: Mapping[str, str], headline: Headline) -> tuple[str, ...]:
    year = int(row["year"])
    no_figure = "not at hand" if year in MISSING_COMMUNIQUES else "does not print it"
    if headline.indicator_id.endswith(("deficit", "deficit_ratio")):
        no_figure = "does not print it"
    no_report = "not out yet" if year == LAST else "does not print it"
    return (
        row["year"],
        _printed(row, "target") or "none",
        _printed(row, "actual") or no_figure,
        _printed(row, "said") or no_report,
        _VERDICTS.get(row["verdict"], row["verdict"]) or "–",
    )


def _printed(row: Mapping[str, str], column: str) -> str:
    """A figure as the table shows it: about 3 %, at least 900 万人, 6.5 to 7 %, down at least 3 %."""
    if not row[column]:
        return ""
    bound = row.get(f"{column}_bound", "")
    high = row.get(f"{column}_high", "")
    number, falls = row[column], row[column].startswith("-") and column != "actual" and bound not in ("", "exact")
    if falls:
        bound = _TURNED.get(bound, bound)
        number = number.removeprefix("-")
    words = ("down " if falls else "") + _BOUNDS.get(bound, "")
    return f"{words}{number.replace('-', '−')}{f' to {high}' if high else ''} {row[f'{column}_unit']}"


if __name__ == "__main__":
    tables = judged_nation(Path(sys.argv[1]))
    sys.stdout.write(document(rows(tables), disagreements(tables)[0]))
