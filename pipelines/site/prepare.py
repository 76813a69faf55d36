"""The latest versions of all packages as one data set, in words, once for all pages.

Belongs here: which package tells of which report, and the tables that pages read. Does not: what a page says of them.

The prepared tables, each sorted so that a piece of it is read without the rest:

- ``rows``: a row a target with its outcome and figure (``forms.rows.joined``) in words of both languages (``forms.readable.in_words``), and
  ``for_year`` (whether it is for its report's year itself), ``changed`` (whether the newest figure turned its verdict: both
  decide, and not alike), ``anchor`` (its id within its report), ``headline_of_report`` (whether it stands for its report in ``headline``),
  ``level`` (of its government), ``rank`` (below ``CODED`` the headline indicators in their order, then those with a code, from ``UNCODED`` on the rest) and, where a
  package holds the text, ``section``, ``paragraph``, ``quote``, ``claim_quote`` and those of the table ``passages``; in the order of places, reports and text.
- ``coded``: the rows that have an indicator, in the order of indicators, years and places.
- ``places``, ``indicators``, ``years``: with names, and how many ``reports``, ``targets``, ``judged`` and ``met`` there are.
- the tables of ``BESIDE``, as the packages have them.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.forms.readable import in_words
from pipelines.forms.rows import joined
from pipelines.packages.catalogue import read_catalog
from pipelines.packages.checks.files import hash_faults
from pipelines.packages.contents import ends
from pipelines.packages.counts import once
from pipelines.packages.metadata.descriptor import DESCRIPTOR
from pipelines.packages.naming import inside
from pipelines.packages.package import Package
from pipelines.site import keys, regions
from pipelines.site.source import Edition, Source
from pipelines.site.tally import TALLY
from schemas import anchors, codelists, contract
from schemas.errors import InputError

# A package is drawn when it has these; older ones lack some.
_NEEDED = {"reports", "targets", "outcomes", "statistics", "results"}
BESIDE = (
    "achieved", "answers_by_region_year", "claims", "conflicts", "headline", "matches", "never_reported", "project_lists", "readings",
    "reports", "results", "statistics", "targets_after", "verdict_checks", "verdict_rules", "vintages",
)  # fmt: skip
# What pages cite of a descriptor.
_NAMED = ("created", "contributors", "licenses", "keywords")
# Columns of a target that hold words of the reports, by the table that has them, where a package holds any.
_TEXTS: dict[str, dict[str, Any]] = {
    "targets": dict.fromkeys(("section", "paragraph", "quote"), pl.String),
    "outcomes": {"claim_quote": pl.String},
    "passages": {"before": pl.String, "sentence": pl.String, "sentence_start": pl.Int64, "after": pl.String},
}
# Of these the rows of the largest package stand for all: they are about the method.
_OF_METHOD = ("verdict_checks", "verdict_rules")
_ROWS_A_GROUP = 2_000
# From which ``rank`` on an indicator is no headline one, and from which it has no code.
CODED, UNCODED = 100, 200


def editions(published: Path) -> tuple[Edition, ...]:
    """The latest version of every package, that with the most reports first.

    Raises:
        InputError: a version cannot be opened, or none is there whose targets can be drawn.
    """
    listed = []
    for name, package in read_catalog(published)["packages"].items():
        entry = next((each for each in package["versions"] if each["version"] == package["latest"]), None)
        if entry is not None and "withdrawn" not in entry:
            listed.append(_edition(name, inside(published, entry["path"]), entry, tuple(package["versions"])))
    listed.sort(key=lambda edition: (not edition.drawn, -edition.reports, edition.name))
    if not listed or not listed[0].drawn:
        reason = "no package in it has the tables that the site is made of: " + ", ".join(sorted(_NEEDED))
        reason = reason if listed else "nothing is published in it"
        raise InputError(published, "", reason, "Publish a package that judges, as `mubiao run` does")
    return tuple(listed)


def _edition(name: str, folder: Path, entry: Mapping[str, Any], versions: tuple[Mapping[str, Any], ...]) -> Edition:
    package = Package.open(folder)
    _refuse_other(package, entry)
    names = package.table_names
    reports = package.table("reports", ["report_id"]).height if "reports" in names else 0
    descriptor = {key: value for key, value in package.descriptor.items() if key != "resources"}
    return Edition(name, package.version, folder, entry, descriptor, reports, names >= _NEEDED, versions)


def _refuse_other(package: Package, entry: Mapping[str, Any]) -> None:
    """Refuse a version whose files are not those that were published: pages would say what no package says.

    Raises:
        InputError: the descriptor does not say what pages cite; a file of a table is missing or has another hash, or the descriptor that lists the hashes has.
    """
    if missing := [name for name in _NAMED if not package.descriptor.get(name)]:
        reason = f"it does not say {', '.join(missing)}"
        raise InputError(package.files.folder / DESCRIPTOR, "", reason, "Get the package again from its publisher")
    is_listed = package.files.measure(DESCRIPTOR).sha256 == entry["descriptor_sha256"]
    faults = hash_faults(package) if is_listed else [f"{DESCRIPTOR}: its SHA-256 is not that of the catalogue"]
    if faults:
        cure = "Restore it from the history of the repository, or get the package again from its publisher"
        raise InputError(package.files.folder, "", faults[0], cure)


def prepare(published: Path, into: Path, *, address: str = "", contact: str = "") -> Source:
    """Write the prepared tables into a folder.

    Args:
        published: the folder that readers see; nothing else is read.
        into: an empty folder.
        address: the address of the site; empty where it has none yet.
        contact: where errors are reported to; empty where there is nobody.

    Raises:
        InputError: a package cannot be opened, or none can be drawn; a key or code has no form that pages could name files by.
    """
    source = Source(into, editions(published), address.rstrip("/"), contact)
    parts = list(_parts([edition for edition in source.editions if edition.drawn]))
    rows = _rows(parts)
    _write(source, "rows", rows)
    _write(
        source,
        "coded",
        rows.filter(pl.col("indicator_id").is_not_null()).sort(
            "indicator_id", "year", "region_code", maintain_order=True
        ),
    )
    for name in BESIDE:
        if tables := [part[name] for part in parts if name in part]:
            table = tables[0] if name in _OF_METHOD else pl.concat(tables, how="diagonal_relaxed")
            if name == "statistics":  # one figure may judge targets of several packages
                table = table.unique("statistic_id", keep="first", maintain_order=True)
            _write(source, name, table)
    for name, table in _counted(rows, pl.read_parquet(into / "reports.parquet")).items():
        _write(source, name, table)
    return source


def _write(source: Source, name: str, table: pl.DataFrame) -> None:
    titles = [_said_once(title) for title in ("title", "source_title") if title in table.columns]
    table.with_columns(titles).write_parquet(source.folder / f"{name}.parquet", row_group_size=_ROWS_A_GROUP)


def _said_once(title: str) -> pl.Expr:
    """A column of titles without their repetition: some sites print that of a report twice on end."""
    half = pl.col(title).str.len_chars() // 2
    first, second = pl.col(title).str.head(half), pl.col(title).str.slice(half)
    return pl.when(first == second).then(first).otherwise(pl.col(title)).alias(title)


def _parts(drawn: Sequence[Edition]) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of each package, of the reports that no larger package tells of; the texts that another holds of the same report beside them."""
    packages = [Package.open(edition.folder) for edition in drawn]
    texts = pl.concat([_texts(package) for package in packages]).unique("target_id", keep="first", maintain_order=True)
    taken: set[str] = set()
    for package in packages:
        names = package.table_names
        reports = _table(package, "reports").filter(pl.col("report_id").is_in(taken).not_())
        own = set(reports["report_id"])
        taken |= own
        tables = {
            name: _with_ends(_of_reports(_table(package, name), own))
            for name in {*BESIDE, "targets", "outcomes"} & names
        }
        of_texts = texts.join(reports.select("report_id", "text_sha256"), on=["report_id", "text_sha256"], how="semi")
        tables["texts"] = of_texts.drop("report_id", "text_sha256")
        yield tables


def _table(package: Package, name: str) -> pl.DataFrame:
    """A table whose keys and codes may name files and anchors."""
    table = package.table(name)
    keys.refuse_odd(package.files.folder, name, table)
    return table


def _texts(package: Package) -> pl.DataFrame:
    """The words of the report and of the next that a package holds of its targets; no row where it holds none."""
    rows = package.table("targets").select("target_id", "report_id")
    rows = rows.join(package.table("reports").select("report_id", "text_sha256"), on="report_id", maintain_order="left")
    for name, columns in _TEXTS.items():
        held = package.table(name) if name in package.table_names else pl.DataFrame(schema={"target_id": pl.String})
        missing = [pl.lit(None, kind).alias(column) for column, kind in columns.items() if column not in held.columns]
        texts = held.with_columns(missing).select("target_id", *columns)
        rows = rows.join(texts, on="target_id", how="left", maintain_order="left")
    return rows.filter(pl.col("quote").is_not_null())


def _of_reports(table: pl.DataFrame, reports: set[str]) -> pl.DataFrame:
    """The rows of a table that are of these reports; all of a table that is not about reports."""
    if "report_id" in table.columns and "claim_id" not in table.columns[:1]:
        of = pl.col("report_id")
    # Before its target: a row of ``headline`` also tells of a report that set none.
    elif {"region_code", "year"} <= set(table.columns):
        of = pl.col("region_code") + "-" + pl.col("year").cast(pl.String)
    elif "target_id" in table.columns:
        of = pl.col("target_id").str.split("@").list.first()
    else:
        return table
    return table.filter(of.is_in(reports))


def _with_ends(table: pl.DataFrame) -> pl.DataFrame:
    """A table with the first and last characters of its texts, which a package without texts has instead of them."""
    missing = [
        name for name, anchor in anchors.ANCHORS.items() if name in table.columns and anchor[0] not in table.columns
    ]
    return table.with_columns(
        end.alias(anchor) for name in missing for end, anchor in zip(ends(name), anchors.ANCHORS[name], strict=True)
    )


def _rows(parts: Sequence[dict[str, pl.DataFrame]]) -> pl.DataFrame:
    """The table ``rows``."""
    levels = contract.codelist("regions").select("region_code", "level")
    order = codelists.codes("headline")
    ranks = {row["indicator_id"]: order.index(row["headline"]) for row in codelists.read("headlines")}
    joined_parts = []
    for part in parts:
        rows = in_words(joined({name: table for name, table in part.items() if name != "texts"}))
        # A long name is cut in a package: its topic is that of the whole one.
        topics = part["results"].select("target_id", "topic")
        rows = rows.drop("topic").join(topics, on="target_id", how="left", maintain_order="left")
        texts = part["texts"]
        rows = rows.drop([name for name in texts.columns if name != "target_id"], strict=False)
        joined_parts.append(rows.join(texts, on="target_id", how="left", maintain_order="left"))
    rows = pl.concat(joined_parts, how="diagonal_relaxed").join(
        levels, on="region_code", how="left", maintain_order="left"
    )
    rank = pl.col("indicator_id").replace_strict(ranks, default=None, return_dtype=pl.Int64)
    named = pl.when(pl.col("indicator_id").is_not_null()).then(CODED).otherwise(UNCODED)
    rows = rows.with_columns(
        for_year=(pl.col("period") == pl.col("year").cast(pl.String))
        & (pl.col("period_kind") != "part_of_year").fill_null(value=True),
        changed=(pl.col("status") != pl.col("status_latest")).fill_null(value=False)
        & pl.all_horizontal(pl.col("status", "status_latest").is_in(codelists.decided())),
        headline_of_report=pl.col("target_id").is_in(_headline_targets(parts)),
        anchor=pl.col("target_id").str.split("@").list.last(),
        rank=pl.coalesce(rank, named),
    )
    return in_text(rows)


def _headline_targets(parts: Sequence[dict[str, pl.DataFrame]]) -> list[str]:
    """The targets that stand for their reports in the table ``headline``."""
    chosen = [part["headline"].filter(state="target")["target_id"].to_list() for part in parts if "headline" in part]
    return [target for some in chosen for target in some]


def in_text(rows: pl.DataFrame) -> pl.DataFrame:
    """Targets with their anchors in the order of reports and of their texts."""
    # Targets of one clause begin at one place; of the parts of 10348.2 each is a number: 9997 stands before 10007.
    parts = pl.col("anchor").str.split(".")
    numbers = [parts.list.get(place, null_on_oob=True).cast(pl.Int64, strict=False).fill_null(0) for place in range(2)]
    return rows.sort("report_id", "char_start", *numbers, "target_id")


def _counted(rows: pl.DataFrame, reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables ``places``, ``indicators`` and ``years``."""
    of_each = once(rows)

    def by(key: str) -> pl.DataFrame:
        return of_each.filter(pl.col(key).is_not_null()).group_by(key).agg(**TALLY)

    span = {"reports": pl.len(), "first_year": pl.col("year").min(), "last_year": pl.col("year").max()}
    governments = of_each.group_by("indicator_id").agg(
        places=pl.col("region_code").n_unique(), first_year=pl.col("year").min(), last_year=pl.col("year").max()
    )
    return {
        "places": regions.table()
        .join(reports.group_by("region_code").agg(**span), on="region_code", maintain_order="left")
        .join(by("region_code"), on="region_code", how="left", maintain_order="left")
        .with_columns(pl.col("targets", "judged", "met").fill_null(0))
        .sort("region_code"),
        "indicators": contract.codelist("indicators")
        .join(by("indicator_id"), on="indicator_id", maintain_order="left")
        .join(governments, on="indicator_id", maintain_order="left")
        .sort("indicator_id"),
        "years": reports.group_by("year")
        .agg(reports=pl.len())
        .join(by("year"), on="year", how="left")
        .with_columns(pl.col("targets", "judged", "met").fill_null(0))
        .sort("year"),
    }
