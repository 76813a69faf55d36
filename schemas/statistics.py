"""The table ``statistics``."""

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Number, Table, column, text


class Statistics(Table):
    """Published figures: what happened."""

    statistic_id: str = text(
        "编号",
        "Region, period and 12 hex digits of a hash over indicator, measure, unit, source title, publisher and date as printed; "
        "of a figure in a later work report its own id there (report_id@offset).",
        str_matches=columns.STATISTIC_ID,
    )
    region_code: str = columns.region_code()
    indicator: str = columns.indicator("What is measured, in the source's words.")
    indicator_id: str = columns.indicator_id(
        "Code on the list of indicators; null of a figure of the next report that met its target by its words.",
        nullable=True,
    )
    period: str = columns.period("Year or years the figure is for, ISO 8601.")
    measure: str = columns.measure()
    value: Number = columns.value("Number as printed.", concept="OBS_VALUE")
    value_bound: str = columns.bound(
        "at_least or at_most where the source prints a bound, about where it says approximately; null for an exact figure."
    )
    unit: str = columns.unit("Unit as printed, normalised to NFKC.", concept="UNIT_MEASURE")
    value_base: BaseNumber = columns.value_base("value with the multiplier removed, in unit_base.")
    unit_base: str = columns.unit_base()
    price_basis: str = columns.price_basis(
        "real, nominal or unstated; from the list of indicators where the source does not say."
    )
    derived: pl.Boolean = column(
        "推算", "Whether it is a growth rate worked out from two published levels of one source.", title_en="worked out"
    )
    source_title: str = text("来源标题", "Title of the source.")
    publisher: str = text("发布机构", "Who published it.")
    source_kind: str = columns.source_kind("communique, official_statistics, self_reported or press.")
    published: pl.Date = columns.published("The release; a partial date becomes its last day; null where not known.")
    published_precision: str = columns.published_precision("What the source prints of the date.")
    source_url: str = columns.source_url("Address of the source; null where not known.")
    note: str = text("备注", "What else the source, or who took the figure from it, says of it.", nullable=True)
    period_kind: str = columns.period_kind(
        "Of which kind the period is; of a published figure always year.",
    )
    base_period: str = columns.base_period()
    aspect: str = columns.aspect(
        "What is counted, where it is an amount or the change of one; of a published figure what its indicator counts.",
        nullable=True,
    )
    area: str = columns.area()
    serves: str = column(
        "适用时点",
        "Which releases the figure may stand for: all; latest, of a revised figure that contradicts what was known then.",
        title_en="stands for",
        codelist="serves",
    )

    class Config(Table.Config):
        unique = ["statistic_id"]
