"""The table ``targets``."""

from schemas.statement import Statement


class Targets(Statement):
    """Quantities promised for the coming year, or for a later deadline.

    One promise a row; see ``Statement`` for the columns.
    """
