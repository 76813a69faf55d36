"""The table ``packages``."""

import polars as pl

from schemas import columns
from schemas.contract import SHA256, Table, column, text


class Packages(Table):
    """What is published: one row a package, its latest version. Kept in the store; the catalogue tells the same to readers."""

    package: str = text("数据包", "Name of the package.")
    version: str = columns.version("Its latest version.")
    path: str = text("路径", "Folder of the version below published/.")
    descriptor_sha256: str = text(
        "描述文件SHA-256", "Hash of its datapackage.json, which holds the hashes of all tables.", str_matches=SHA256
    )
    tables: pl.Int64 = column("表数", "Number of tables.", ge=1)
    rows: pl.Int64 = column("行数", "Rows of all tables.", ge=0)
    changed: pl.Boolean = column("是否更新", "Whether the last run made a new version.")
    published: pl.Boolean = column("是否发布", "Whether readers see it, or it is built and checked only.")

    class Config(Table.Config):
        unique = ["package"]
