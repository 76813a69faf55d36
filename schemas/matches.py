"""Every pair of a target and a statistic that could judge it, the best first."""

import polars as pl

from schemas.contract import Table, column, text


class Matches(Table):
    target_id: str = text("目标编号", "The target.", refers_to="targets.target_id")
    statistic_id: str = text("统计编号", "The candidate.", refers_to="statistics.statistic_id")
    year: pl.Int32 = column("报告年份", "Year of the target's report.", ge=1949, le=2100)
    comparability: str = column("可比性", "Whether the figure may judge the target.", codelist="comparability")
    comparability_reason: str = column(
        "可比性原因", "What differs; null where comparable.", codelist="comparability_reason", nullable=True
    )
    rank: pl.Int32 = column("次序", "1 for the best candidate of the target.", ge=1)
    link: str = column(
        "关联方式", "How the two were linked: code, by the indicator's code.", isin=["code"], store_only=True
    )
    verdict: str = column(
        "该数字的判定",
        "What the figure says of the target; null where it may not judge it, or while the period is open.",
        codelist="status",
        nullable=True,
        store_only=True,
    )

    class Config(Table.Config):
        unique = ["target_id", "statistic_id"]
