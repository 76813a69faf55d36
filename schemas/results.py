"""The table ``results``."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column, text


class Results(Table):
    """Every target that was read, with its place, its name in both languages, what came and the verdict: needs no other table.

    A row a target, in the order of the reports. ``target``, ``result`` and ``gap`` are in one unit, that of the target.
    """

    target_id: str = columns.target_id()
    report_id: str = columns.report_id("Report of the target.")
    region_code: str = columns.government()
    place_zh: str = text("地区", "Full name of the government's region in Chinese.", title_en="place (in Chinese)")
    place_en: str = text("地区英文名", "Its name in English.", title_en="place")
    level: str = columns.level()
    year: pl.Int32 = columns.year("Year of the report that sets the target.")
    period: str = columns.period(
        "Year or years that the target is for, ISO 8601.", title_zh="目标期", title_en="target period"
    )
    period_kind: str = columns.period_kind("Of which kind the period is: year, part_of_year, average, total or end.")
    indicator_id: str = columns.indicator_id("Code on the list of indicators; null where not on it.", nullable=True)
    indicator: str = columns.indicator(
        "What is measured, in the report's words, shared heads restored.", title_en="indicator (in Chinese)"
    )
    indicator_en: str = text("指标英文名", "Its name in English; the Chinese name where there is no English one.")
    indicator_en_machine: pl.Boolean = column(
        "英文名系机器翻译",
        "Whether the English name was made by a machine and nobody has looked at it.",
        title_en="name by machine",
    )
    action: str = columns.action(
        "The verb that governs the number (开工建设, 新增): with another verb it means another thing; null where none.",
        nullable=True,
    )
    topic: str = columns.topic("What the target is about, as a reader would look for it.")
    measure: str = columns.measure()
    target: Number = column(
        "目标值", "The target, signed: a fall of 3% is -3; of a range the lower end.", nullable=True
    )
    target_high: Number = column(
        "目标区间上端", "Upper end of a range, else null.", title_en="upper end of the target", nullable=True
    )
    bound: str = columns.bound("How the number binds; null where no number is set.")
    unit: str = columns.unit(
        "Unit of target, result and gap; null where no number is set, or of an index.", nullable=True
    )
    comparator: str = text(
        "比较对象",
        "What the target is compared with where no number is set (与经济增长同步); else null.",
        title_en="set in words, without a number",
        nullable=True,
    )
    counted: pl.Boolean = column(
        "计入合计",
        "Whether it counts in shares: what a report sets twice counts once, where it stands first.",
        title_en="counts in shares",
    )
    result: Number = column(
        "结果", "What came, in the target's unit; null where nothing comparable was published.", nullable=True
    )
    result_bound: str = columns.actual_bound(
        "at_least, at_most or about where the source prints the result so; null for an exact one."
    )
    printed: Number = column(
        "原文数值", "The result as its source prints it, in printed_unit.", title_en="result as printed", nullable=True
    )
    printed_unit: str = text(
        "原文单位", "Unit that the source prints the result in.", title_en="unit as printed", nullable=True
    )
    gap: Number = columns.gap(
        "result less target, in the target's unit, of rates percentage points; to the nearer end of a range, 0 inside.",
        nullable=True,
    )
    verdict: str = columns.status("What became of the target, by the first result that was published.")
    verdict_latest: str = columns.status(
        "The same by the newest result, which may be a revision.",
        title_zh="按最新数字判定",
        title_en="verdict by the newest figure",
    )
    verdict_reason: str = column(
        "未判定原因",
        "Why a verdict is on hold, or why there is none although there is a result; null of all others.",
        title_en="why there is no verdict",
        codelist="status_reason",
        nullable=True,
    )
    source_kind: str = columns.source_kind(
        "Whose word the result is: self_reported is the government's own next report, all others are not.",
        nullable=True,
    )
    source_title: str = text("来源", "Title of what prints the result.", title_en="source", nullable=True)
    source_published: pl.Date = columns.published("Day on which it came out; null where not known.")
    source_url: str = columns.source_url("Address of it; null where not known.")
    claim: str = columns.claim(
        "What the government's next report says of the target in words; it never makes a verdict.", nullable=True
    )

    class Config(Table.Config):
        unique = ["target_id"]
