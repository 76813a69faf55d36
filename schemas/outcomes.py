"""What became of each target: the best figure and a judgement, by the method's rule table."""

import polars as pl

from schemas.contract import Number, Table, column, text


class Outcomes(Table):
    target_id: str = text("目标编号", "The target.", refers_to="targets.target_id")
    report_id: str = text("报告编号", "Report of the target.", refers_to="reports.report_id")
    year: pl.Int32 = column("报告年份", "Year of the target's report.", ge=1949, le=2100)
    statistic_id: str = text(
        "统计编号", "The figure that judged it; null for no_data.", nullable=True, refers_to="statistics.statistic_id"
    )
    actual: Number = column("实际值", "The figure, in the target's unit.", nullable=True)
    actual_bound: str = column(
        "实际值界限",
        "at_least, at_most or about where the source prints one; null for an exact figure.",
        codelist="bound",
        nullable=True,
    )
    gap: Number = column(
        "差距",
        "actual minus target in the target's unit; percentage points for growth and ratio; to the nearer end of a range, 0 inside.",
        nullable=True,
    )
    margin: Number = column(
        "余量", "The gap turned so that positive is better; null where both sides are bad.", nullable=True
    )
    attainment: Number = column(
        "完成率", "actual divided by target, amounts only; null for a target of 0.", unit="1", nullable=True
    )
    reached: pl.Boolean = column(
        "达到原值", "Whether the printed number itself was reached: no tolerance, no leniency.", nullable=True
    )
    status: str = column("判定", "The verdict.", codelist="status", concept="OBS_STATUS")
    rule: str = text(
        "判定规则", "Row of verdict_rules that gave the tolerances; null where none was needed.", nullable=True
    )
    tolerance_used: pl.Boolean = column("使用容差", "Whether the verdict rests on a tolerance.", nullable=True)
    tolerance_sensitive: pl.Boolean = column(
        "容差敏感", "Whether the verdict changes when the tolerances together are none, half or double.", nullable=True
    )
    price_basis: str = column("价格口径", "Price basis of the target.", codelist="price_basis", nullable=True)
    price_basis_conflict: pl.Boolean = column(
        "价格口径冲突", "Whether a real and a nominal figure exist and decide differently.", nullable=True
    )
    why_zh: str = text("判定说明", "What was promised, what came, which rule decided, in Chinese.")
    why_en: str = text("Explanation", "What was promised, what came, which rule decided, in English.")
    polarity: str = column("方向", "Which side is better, as used.", codelist="polarity")
    polarity_source: str = column("方向来源", "Whether from the dated table or by default.", codelist="polarity_source")
    claim: str = column(
        "自我评价",
        "What the next report says of the target; null while it is not at hand.",
        codelist="claim",
        nullable=True,
    )
    claim_quote: str = text("自我评价原文", "Its words.", nullable=True)
    comparator_status: str = column(
        "比较判定", "Verdict on a target without a number.", codelist="comparator_status", nullable=True
    )
    comparability: str = column(
        "可比性",
        "Whether the best candidate may judge the target; null without one.",
        codelist="comparability",
        nullable=True,
    )
    comparability_reason: str = column("可比性原因", "What differs.", codelist="comparability_reason", nullable=True)
    status_latest: str = column("最新判定", "The verdict on the newest vintage.", codelist="status")
    pace: Number = column(
        "进度",
        "For an open period: share of the way made, divided by the share of the time gone; null otherwise.",
        unit="1",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["target_id"]
