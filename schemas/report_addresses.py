"""Where reports were published, and what tells whether a text is the report: a table of raw/reference, never published."""

import polars as pl

from schemas.contract import SHA256, Table, column, text


class ReportAddresses(Table):
    report_id: str = text("报告编号", "GB/T 2260 region code and report year.", str_matches=r"^\d{6}-\d{4}$")
    region_code: str = text(
        "行政区划代码",
        "GB/T 2260 code of the government; the nation is 100000.",
        concept="REF_AREA",
        refers_to="regions.region_code",
        str_matches=r"^\d{6}$",
    )
    year: pl.Int32 = column("报告年份", "Year of the report, the year that its targets are for.", ge=1949, le=2100)
    title: str = text("标题", "Title of the report.")
    source_url: str = text(
        "来源地址", "Address of the page; null where not known.", nullable=True, str_matches=r"^https?://\S+$"
    )
    chars: pl.Int64 = column("字符数", "Length of the canonical text.", unit="character", ge=1)
    text_sha256: str = text("正文SHA-256", "Hash of the canonical text in UTF-8.", str_matches=SHA256)
    letters: pl.Int64 = column("文字数", "How many letters and digits the text has.", unit="character", ge=1)
    letters_sha256: str = text(
        "文字SHA-256", "Hash of the text's letters and digits alone, in NFKC and UTF-8.", str_matches=SHA256
    )

    class Config(Table.Config):
        unique = ["report_id"]
