"""The table ``changes``."""

from schemas import columns, contract


class Changes(contract.Table):
    """What differs from the version before: one row a changed cell, and one for a row that came or went."""

    version: str = columns.version("Version that brought the change.")
    table: str = contract.text("表", "Table.")
    key: str = contract.column("主键", "Primary key of the row, as a JSON array.")
    column: str = contract.column("列", "Column that changed; * for a whole row.")
    old: str = contract.column("旧值", "Value before, as text; null where there was none.", nullable=True)
    new: str = contract.column("新值", "Value now, as text; null where there is none.", nullable=True)
    kind: str = contract.column("类型", "What kind of change.", codelist="change_kind")
    reason: str = columns.reason("Which input changed.")

    class Config(contract.Table.Config):
        unique = ["version", "table", "key", "column"]
