"""The table ``achieved``."""

from schemas.contract import column
from schemas.statement import Statement


class Achieved(Statement):
    """Quantities that a report states of the past, from its review part.

    One figure a row; see ``Statement`` for the columns. ``strength`` and ``binding`` are null.
    """

    period_in_doubt: bool = column(
        "时期存疑",
        "Whether what is added may be of all the years that the review is about, and not of the last, as period says; such a figure judges only where something else bears it out.",
        title_en="year in doubt",
    )
