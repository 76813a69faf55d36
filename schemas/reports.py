"""The table ``reports``."""

from schemas import contract
from schemas.contract import column
from schemas.inventory import Inventory


class Reports(Inventory):
    """One government's yearly work report: where it is from, and the text that offsets point into."""

    parts: str = column(
        "分段",
        "Whether it is sure where its review ends and its plan begins; nothing of a report where it is doubtful gives a verdict.",
        isin=["sure", "doubtful"],
    )
    parts_doubt: str = contract.text("分段存疑", "Why the parts are doubtful; null where they are sure.", nullable=True)
    text: str = column(
        "正文",
        "The text that is read: decoded, markup, page chrome and wrapped lines removed, nothing else normalised.",
        store_only=True,
    )
