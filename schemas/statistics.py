"""Published figures: what happened."""

import polars as pl

from schemas.contract import ISO_PERIOD, BaseNumber, Number, Table, column, text


class Statistics(Table):
    statistic_id: str = text(
        "编号",
        "Region, period and 12 hex digits of a hash over indicator, measure, unit, source title, publisher and date as printed; "
        "of a figure in a later work report its own id there (report_id@offset).",
        str_matches=r"^\d{6}-\d{4}([^ @]*-[0-9a-f]{12}|@\d+(\.\d+)?)$",
    )
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", refers_to="regions.region_code"
    )
    indicator: str = text("指标", "What is measured, in the source's words.")
    indicator_id: str = text(
        "指标代码", "Code on the codelist of indicators.", concept="INDICATOR", refers_to="indicators.indicator_id"
    )
    period: str = text(
        "时期", "Year or years the figure is for, ISO 8601.", concept="TIME_PERIOD", str_matches=ISO_PERIOD
    )
    measure: str = column("度量", "growth, change, ratio or amount.", codelist="measure")
    value: Number = column("数值", "Number as printed.", concept="OBS_VALUE")
    value_bound: str = column(
        "界限",
        "at_least or at_most where the source prints a bound, about where it says approximately; null for an exact figure.",
        codelist="bound",
        nullable=True,
    )
    unit: str = text("单位", "Unit as printed, normalised to NFKC.", concept="UNIT_MEASURE")
    value_base: BaseNumber = column("基本单位数值", "value with the multiplier removed, in unit_base.")
    unit_base: str = text("基本单位", "Code of the base unit.")
    price_basis: str = column(
        "价格口径",
        "real, nominal or unstated; from the codelist of indicators where the source does not say.",
        codelist="price_basis",
    )
    derived: pl.Boolean = column(
        "推算", "Whether it is a growth rate worked out from two published levels of one source."
    )
    source_title: str = text("来源标题", "Title of the source.")
    publisher: str = text("发布机构", "Who published it.")
    source_kind: str = column(
        "来源类型", "communique, official_statistics, self_reported or press.", codelist="source_kind"
    )
    published: pl.Date = column(
        "发布日期", "The vintage; a partial date becomes its last day; null where not known.", nullable=True
    )
    published_precision: str = column(
        "日期精度", "What the source prints of the date.", codelist="date_precision", nullable=True
    )
    source_url: str = text(
        "来源地址", "Address of the source; null where not known.", nullable=True, str_matches=r"^https?://\S+$"
    )
    note: str = text("备注", "What else the source, or who took the figure from it, says of it.", nullable=True)

    class Config(Table.Config):
        unique = ["statistic_id"]
