"""The table ``targets``."""

from schemas import columns
from schemas.contract import text
from schemas.statement import Statement


class Targets(Statement):
    """Quantities set for the coming year, or for a later deadline.

    One target a row; see ``Statement`` for the columns.
    """

    repeats: str = text(
        "重复目标",
        "The first target of the report that is the same; null for the first and for what stands there once. Counted once in every share.",
        title_en="repeats",
        nullable=True,
        refers_to="targets.target_id",
    )
    list_id: str = columns.list_id()
