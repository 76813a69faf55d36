"""The table ``reports``."""

from schemas.contract import column
from schemas.inventory import Inventory


class Reports(Inventory):
    """One government's yearly work report: where it is from, and the canonical text that offsets point into."""

    text: str = column(
        "正文",
        "The canonical text: decoded, markup, page chrome and wrapped lines removed, nothing else normalised.",
        store_only=True,
    )
