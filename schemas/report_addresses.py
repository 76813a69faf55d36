"""The table ``report_addresses``."""

import polars as pl

from schemas import columns
from schemas.contract import SHA256, Table, column, text


class ReportAddresses(Table):
    """Where reports were published, and what tells whether a text is the report: a table of raw/reference, never published."""

    report_id: str = columns.report_key()
    region_code: str = columns.government(str_matches=columns.REGION_CODE)
    year: pl.Int32 = columns.year("Year of the report, the year that its targets are for.")
    title: str = columns.title()
    source_url: str = columns.source_url("Address of the page; null where not known.")
    chars: pl.Int64 = columns.chars()
    text_sha256: str = columns.text_sha256()
    letters: pl.Int64 = column("文字数", "How many letters and digits the text has.", unit="character", ge=1)
    letters_sha256: str = text(
        "文字SHA-256", "Hash of the text's letters and digits alone, in NFKC and UTF-8.", str_matches=SHA256
    )

    class Config(Table.Config):
        unique = ["report_id"]
