"""Codelists of codes.csv as tables for SQL: what a code counts as, and its order, stand there and are spelled in no .sql.

Belongs here: their form. Does not: the codes (``schemas/codelists/codes.csv``).
"""

import polars as pl

from schemas import contract


def statuses() -> pl.DataFrame:
    """Every ``status`` with its order (``status_order``), and whether it is ``decided``."""
    return _codes("status").select("decided", status="code", status_order="order")


def source_kinds() -> pl.DataFrame:
    """Every ``source_kind`` with its order (``source_order``): of two sources the one of the lower number is heard."""
    return _codes("source_kind").select(source_kind="code", source_order="order")


def _codes(codelist: str) -> pl.DataFrame:
    return contract.codelist("codes").filter(codelist=codelist).with_row_index("order", offset=1)
