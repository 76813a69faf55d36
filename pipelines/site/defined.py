"""What the lists of codes say of an indicator: its names, what it counts, how it is judged, what it must not be mixed with.

Belongs here: looking that up. Does not: the words of the page around it.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from pipelines.forms import codes
from pipelines.site.regions import NATION
from schemas import codelists

# The year that the list of breaks names for what holds of all years.
_ALWAYS = 1949


class Margin(NamedTuple):
    """A rule of verdicts: for which measure, how far from the target *about* and *close* reach, and in which unit (pp or percent)."""

    measure: str
    about: str
    near: str
    unit: str


class Other(NamedTuple):
    """An indicator that this one is not to be mixed with: its code, name, how it differs, and why."""

    indicator_id: str
    name: str
    relation: str
    why: str


class Break(NamedTuple):
    """From when on a series is, or is not, one with the year before, where, and why.

    Attributes:
        since: a year; None where it always was so.
        region_code: of which government; None for all of them.
        continuous: whether it is one with the year before.
        why: in the language of the page.
    """

    since: int | None
    region_code: str | None
    continuous: bool
    why: str


def of_headline(headline: str, with_page: Collection[str]) -> str:
    """The indicator that a headline one leads to: the first of its list that has a page, since some target is of it."""
    rows = (row for row in codelists.read("headlines") if row["headline"] == headline)
    return next(row["indicator_id"] for row in rows if row["indicator_id"] in with_page)


def names(indicator_id: str) -> list[str]:
    """The names that reports use of an indicator, besides that of the list, in Chinese, in the list's order."""
    own = next(row["name_zh"] for row in codelists.read("indicators") if row["indicator_id"] == indicator_id)
    aliases = [row["alias"] for row in codelists.read("indicator_aliases") if row["indicator_id"] == indicator_id]
    return [name for name in dict.fromkeys(aliases) if name != own]


def polarities(indicator_id: str, language: str) -> list[tuple[int, str]]:
    """Which side of a target is better, with the year since when, oldest first; none where no rule says."""
    rows = [row for row in codelists.read("polarities") if row["indicator_id"] == indicator_id]
    return [
        (int(row["since"][:4]), codes.label("polarity", row["polarity"])[language])
        for row in sorted(rows, key=lambda row: row["since"])
    ]


def margin(indicator_id: str, measure: str, unit_base: str) -> Margin | None:
    """The rule by which targets of a measure are judged: that of the indicator before that of all; None where none fits."""
    fit = [row for row in codelists.read("verdict_rules") if _fits(row, indicator_id, measure, unit_base)]
    if not fit:
        return None
    rule = min(fit, key=lambda row: int(row["priority"]))
    return Margin(measure, rule["about"], rule["near"], rule["tolerance_unit"])


def _fits(rule: Mapping[str, str], indicator_id: str, measure: str, unit_base: str) -> bool:
    given = {"indicator_id": indicator_id, "measure": measure, "unit_base": unit_base}
    return all(rule[name] in ("", value) for name, value in given.items())


def others(indicator_id: str, language: str, reasons: Mapping[str, Any]) -> list[Other]:
    """The indicators that the list of relations sets beside this one.

    Args:
        indicator_id: of the page.
        language: of the page.
        reasons: the words of the list's reasons by their English (``words/reasons.toml``).
    """
    named = {row["indicator_id"]: row[f"name_{language}"] for row in codelists.read("indicators")}
    return [
        Other(
            row["other_indicator_id"],
            named[row["other_indicator_id"]],
            codes.label("relation", row["relation"])[language],
            reasons[row["reason"]][language],
        )
        for row in codelists.read("indicator_relations")
        if row["indicator_id"] == indicator_id
    ]


def breaks(indicator_id: str, language: str, reasons: Mapping[str, Any]) -> list[Break]:
    """Where the series of an indicator breaks, newest first."""
    rows = [row for row in codelists.read("series_breaks") if row["indicator_id"] == indicator_id]
    return [
        Break(
            None if (since := int(row["since"][:4])) == _ALWAYS else since,
            None if row["region_code"] == NATION else row["region_code"],
            row["continuous"] == "true",
            reasons[row["reason"]][language],
        )
        for row in sorted(rows, key=lambda row: (row["since"], row["region_code"]), reverse=True)
    ]
