"""What a report says of the targets of the year before: exceeded, fulfilled, or admitted not to be reached."""

import polars as pl

from schemas.contract import ISO_PERIOD, Table, column, text


class Claims(Table):
    claim_id: str = text(
        "编号",
        "report_id, @ and the offset of the claim's words in the canonical text; .2 and so on for further indicators.",
        str_matches=r"^\d{6}-\d{4}@\d+(\.\d+)?$",
    )
    report_id: str = text("报告编号", "The report that claims.", refers_to="reports.report_id")
    region_code: str = text(
        "行政区划代码",
        "GB/T 2260 code of the government; the nation is 100000.",
        concept="REF_AREA",
        refers_to="regions.region_code",
    )
    year: pl.Int32 = column("报告年份", "Year of the report that claims.", ge=1949, le=2100)
    period: str = text(
        "目标期", "Year that the claim is about, ISO 8601.", concept="TIME_PERIOD", str_matches=ISO_PERIOD
    )
    claim: str = column("自我评价", "What is claimed.", codelist="claim")
    indicator: str = text(
        "指标",
        "What the claim is about, in the report's words; null where it is about all targets at once.",
        nullable=True,
    )
    indicator_id: str = text(
        "指标代码",
        "Code on the codelist of indicators; null where not on it.",
        nullable=True,
        concept="INDICATOR",
        refers_to="indicators.indicator_id",
    )
    section: str = text("章节", "Heading the sentence stands under.", nullable=True)
    quote: str = text("原文", "The clause, verbatim.")
    char_start: pl.Int64 = column(
        "起始位置", "Offset of the quote's first character in the canonical text.", unit="character", ge=0
    )
    char_end: pl.Int64 = column(
        "结束位置", "Offset after the quote's last character in the canonical text.", unit="character", ge=1
    )

    class Config(Table.Config):
        unique = ["claim_id"]
