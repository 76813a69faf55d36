"""What the texts of the site say in numbers, counted over the prepared tables.

Belongs here: counting. Does not: which page says it (``pages``), or in what words (``words``).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from pipelines.packages import counts
from pipelines.packages.metadata.quality import quality
from pipelines.packages.package import Package
from pipelines.site.source import Source
from pipelines.wording.numbers import share
from schemas import codelists

# A government with fewer reports, and a year of which fewer governments' are at hand, is said to have few.
FEW_REPORTS, FEW_GOVERNMENTS = 5, 0.1
_READ = (
    "target_id", "status", "status_latest", "counted", "comparator_status", "answered_by", "claim", "next_report", "status_reason",
    "comparability_reason", "source_kind", "for_year", "changed", "quote", "name_en", "name_en_machine", "tolerance_used",
    "indicator_id",
)  # fmt: skip


class Measured(NamedTuple):
    """What was counted: names of counts that words fill in.

    Attributes:
        numbers: by name, whole numbers.
        shares: by name, percentages and years in words.
        answers: what answers the targets that are due.
        by_source: of the judged targets, by kind of source, how many rest on it; in the order in which figures are chosen.
        right: of the first look at annotated reports and of draws of verdicts, as ``quality`` adds them up.
    """

    numbers: Mapping[str, int]
    shares: Mapping[str, str]
    answers: counts.Answers
    by_source: Mapping[str, int]
    right: Mapping[str, Mapping[str, Mapping[str, object]]]

    @property
    def words(self) -> dict[str, int | str]:
        """Numbers and shares by name, for ``t(key, **words)``."""
        return {**self.numbers, **self.shares}


def measured(source: Source) -> Measured:
    """Count what the texts of a data set say."""
    rows = source.columns("rows", *_READ)
    reports = source.table("reports")
    places = source.table("places")
    answers = counts.answers(rows)
    once = counts.once(rows)
    decided = once.filter(pl.col("status").is_in(codelists.decided()))
    of_source = dict(decided["source_kind"].value_counts().iter_rows())
    own = of_source.get("self_reported", 0)
    unnamed = once["name_en"].str.contains(r"\p{Han}").sum()
    years = source.table("years")
    numbers = {
        "reports": reports.height,
        "governments": places.filter(pl.col("reports") > 0).height,
        "targets": once.height,
        "judged": decided.height,
        "met": decided.filter(status="met").height,
        "repeated": rows.height - once.height,
        "own": own,
        "official": decided.height - own,
        "other_years": once.filter(~pl.col("for_year")).height,
        "no_address": reports["source_url"].null_count(),
        "doubtful": reports.filter(parts="doubtful").height if "parts" in reports.columns else 0,
        "no_text": once["quote"].null_count(),
        "unnamed": int(unnamed or 0),
        "machine": once.filter(pl.col("name_en_machine").fill_null(value=False)).height,
        "coded": once["indicator_id"].count(),
        "few_reports": places.filter(pl.col("reports") < FEW_REPORTS).height,
        "few_years": years.filter(pl.col("reports") < FEW_GOVERNMENTS * places.height).height,
        "turned": once["changed"].sum(),
        "late": once.filter(
            pl.col("status").is_in(codelists.decided()).not_(), pl.col("status_latest").is_in(codelists.decided())
        ).height,
        "tolerated": decided.filter(status="met", tolerance_used=True).height,
        "conflicts": source.table("conflicts").height if source.has("conflicts") else 0,
        "readings": source.table("readings").height if source.has("readings") else 0,
        **{f"of_{status}": count for status, count in counts.by_status(once["status"]).items()},
        **{f"of_{answer}": count for answer, count in answers._asdict().items()},
    }
    shares = {
        "first_year": str(years["year"].min()),
        "last_year": str(years["year"].max()),
        "judged_of_all": share(decided.height, once.height) if once.height else "0%",
        **{
            f"{answer}_share": share(getattr(answers, answer), answers.due) if answers.due else "0%"
            for answer in counts.Answers._fields[2:]
        },
        "own_share": share(own, decided.height) if decided.height else "0%",
        "unnamed_share": share(numbers["unnamed"], once.height) if once.height else "0%",
        "no_address_share": share(numbers["no_address"], reports.height),
    }
    by_source = {kind: of_source.get(kind, 0) for kind in codelists.codes("source_kind")}
    return Measured(numbers, shares, answers, by_source, _right(source))


def of_hundred(part: Any, whole: Any) -> int | str:
    """A part as so many of a hundred; a dash where there is no whole."""
    return round(100 * int(part) / int(whole)) if whole else "–"


def _right(source: Source) -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """How right the largest package is, from its own tables."""
    package = Package.open(source.main.folder)
    held = (name for name in ("extraction_scores", "verdict_checks") if name in package.table_names)
    return quality({name: package.table(name) for name in held})
