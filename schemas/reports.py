"""One government's yearly work report: where it is from, and the canonical text that offsets point into."""

from schemas.contract import column
from schemas.inventory import Inventory


class Reports(Inventory):
    """A report of the inventory with its text."""

    text: str = column(
        "正文", "The canonical text: decoded, markup and page chrome removed, nothing else normalised.", store_only=True
    )
