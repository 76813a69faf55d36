"""The table ``inventory``."""

import polars as pl

from schemas import columns
from schemas.contract import SHA256, Table, column, text


class Inventory(Table):
    """Every report that is at hand: which file it is, whose and of which year, and where it is from. Kept in the store."""

    report_id: str = columns.report_key()
    region_code: str = columns.government()
    year: pl.Int32 = columns.year("Year of the report, the year that its targets are for.")
    title: str = columns.title()
    source_url: str = columns.source_url("Address the text was taken from; null where not known.")
    published: pl.Date = columns.published("Date of the report; null where not known.")
    published_precision: str = columns.published_precision("Whether day, month or year of published is known.")
    file: str = text("原始文件", "Path of the raw file below raw/.")
    encoding: str = column("编码", "Encoding that the raw file was read in.", isin=["utf-8", "gb18030"])
    raw_sha256: str = text("原始文件校验码", "SHA-256 of the raw file's bytes.", str_matches=SHA256)
    text_sha256: str = columns.text_sha256()
    chars: pl.Int64 = columns.chars()
    level: str = columns.level()
    text_from: str = text(
        "文本来源",
        "Where the text at hand was taken from: repository@commit/path, else an address; null where not known.",
        title_en="where the text was taken from",
        nullable=True,
    )
    collection: str = text(
        "文集", "Collection that the file lies in: raw, or its name in the settings.", store_only=True
    )
    disagreement: str = text(
        "互证分歧",
        "What disagrees on whose report it is and of which year; null where nothing does.",
        nullable=True,
        store_only=True,
    )

    class Config(Table.Config):
        unique = ["report_id"]
