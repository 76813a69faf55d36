"""The table ``headline_growth``."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column


class HeadlineGrowth(Table):
    """Headline growth targets and what became of them, a row a government and year."""

    region_code: str = columns.region_code()
    name_zh: str = columns.name_zh()
    short_zh: str = columns.short_zh()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    gdp_target: Number = column(
        "地区生产总值目标", "Promised growth of gross domestic product.", unit="%", nullable=True
    )
    gdp_actual: Number = column("地区生产总值实际", "Growth that came.", unit="%", nullable=True)
    gdp_status: str = columns.status("Verdict.", title_zh="地区生产总值判定", nullable=True)
    industry_target: Number = column(
        "规模以上工业增加值目标", "Promised growth of value added of industry.", unit="%", nullable=True
    )
    industry_actual: Number = column("规模以上工业增加值实际", "Growth that came.", unit="%", nullable=True)
    industry_status: str = columns.status("Verdict.", title_zh="规模以上工业增加值判定", nullable=True)
    investment_target: Number = column(
        "固定资产投资目标", "Promised growth of fixed-asset investment.", unit="%", nullable=True
    )
    investment_actual: Number = column("固定资产投资实际", "Growth that came.", unit="%", nullable=True)
    investment_status: str = columns.status("Verdict.", title_zh="固定资产投资判定", nullable=True)
    retail_target: Number = column(
        "社会消费品零售总额目标", "Promised growth of retail sales.", unit="%", nullable=True
    )
    retail_actual: Number = column("社会消费品零售总额实际", "Growth that came.", unit="%", nullable=True)
    retail_status: str = columns.status("Verdict.", title_zh="社会消费品零售总额判定", nullable=True)
    trade_target: Number = column("进出口总额目标", "Promised growth of imports and exports.", unit="%", nullable=True)
    trade_actual: Number = column("进出口总额实际", "Growth that came.", unit="%", nullable=True)
    trade_status: str = columns.status("Verdict.", title_zh="进出口总额判定", nullable=True)
    revenue_target: Number = column(
        "一般公共预算收入目标", "Promised growth of general public budget revenue.", unit="%", nullable=True
    )
    revenue_actual: Number = column("一般公共预算收入实际", "Growth that came.", unit="%", nullable=True)
    revenue_status: str = columns.status("Verdict.", title_zh="一般公共预算收入判定", nullable=True)
    urban_income_target: Number = column(
        "城镇居民收入目标", "Promised growth of income per head of urban residents.", unit="%", nullable=True
    )
    urban_income_actual: Number = column("城镇居民收入实际", "Growth that came.", unit="%", nullable=True)
    urban_income_status: str = columns.status("Verdict.", title_zh="城镇居民收入判定", nullable=True)
    rural_income_target: Number = column(
        "农村居民收入目标", "Promised growth of income per head of rural residents.", unit="%", nullable=True
    )
    rural_income_actual: Number = column("农村居民收入实际", "Growth that came.", unit="%", nullable=True)
    rural_income_status: str = columns.status("Verdict.", title_zh="农村居民收入判定", nullable=True)
    prices_target: Number = column("居民消费价格目标", "Promised growth of consumer prices.", unit="%", nullable=True)
    prices_actual: Number = column("居民消费价格实际", "Growth that came.", unit="%", nullable=True)
    prices_status: str = columns.status("Verdict.", title_zh="居民消费价格判定", nullable=True)

    class Config(Table.Config):
        unique = ["region_code", "year"]
