"""Quantities promised for the coming year, or for a later deadline."""

from schemas.statement import Statement


class Targets(Statement):
    """One promise a row; see ``Statement`` for the columns."""
