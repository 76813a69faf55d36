"""Every report that is at hand: which file it is, whose and of which year, and where it is from. Kept in the store."""

import polars as pl

from schemas.contract import SHA256, Table, column, text


class Inventory(Table):
    report_id: str = text("报告编号", "GB/T 2260 region code and report year.", str_matches=r"^\d{6}-\d{4}$")
    region_code: str = text(
        "行政区划代码",
        "GB/T 2260 code of the government; the nation is 100000.",
        concept="REF_AREA",
        refers_to="regions.region_code",
    )
    year: pl.Int32 = column("报告年份", "Year of the report, the year that its targets are for.", ge=1949, le=2100)
    title: str = text("标题", "Title of the report.")
    source_url: str = text(
        "来源地址",
        "Address the text was taken from; null where not known.",
        nullable=True,
        str_matches=r"^https?://\S+$",
    )
    published: pl.Date = column("发布日期", "Date of the report; null where not known.", nullable=True)
    published_precision: str = column(
        "日期精度", "Whether day, month or year of published is known.", codelist="date_precision", nullable=True
    )
    file: str = text("原始文件", "Path of the raw file below raw/.")
    encoding: str = column("编码", "Encoding that the raw file was read in.", isin=["utf-8", "gb18030"])
    raw_sha256: str = text("原始文件SHA-256", "Hash of the raw file's bytes.", str_matches=SHA256)
    text_sha256: str = text("正文SHA-256", "Hash of the canonical text in UTF-8.", str_matches=SHA256)
    chars: pl.Int64 = column("字符数", "Length of the canonical text.", unit="character", ge=1)
    collection: str = text("文集", "Collection that the file lies in: raw, or its name in the settings.", store_only=True)
    disagreement: str = text(
        "互证分歧", "What disagrees on whose report it is and of which year; null where nothing does.", nullable=True, store_only=True
    )

    class Config(Table.Config):
        unique = ["report_id"]
