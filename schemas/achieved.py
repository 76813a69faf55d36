"""Quantities that a report states of the past, from its review part."""

from schemas.statement import Statement


class Achieved(Statement):
    """One figure a row; see ``Statement`` for the columns. ``strength`` and ``binding`` are null."""
