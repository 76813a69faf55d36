"""The blocks of docs/reference/method.md: the dated tables that a verdict follows from. Belongs here: choosing columns alone."""

from collections.abc import Sequence

from schemas import codelists
from tools.docs.markdown import plain, table


def verdict_rules() -> str:
    """Tolerances, in the order in which they apply."""
    return _table("verdict_rules", ("rule", "indicator_id", "measure", "unit_base", "about", "near", "near_about", "tolerance_unit", "since", "reference"))  # fmt: skip


def constants() -> str:
    """Constants that are no tolerance."""
    return _table("method_constants", ("constant", "value", "unit", "since", "reference"))


def polarities() -> str:
    """Which side of a number is better."""
    return _table("polarities", ("indicator_id", "polarity", "since", "reference"))


def meets() -> str:
    """Which kinds of period and which aspects may meet."""
    return _table("meets", ("compares", "of_target", "of_figure", "may", "since", "reference"))


def plausibility() -> str:
    """How far off a figure may be before its verdict is held."""
    return _table("plausibility", ("rule", "indicator_id", "measure", "unit_base", "compares", "least", "most", "status_reason", "since", "reference"))  # fmt: skip


def series_breaks() -> str:
    """Where growth may be worked out from the levels of two years."""
    return _table("series_breaks", ("indicator_id", "region_code", "since", "continuous", "reason", "reference"))


def relations() -> str:
    """Indicators that are close but not the same."""
    return _table("indicator_relations", ("indicator_id", "other_indicator_id", "relation", "since", "reason"))


def _table(name: str, columns: Sequence[str]) -> str:
    return table(columns, ([plain(row[column]) for column in columns] for row in codelists.read(name)))
