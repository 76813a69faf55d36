"""What a package holds: of the stored tables and the codelists the rows that belong to its regions and years.

Belongs here: choosing and ordering rows. Does not: any file form.
"""

from collections.abc import Mapping

import polars as pl

import schemas
from pipelines.packages.definition import Definition
from schemas import contract

CODELISTS = (
    "indicators", "indicator_relations", "polarities", "verdict_rules", "method_constants", "regions", "units", "codes",
)  # fmt: skip

# Columns that hold sentences of the reports.
SENTENCES = ("quote", "section", "paragraph", "claim_quote")
# Ids that end in an offset into the report's text.
PLACED = ("target_id", "commitment_id", "claim_id")


def contents(definition: Definition, stored: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The package's tables in its definition's order: published columns only, sorted by primary key.

    Args:
        definition: the package.
        stored: the tables of the store by name; rows of other regions and years may be among them.
    """
    ours_are = [pl.lit(value=True)]
    ours_are += [pl.col("region_code").is_in(definition.regions)] if definition.regions else []
    ours_are += [pl.col("year").is_in(definition.years)] if definition.years else []
    reports = stored["reports"].filter(*ours_are)
    ours = list(reports["report_id"])
    targets = stored["targets"].filter(pl.col("report_id").is_in(ours))
    matches = stored["matches"].filter(pl.col("target_id").is_in(list(targets["target_id"])))
    made = {
        "reports": reports,
        "targets": targets,
        **{
            table: stored[table].filter(pl.col("report_id").is_in(ours))
            for table in ("achieved", "commitments", "claims")
        },
        "outcomes": stored["outcomes"].filter(pl.col("report_id").is_in(ours)),
        "matches": matches,
        "statistics": stored["candidates"]
        .filter(pl.col("statistic_id").is_in(list(matches["statistic_id"])))
        .unique("statistic_id", keep="first", maintain_order=True)
        .drop("year"),
        "conflicts": stored["conflicts"].filter(*ours_are),
    }
    made |= {table: frame for table, frame in stored.items() if table not in made} | _codelists(made)
    # Measured, not made: who builds a package hands it in.
    tables = [table for table in definition.tables if table in made or table != "extraction_scores"]
    return {table: published(table, made[table], definition.text) for table in tables}


def _codelists(made: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Codelists whole, but of indicators and regions only what the package names, so that a longer list changes no package."""
    lists = {name: contract.codelist(name) for name in CODELISTS}
    named = {
        code
        for table in ("targets", "achieved", "claims", "statistics")
        for code in made[table]["indicator_id"].drop_nulls()
    }
    lists["indicator_relations"] = lists["indicator_relations"].filter(
        pl.col("indicator_id").is_in(named) & pl.col("other_indicator_id").is_in(named)
    )
    lists["polarities"] = lists["polarities"].filter(pl.col("indicator_id").is_in(named))
    named |= set(lists["verdict_rules"]["indicator_id"].drop_nulls())
    lists["indicators"] = lists["indicators"].filter(pl.col("indicator_id").is_in(named))
    places = set(made["reports"]["region_code"]) | set(made["statistics"]["region_code"])
    places |= {row["parent"] for row in lists["regions"].to_dicts() if row["region_code"] in places and row["parent"]}
    lists["regions"] = lists["regions"].filter(pl.col("region_code").is_in(places))
    return lists


def published(table: str, frame: pl.DataFrame, text: str = "whole") -> pl.DataFrame:
    """A table as it is published: without the columns of the store, sorted by its key (ids of a report by their offset)."""
    model = schemas.model(table)
    hidden = [name for name, spec in model.to_schema().columns.items() if (spec.metadata or {}).get("store_only")]
    hidden += [name for name in SENTENCES if text == "none" and name in frame.columns]
    keys = contract.primary_key(model)
    return (_in_text_order(frame, keys) if keys[0] in PLACED else frame.sort(keys)).drop(hidden)


def _in_text_order(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    ids = pl.col(keys[0])
    return frame.sort(ids.str.split("@").list.first(), ids.str.extract(r"@(\d+)").cast(pl.Int64), *keys)
