"""The table ``commitments``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, text


class Commitments(Table):
    """Targets without a number, from the plan part of a report: start building this railway, draw up that law."""

    commitment_id: str = text(
        "编号",
        "report_id, @ and the offset of the thing set in the report's text.",
        str_matches=r"^\d{6}-\d{4}@\d+$",
    )
    report_id: str = columns.report_id()
    region_code: str = columns.government()
    year: pl.Int32 = columns.year()
    action: str = columns.action("The deed, in the report's word: 开工建设, 建成, 前期工作, 出台, 创建 ...")
    object: str = text("对象", "The thing it is done to; of a list each thing has a row.")
    section: str = columns.section()
    quote: str = columns.quote()
    char_start: pl.Int64 = columns.char_start()
    char_end: pl.Int64 = columns.char_end()
    rule: str = columns.grammar_rule("verb_first (开工建设甲) or verb_last (推动甲建成投用).")
    list_id: str = columns.list_id()

    class Config(Table.Config):
        unique = ["commitment_id"]
