"""What governments set for the next year where a headline target was not met.

Belongs here: counting that, and the largest changes. Does not: the words of the page.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms import codes
from pipelines.site import addresses
from pipelines.site.grid import Place
from pipelines.site.source import Source
from pipelines.wording.numbers import plain, to_places

# A limit that was passed and set lower is no easier: prices are left out.
_LEFT_OUT = "prices"
_NOT_MET = ("near", "missed")
_CUTS, _RAISES = 10, 5


class Counts(NamedTuple):
    """How many targets were not met and set again, and how many of those lower, higher and alike."""

    again: int
    lowered: int
    raised: int
    same: int


class SetAgain(NamedTuple):
    """What followed a miss: the counts, and the rows of the largest changes of rates of growth, cuts first."""

    counts: Counts
    largest: pl.DataFrame


class Change(NamedTuple):
    """A target that was not met and the next one: of whom, of what, and the pages of both."""

    name: str
    page: str
    headline: str
    target: str
    row: str
    result: str
    next_target: str
    next_row: str
    change: str


_COLUMNS = (
    "target_id", "region_code", "target_zh", "target_en", "result_zh", "result_en",
)  # fmt: skip


def set_again(source: Source, year: int, headline: pl.DataFrame | None) -> SetAgain:
    """The headline targets of a year that were not met and that the next report set again."""
    if headline is None or not source.has("targets_after"):
        return SetAgain(Counts(0, 0, 0, 0), pl.DataFrame())
    missed = headline.filter(
        pl.col("state") == "target", pl.col("headline") != _LEFT_OUT, pl.col("status").is_in(_NOT_MET)
    )
    pairs = (
        missed.select("target_id", "headline")
        .join(source.table("targets_after", year=year), on="target_id", maintain_order="left")
        .filter(pl.col("value_base").is_not_null(), pl.col("next_value_base").is_not_null())
        .with_columns(change=pl.col("next_value_base") - pl.col("value_base"))
    )
    signs = [(change > 0) - (change < 0) for change in pairs["change"]]
    tally = Counts(len(signs), signs.count(-1), signs.count(1), signs.count(0))
    rates = pairs.filter(pl.col("measure") == "growth", pl.col("unit_base") == "%", pl.col("change") != 0)
    rates = rates.sort("change", "target_id")
    cuts, raises = rates.filter(pl.col("change") < 0).head(_CUTS), rates.filter(pl.col("change") > 0).tail(_RAISES)
    largest = pl.concat([cuts, raises]).select("headline", "target_id", "next_target_id", "change")
    rows = source.some("rows", _COLUMNS, year=year)
    following = source.some("rows", ("target_id", "target_zh", "target_en"), year=year + 1)
    return SetAgain(
        tally,
        largest.join(rows, on="target_id", maintain_order="left").join(
            following, left_on="next_target_id", right_on="target_id", suffix="_next", maintain_order="left"
        ),
    )


def line(row: Mapping[str, Any], language: str, named: Mapping[str, Place]) -> Change:
    """A row of ``largest`` in the language of the page."""
    change = to_places(row["change"], 2)
    return Change(
        named[row["region_code"]].name,
        addresses.place(row["region_code"]),
        codes.label("headline", row["headline"])[language],
        row[f"target_{language}"],
        addresses.row(row["target_id"]),
        row[f"result_{language}"] or "",
        row[f"target_{language}_next"],
        addresses.row(row["next_target_id"]),
        ("+" if change > 0 else "") + plain(change),
    )
