"""What an indicator is called in English: by its code, else by the gloss of its name, else by its Chinese name in its own script.

There can be half a million rows, so names are expressions over the columns ``indicator`` and ``indicator_id``. Belongs here: which of
the three a row has. Does not: the names (``schemas/codelists/indicators.csv`` and ``glosses.csv``).
"""

from functools import cache

import polars as pl

from schemas import codelists

# Who wrote a gloss that nobody has looked at.
_MACHINE = "machine"


def name_en(indicator: str = "indicator", indicator_id: str = "indicator_id") -> pl.Expr:
    """The English name of a row's indicator; its Chinese name where there is none.

    Args:
        indicator: the column with the name.
        indicator_id: the column with the code.
    """
    return pl.coalesce(english(indicator, indicator_id), pl.col(indicator))


def english(indicator: str = "indicator", indicator_id: str = "indicator_id") -> pl.Expr:
    """The English name of a row's indicator; null where it has none."""
    return pl.coalesce(_looked_up(pl.col(indicator_id), _by_code()), _looked_up(_as_listed(indicator), _glosses()))


def name_en_machine(indicator: str = "indicator", indicator_id: str = "indicator_id") -> pl.Expr:
    """Whether a row's English name is a gloss that a machine wrote; false where it has no English name."""
    coded = pl.col(indicator_id).is_in(list(_by_code()))
    machine = _as_listed(indicator).is_in(list(_by_machine()))
    return (~coded & machine).fill_null(machine.fill_null(value=False))


def _looked_up(keys: pl.Expr, names: dict[str, str]) -> pl.Expr:
    return keys.replace_strict(names, default=None, return_dtype=pl.String)


def _as_listed(column: str) -> pl.Expr:
    """Names as glosses have them (``codelists.as_listed``)."""
    return pl.col(column).str.normalize("NFKC").str.replace_all(codelists.UNWRITTEN, "")


@cache
def _by_code() -> dict[str, str]:
    return {row["indicator_id"]: row["name_en"] for row in codelists.read("indicators")}


@cache
def _glosses() -> dict[str, str]:
    return {row["name_zh"]: row["name_en"] for row in codelists.read("glosses")}


@cache
def _by_machine() -> frozenset[str]:
    return frozenset(row["name_zh"] for row in codelists.read("glosses") if row["translator"] == _MACHINE)
