"""Base contract of ``targets`` and ``achieved``: one quantity that a report states. First columns; add, never rename."""

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Number, Table, column, text


class Statement(Table):
    target_id: str = text(
        "编号",
        "report_id, @ and the value's offset in the report's text; .2 and so on for further members that one value "
        "serves. Unique within a build.",
        str_matches=columns.TARGET_ID,
    )
    report_id: str = columns.report_id()
    region_code: str = columns.government()
    year: pl.Int32 = columns.year()
    period: str = columns.period(
        "Year or years the figure is for, ISO 8601.", title_zh="目标期", title_en="target period"
    )
    section: str = columns.section()
    paragraph: str = text(
        "段首句", "First sentence of the paragraph.", title_en="first sentence of the paragraph", nullable=True
    )
    indicator: str = columns.indicator("What is measured, in the report's words, shared heads restored.")
    indicator_id: str = columns.indicator_id("Code on the list of indicators; null where not on it.", nullable=True)
    action: str = columns.action("Verb that governs the value (开工建设, 新增); null where none.", nullable=True)
    measure: str = columns.measure()
    bound: str = columns.bound("How the number binds; null for a comparator without a number.")
    value: Number = columns.value(
        "Number as printed, signed: a fall of 3% is -3; of a range the lower end. Null for a comparator.",
        concept="OBS_VALUE",
        nullable=True,
    )
    value_high: Number = column(
        "区间上端", "Upper end of a range, else null.", title_en="upper end of a range", nullable=True
    )
    unit: str = columns.unit(
        "Unit as printed, normalised to NFKC; null for an index or a comparator.", concept="UNIT_MEASURE", nullable=True
    )
    value_base: BaseNumber = columns.value_base(
        "value with the multiplier removed, in unit_base; null where the unit is not on the list.", nullable=True
    )
    value_high_base: BaseNumber = column(
        "区间上端（基本单位）", "value_high in unit_base.", title_en="upper end in base units", nullable=True
    )
    unit_base: str = columns.unit_base(
        "Code of the base unit (t, m3, CNY, person ...); null where the unit is not on the list.", nullable=True
    )
    comparator: str = text(
        "比较对象",
        "What the figure is compared with, as printed (与经济增长同步); null where a number is printed.",
        title_en="set in words, without a number",
        nullable=True,
    )
    binding: str = column(
        "指标属性",
        "binding (约束性), expected (预期性) or unstated; null for achieved.",
        title_en="kind of target",
        codelist="binding",
        nullable=True,
    )
    strength: str = column(
        "表述力度",
        "ensure (确保), strive (力争), expect (预期) or plan (all else); null for achieved.",
        title_en="how firmly it is put",
        codelist="strength",
        nullable=True,
    )
    quote: str = columns.quote()
    char_start: pl.Int64 = columns.char_start()
    char_end: pl.Int64 = columns.char_end()
    rule: str = columns.grammar_rule()
    period_kind: str = columns.period_kind(
        "Of which kind the period is: year, part_of_year, average, total or end.",
    )
    base_period: str = columns.base_period()
    aspect: str = columns.aspect(
        "Stage or sort of the amount, or of the amount that a change is one of; null of growth, ratio and percentage points.",
        nullable=True,
    )
    area: str = columns.area()
    price_basis: str = columns.price_basis(
        "real or nominal where the clause itself says so, else unstated: then that of the indicator holds.",
    )

    class Config(Table.Config):
        unique = ["target_id"]
