"""What a package holds: of the stored tables and the codelists the rows that belong to its collections, regions and years.

Belongs here: choosing and ordering rows. Does not: any file form.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

import polars as pl

import schemas
from pipelines.packages import passages, results
from pipelines.packages.definition import Definition
from schemas import anchors, codelists, contract
from schemas.applied_readings import IN_FORCE
from schemas.codelists import places
from schemas.errors import InputError
from schemas.safe_text import SAFE_TEXT

CODELISTS = (
    "topics", "indicators", "indicator_relations", "polarities", "deed_polarities", "head_polarities", "verdict_rules", "meets", "link_words", "plausibility", "series_breaks",
    "topic_words", "glosses", "deeds", "method_constants", "headlines", "regions", "units", "codes",
)  # fmt: skip

NATION = "100000"
# Columns that hold sentences of the reports.
SENTENCES = ("quote", "section", "paragraph", "claim_quote")
# Columns that hold words of the reports that name a thing; where no sentence is published, longer names are cut.
NAMES = ("indicator", "area")
LONGEST_NAME = 30
# The tables that are read out of the texts of reports.
EXTRACTED = ("targets", "achieved", "commitments", "claims", "project_lists")
# Tables of the line that no package holds: ``statistics`` are the candidates that a package names, ``readings`` those of the applied
# ones that are in force.
STORE_ONLY = ("inventory", "left_out", "candidates", "headline_mentions", "applied_readings", "as_of")
# Views that tell of governments and years whether or not there is a report.
HEADLINES = ("headline", "headline_wide")
# Ids that end in an offset into the report's text.
PLACED = ("target_id", "commitment_id", "claim_id", "list_id")


def contents(definition: Definition, stored: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The package's tables in its definition's order: published columns only, sorted by primary key.

    Args:
        definition: the package.
        stored: the tables of the store by name; rows of other collections, regions and years may be among them.

    Raises:
        InputError: the package names a table that there is not.
    """
    return chosen(definition, selection(definition, stored))


def chosen(definition: Definition, selected: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Of every table that a package could hold those that its definition names, as ``contents`` gives them.

    Raises:
        InputError: the package names a table that there is not.
    """
    known = sorted(set(selected) - set(STORE_ONLY))
    if unknown := [table for table in definition.tables if table not in known]:
        place, reason = f"package {definition.name}, tables", f"no table {', '.join(unknown)} can be published"
        raise InputError("definitions.toml", place, reason, f"Use {', '.join(known)}")
    return {table: published(table, selected[table], definition.text) for table in definition.tables}


def selection(definition: Definition, stored: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The rows of a package of every table that it could hold, also of those that it does not name: its verdicts follow from them."""
    reports = reports_of(definition, stored["reports"])
    ours = pl.col("report_id").is_in(list(reports["report_id"]))
    tables = {table: stored[table].filter(ours) for table in EXTRACTED}
    matches = _of_targets(stored["matches"], tables["targets"])
    outcomes = _quoting_own(definition, stored["outcomes"].filter(ours), stored.get("inventory"))
    tables |= {
        "reports": reports,
        "outcomes": outcomes,
        # What a report says of its own targets stands in the next one, which the package need not take.
        "claims": stored["claims"].filter(ours | pl.col("claim_id").is_in(list(outcomes["claim_id"].drop_nulls()))),
        "matches": matches,
        "statistics": stored["candidates"]
        .filter(pl.col("statistic_id").is_in(list(matches["statistic_id"])))
        .unique("statistic_id", keep="first", maintain_order=True)
        .drop("year"),
        "vintages": stored["vintages"].filter(pl.col("target_id").is_in(list(tables["targets"]["target_id"]))),
        "conflicts": stored["conflicts"].filter(*_region_and_year(definition)),
    }
    if "vintages" in stored:
        tables["vintages"] = _of_targets(stored["vintages"], matches)
    regions = list(reports["region_code"].unique())
    for table in HEADLINES:
        if table in stored:
            of_places = stored[table].filter(pl.col("region_code").is_in(regions), *_region_and_year(definition))
            tables[table] = _naming(of_places, tables["targets"])
    if "readings" in stored:
        tables["readings"] = _of_targets(_in_force(stored["readings"], stored["applied_readings"]), tables["targets"])
    tables[results.TABLE] = results.results(tables)
    # Of a package of facts no text is looked into.
    if passages.TABLE in definition.tables:
        tables[passages.TABLE] = passages.passages(tables["targets"], reports)
    return tables | {table: frame for table, frame in stored.items() if table not in tables} | _codelists(tables)


def _of_targets(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The rows that are about one of these targets, or of these pairs of a target and a figure."""
    pair = [name for name in ("target_id", "statistic_id") if name in targets.columns and name in rows.columns]
    return rows.join(targets, on=pair, how="semi", maintain_order="left")


def _naming(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The rows that name one of these targets, or none."""
    if "target_id" not in rows.columns:
        return rows
    return rows.filter(pl.col("target_id").is_null() | pl.col("target_id").is_in(list(targets["target_id"])))


def _in_force(readings: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """The second readings of what is at hand now, with target and figure as they are called now."""
    holds = applied.filter(pl.col("state") == IN_FORCE).select("file", "row", "target_id", "statistic_id")
    called = readings.drop("target_id", "statistic_id").join(holds, on=["file", "row"])
    return called.select(readings.columns)


def rejected(rejects: pl.DataFrame, reports: Collection[str]) -> int:
    """How many rows of these reports broke the contract of a table, by its rows that were set apart."""
    rows = rejects.with_columns(report_id=pl.col("record").str.json_path_match("$.report_id"))
    return rows.filter(pl.col("report_id").is_in(list(reports))).select("report_id", "year", "row").n_unique()


def set_aside(definition: Definition, left_out: pl.DataFrame) -> int:
    """How many files of a package's collections, regions and years were set aside whole, by the table ``left_out``.

    Region and year are those of folder and name, ``<place>/<year>.*``: a file that cannot be used tells no more.
    """
    ours = (
        pl.lit(value=True) if definition.takes_all_collections else pl.col("collection").is_in(definition.collections)
    )
    files = left_out.filter(ours, pl.col("kind") == "set_aside")["file"]
    return sum(_is_of(definition, PurePosixPath(file)) for file in files)


def _is_of(definition: Definition, file: PurePosixPath) -> bool:
    regions, years = definition.regions, [str(year) for year in definition.years]
    return (not regions or places.code(file.parent.name) in regions) and (not years or file.name[:4] in years)


def reports_of(definition: Definition, reports: pl.DataFrame) -> pl.DataFrame:
    """The reports of a package's collections, regions and years."""
    if "collection" in reports.columns and not definition.takes_all_collections:
        reports = reports.filter(pl.col("collection").is_in(definition.collections))
    return reports.filter(*_region_and_year(definition))


def in_no_package(definitions: Iterable[Definition], reports: pl.DataFrame) -> pl.DataFrame:
    """The reports that none of the packages takes."""
    for definition in definitions:
        reports = reports.join(reports_of(definition, reports), on="report_id", how="anti", maintain_order="left")
    return reports


def _quoting_own(definition: Definition, outcomes: pl.DataFrame, inventory: pl.DataFrame | None) -> pl.DataFrame:
    """Outcomes that name and quote a claim of a next report only where the package takes it too: of other reports figures are told, no words."""
    if inventory is None or definition.takes_all_collections:
        return outcomes
    taken = inventory.filter(pl.col("collection").is_in(definition.collections))["report_id"]
    next_report = pl.format("{}-{}", pl.col("report_id").str.head(6), pl.col("year") + 1)
    quoted = next_report.is_in(taken.implode())
    return outcomes.with_columns(
        pl.when(quoted).then(name).otherwise(pl.lit(None, pl.String)).alias(name)
        for name in ("claim_id", "claim_quote")
    )


def _region_and_year(definition: Definition) -> list[pl.Expr]:
    """Conditions on a row that tells its region and year; none where all are meant."""
    conditions = [pl.lit(value=True)]
    conditions += [pl.col("region_code").is_in(definition.regions)] if definition.regions else []
    conditions += [pl.col("year").is_in(definition.years)] if definition.years else []
    return conditions


def _codelists(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Codelists whole, but of indicators, regions and English names only what the package names, so that a longer list changes no package."""
    lists = {name: contract.codelist(name) for name in CODELISTS}
    named = {
        code
        for table in ("targets", "achieved", "claims", "statistics")
        for code in tables[table]["indicator_id"].drop_nulls()
    }
    lists["indicator_relations"] = lists["indicator_relations"].filter(
        pl.col("indicator_id").is_in(named) & pl.col("other_indicator_id").is_in(named)
    )
    lists["polarities"] = lists["polarities"].filter(pl.col("indicator_id").is_in(named))
    of_all = pl.col("indicator_id").is_null()
    lists["plausibility"] = lists["plausibility"].filter(of_all | pl.col("indicator_id").is_in(named))
    targets = tables["targets"]
    called = {codelists.as_listed(name) for name in targets["indicator"].unique()}
    lists["glosses"] = lists["glosses"].filter(pl.col("name_zh").is_in(called))
    lists["deeds"] = lists["deeds"].filter(pl.col("action").is_in(targets["action"].unique().to_list()))
    lists["headlines"] = lists["headlines"].filter(pl.col("indicator_id").is_in(named))
    named |= set(lists["verdict_rules"]["indicator_id"].drop_nulls())
    lists["indicators"] = lists["indicators"].filter(pl.col("indicator_id").is_in(named))
    places = {place for table in ("reports", "statistics", "claims") for place in tables[table]["region_code"]}
    places |= {row["parent"] for row in lists["regions"].to_dicts() if row["region_code"] in places and row["parent"]}
    # Its rows of all regions stand under the nation.
    lists["series_breaks"] = lists["series_breaks"].filter(
        pl.col("indicator_id").is_in(named), pl.col("region_code").is_in(places | {NATION})
    )
    places |= set(lists["series_breaks"]["region_code"])
    lists["regions"] = lists["regions"].filter(pl.col("region_code").is_in(places))
    return lists


def published(table: str, frame: pl.DataFrame, text: str = "whole") -> pl.DataFrame:
    """A table as it is published: without the columns of the store, sorted by its key (ids of a report by their offset).

    Args:
        table: its name.
        frame: its rows.
        text: none leaves out the columns of sentences, and cuts names, which are the reports' words too.
    """
    model = schemas.model(table)
    hidden = [name for name, spec in model.to_schema().columns.items() if (spec.metadata or {}).get("store_only")]
    if text == "none":
        frame = facts(frame)
    # Before it is sorted: the texts of the reports are not copied.
    frame, keys = frame.drop(hidden), contract.primary_key(model)
    return _in_text_order(frame, keys) if keys[0] in PLACED else frame.sort(keys)


def facts(frame: pl.DataFrame) -> pl.DataFrame:
    """A table without its sentences, in whose places stand their ends, and with names that are cut, as they are the reports' words too."""
    if "indicator_en" in frame.columns:  # the Chinese name, where there is no other
        chinese = pl.col("indicator_en") == pl.col("indicator")
        cut = pl.col("indicator_en").str.slice(0, LONGEST_NAME)
        frame = frame.with_columns(indicator_en=pl.when(chinese).then(cut).otherwise("indicator_en"))
    cells: list[pl.Expr] = []
    for name in frame.columns:
        if name in NAMES:
            cells.append(pl.col(name).str.slice(0, LONGEST_NAME))
        elif name in anchors.ANCHORS:
            cells += [end.alias(anchor) for end, anchor in zip(ends(name), anchors.ANCHORS[name], strict=True)]
        elif name not in SENTENCES:
            cells.append(pl.col(name))
    return frame.select(cells)


def ends(name: str) -> tuple[pl.Expr, pl.Expr]:
    """The first characters of a text, and its last ones that are none of them: of the lines that they stand in, and none that a spreadsheet takes for a formula."""
    words = pl.col(name)
    start = words.str.slice(0, anchors.LENGTH).str.extract(r"^([^\n]*)")
    end = words.str.slice(anchors.LENGTH).str.tail(anchors.LENGTH).str.extract(r"([^\n]*)$")
    harmless = end.str.replace(r"^[^\p{L}\p{N}]+", "")
    return _if_safe(start), _if_safe(harmless)


def _if_safe(texts: pl.Expr) -> pl.Expr:
    return pl.when(texts.str.contains(SAFE_TEXT) & (texts != "")).then(texts)


def _in_text_order(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    ids = pl.col(keys[0])
    return frame.sort(ids.str.extract("^([^@]*)"), ids.str.extract(r"@(\d+)").cast(pl.Int64), *keys)
