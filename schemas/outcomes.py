"""The table ``outcomes``."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column, text


class Outcomes(Table):
    """What became of each target: the best figure and a judgement, by the method's rule table."""

    target_id: str = columns.target_id()
    report_id: str = columns.report_id("Report of the target.")
    year: pl.Int32 = columns.year("Year of the target's report.")
    statistic_id: str = columns.statistic_id("The figure that judged it; null for no_data.", nullable=True)
    actual: Number = columns.actual("The figure, in the target's unit.", nullable=True)
    actual_bound: str = columns.actual_bound(
        "at_least, at_most or about where the source prints one, at_least of what a part of the year made; null for an exact figure."
    )
    gap: Number = columns.gap(
        "actual minus target in the target's unit; percentage points for growth and ratio; to the nearer end of a range, 0 inside.",
        nullable=True,
    )
    margin: Number = columns.margin(
        "The gap turned so that positive is better; null where both sides are bad.", nullable=True
    )
    attainment: Number = columns.attainment("actual divided by target, amounts only; null for a target of 0.")
    reached: pl.Boolean = column(
        "达到所列数值",
        "Whether the printed number itself was reached: no margin, no leniency.",
        title_en="reached the number itself",
        nullable=True,
    )
    status: str = columns.status("The verdict.", concept="OBS_STATUS")
    rule: str = text(
        "判定规则",
        "Row of verdict_rules that gave the margins; null where none was needed.",
        title_en="rule of the verdict",
        nullable=True,
    )
    tolerance_used: pl.Boolean = column(
        "按允许误差判定", "Whether the verdict rests on a margin.", title_en="rests on a margin", nullable=True
    )
    tolerance_sensitive: pl.Boolean = column(
        "随允许误差而变",
        "Whether the verdict changes when the margins together are none, half or double.",
        title_en="changes with the margin",
        nullable=True,
    )
    price_basis: str = columns.price_basis("Price basis of the target.", nullable=True)
    price_basis_conflict: pl.Boolean = column(
        "价格口径不一",
        "Whether figures at constant and at current prices exist and decide differently.",
        title_en="price bases disagree",
        nullable=True,
    )
    why_zh: str = text(
        "判定说明（中文）",
        "The target, the result, the gap and the verdict in a sentence, in Chinese.",
        title_en="why (Chinese)",
    )
    why_en: str = text(
        "判定说明（英文）",
        "The target, the result, the gap and the verdict in a sentence, in English.",
        title_en="why (English)",
    )
    polarity: str = columns.polarity("Which side is better, as used; neutral where it is not known.")
    polarity_source: str = column(
        "指标方向的依据",
        "Whether from the dated table; default where it has no row, and nothing is judged by it.",
        title_en="where that is from",
        codelist="polarity_source",
    )
    claim: str = columns.claim(
        "What the next report says of the target in words, or of the list of projects that it stands in; silent where it has neither "
        "word nor figure; null where it only prints a figure, and while it is not at hand. It never makes a verdict.",
        nullable=True,
    )
    claim_quote: str = text("次年报告原文", "Its words.", title_en="words of the next report", nullable=True)
    comparator_status: str = column(
        "无数值目标的判定",
        "Verdict on a target without a number.",
        title_en="verdict without a number",
        codelist="comparator_status",
        nullable=True,
    )
    comparability: str = columns.comparability(
        "Whether the best figure at hand may judge the target; null without one.", nullable=True
    )
    comparability_reason: str = columns.comparability_reason("What differs.")
    status_latest: str = columns.status(
        "The verdict by the newest figure.", title_zh="按最新数字判定", title_en="verdict by the newest figure"
    )
    pace: Number = column(
        "进度",
        "For an open period: share of the way made, divided by the share of the time gone; null otherwise.",
        title_en="pace",
        unit="1",
        nullable=True,
    )
    status_reason: str = column(
        "未判定原因",
        "Why a verdict is held, or why there is none although there is a figure; null of all others.",
        title_en="why there is no verdict",
        codelist="status_reason",
        nullable=True,
    )
    reading: str = column(
        "核读结论",
        "What a second reading of both texts says of the target and the figure; null where nobody read them again.",
        title_en="second reading",
        codelist="finding",
        nullable=True,
    )

    counted: pl.Boolean = column(
        "计入合计",
        "Whether it counts in shares: what its report sets again (repeats) counts once, where it stands first.",
        title_en="counted in shares",
    )
    source_kind: str = columns.source_kind(
        "Who says the figure: self_reported is the government's own next report, all others are not its word; null without a figure.",
        nullable=True,
    )
    link: str = columns.link(
        "How target and figure were linked; null without a figure.",
        nullable=True,
    )
    witness: str = columns.witness()
    claim_id: str = text(
        "次年报告说法编号",
        "The claim; null where the next report makes none of the target.",
        title_en="id of what the next report says",
        nullable=True,
        refers_to="claims.claim_id",
    )
    claim_about: str = columns.claim_about(
        "Whether the claim is about the target itself or the list that it stands in; null without a claim.",
        nullable=True,
    )
    answered_by: str = column(
        "有无下文",
        "What answers the target: a comparable figure of any source, else a claim of the next report, else nothing; null while neither "
        "a figure nor the next report is at hand, and of what is not due.",
        title_en="answered by",
        codelist="answered_by",
        nullable=True,
    )
    next_report: pl.Boolean = column(
        "次年报告已收录",
        "Whether the next report of the government, which could answer the target, is at hand; null where the target's time does not end "
        "in the year of its report, or while it is open.",
        title_en="next report at hand",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["target_id"]
