"""Base contract of ``targets`` and ``achieved``: one quantity that a report states. First columns; add, never rename."""

import polars as pl

from schemas.contract import ISO_PERIOD, BaseNumber, Number, Table, column, text


class Statement(Table):
    target_id: str = text(
        "编号",
        "report_id, @ and the value's offset in the canonical text; .2 and so on for further members that one value "
        "serves. Unique within a build.",
        str_matches=r"^\d{6}-\d{4}@\d+(\.\d+)?$",
    )
    report_id: str = text("报告编号", "GB/T 2260 region code and report year.", refers_to="reports.report_id")
    region_code: str = text(
        "行政区划代码",
        "GB/T 2260 code of the government; the nation is 100000.",
        concept="REF_AREA",
        refers_to="regions.region_code",
    )
    year: pl.Int32 = column("报告年份", "Year of the report.", ge=1949, le=2100)
    period: str = text(
        "目标期", "Year or years the figure is for, ISO 8601.", concept="TIME_PERIOD", str_matches=ISO_PERIOD
    )
    section: str = text("章节", "Heading the sentence stands under.", nullable=True)
    paragraph: str = text("段首句", "First sentence of the paragraph.", nullable=True)
    indicator: str = text("指标", "What is measured, in the report's words, shared heads restored.", nullable=False)
    indicator_id: str = text(
        "指标代码",
        "Code on the codelist of indicators; null where not on it.",
        nullable=True,
        concept="INDICATOR",
        refers_to="indicators.indicator_id",
    )
    action: str = text("动作", "Verb that governs the value (开工建设, 新增); null where none.", nullable=True)
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    bound: str = column(
        "界限", "How the number binds; null for a comparator without a number.", codelist="bound", nullable=True
    )
    value: Number = column(
        "数值",
        "Number as printed, signed: a fall of 3% is -3; of a range the lower end. Null for a comparator.",
        concept="OBS_VALUE",
        nullable=True,
    )
    value_high: Number = column("上限值", "Upper end of a range, else null.", nullable=True)
    unit: str = text(
        "单位",
        "Unit as printed, normalised to NFKC; null for an index or a comparator.",
        concept="UNIT_MEASURE",
        nullable=True,
    )
    value_base: BaseNumber = column(
        "基本单位数值",
        "value with the multiplier removed, in unit_base; null where the unit is not on the list.",
        nullable=True,
    )
    value_high_base: BaseNumber = column("基本单位上限值", "value_high in unit_base.", nullable=True)
    unit_base: str = text(
        "基本单位",
        "Code of the base unit (t, m3, CNY, person ...); null where the unit is not on the list.",
        nullable=True,
    )
    comparator: str = text(
        "比较对象",
        "What the figure is compared with, as printed (与经济增长同步); null where a number is printed.",
        nullable=True,
    )
    binding: str = column(
        "约束性",
        "binding (约束性), expected (预期性) or unstated; null for achieved.",
        codelist="binding",
        nullable=True,
    )
    strength: str = column(
        "力度",
        "ensure (确保), strive (力争), expect (预期) or plan (all else); null for achieved.",
        codelist="strength",
        nullable=True,
    )
    quote: str = text("原文", "The clause, verbatim.")
    char_start: pl.Int64 = column(
        "起始位置", "Offset of the quote's first character in the canonical text.", unit="character", ge=0
    )
    char_end: pl.Int64 = column(
        "结束位置", "Offset after the quote's last character in the canonical text.", unit="character", ge=1
    )
    rule: str = text("语法规则", "Name of the grammar rule that read it.")

    class Config(Table.Config):
        unique = ["target_id"]
