"""Promises without a number, from the plan part of a report: start building this railway, draw up that law."""

import polars as pl

from schemas.contract import Table, column, text


class Commitments(Table):
    commitment_id: str = text(
        "编号",
        "report_id, @ and the offset of the thing promised in the canonical text.",
        str_matches=r"^\d{6}-\d{4}@\d+$",
    )
    report_id: str = text("报告编号", "GB/T 2260 region code and report year.", refers_to="reports.report_id")
    region_code: str = text(
        "行政区划代码",
        "GB/T 2260 code of the government; the nation is 100000.",
        concept="REF_AREA",
        refers_to="regions.region_code",
    )
    year: pl.Int32 = column("报告年份", "Year of the report.", ge=1949, le=2100)
    action: str = text("动作", "The deed, in the report's word: 开工建设, 建成, 前期工作, 出台, 创建 ...")
    object: str = text("对象", "The thing it is done to; of a list each thing has a row.")
    section: str = text("章节", "Heading the sentence stands under.", nullable=True)
    quote: str = text("原文", "The clause, verbatim.")
    char_start: pl.Int64 = column(
        "起始位置", "Offset of the quote's first character in the canonical text.", unit="character", ge=0
    )
    char_end: pl.Int64 = column(
        "结束位置", "Offset after the quote's last character in the canonical text.", unit="character", ge=1
    )
    rule: str = text("语法规则", "verb_first (开工建设甲) or verb_last (推动甲建成投用).")

    class Config(Table.Config):
        unique = ["commitment_id"]
