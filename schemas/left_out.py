"""The table ``left_out``."""

from schemas.contract import Table, column

KINDS = ["set_aside", "superseded", "ignored"]


class LeftOut(Table):
    """Files among the reports that are none, each with the reason and the cure. Kept in the store; packages tell how many there are."""

    file: str = column("文件", "Path of the file in its collection, `<place>/<name>`; of raw/ below raw/.")
    place: str = column("位置", "Where in the file; null for the file as a whole.", nullable=True)
    reason: str = column("原因", "Why it is no report that can be used.")
    cure: str = column("办法", "What to do about it.")
    collection: str = column("文集", "Collection that the file lies in.")
    kind: str = column(
        "类型",
        "set_aside: a report that cannot be used; superseded: the report is read from another file; ignored: a name that is no report's.",
        isin=KINDS,
    )

    class Config(Table.Config):
        unique = ["collection", "file"]
