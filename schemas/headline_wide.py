"""The table ``headline_wide``."""

from typing import Any

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Table, column


def _state(name_zh: str) -> Any:
    return columns.headline_state("Whether the report sets a target.", title_zh=f"{name_zh}目标状态")


def _target(name_zh: str) -> Any:
    return column(f"{name_zh}目标", "Set, in base units: %, of jobs persons; of a range the lower end.", nullable=True)


def _actual(name_zh: str) -> Any:
    return column(f"{name_zh}实际", "What came, by the first figure.", nullable=True)


def _status(name_zh: str) -> Any:
    return columns.status("Verdict on the target.", title_zh=f"{name_zh}判定", nullable=True)


def _official(name_zh: str) -> Any:
    return column(f"{name_zh}官方数字", "What the statistical office prints.", nullable=True)


class HeadlineWide(Table):
    """``headline`` with a row a government and year, as researchers merge such data."""

    region_code: str = columns.government()
    year: pl.Int32 = columns.year("Year of the report, the year that the figures are for.")
    gdp_state: str = _state("地区生产总值")
    gdp_target: BaseNumber = _target("地区生产总值")
    gdp_actual: BaseNumber = _actual("地区生产总值")
    gdp_status: str = _status("地区生产总值")
    gdp_official: BaseNumber = _official("地区生产总值")
    industry_state: str = _state("规模以上工业增加值")
    industry_target: BaseNumber = _target("规模以上工业增加值")
    industry_actual: BaseNumber = _actual("规模以上工业增加值")
    industry_status: str = _status("规模以上工业增加值")
    industry_official: BaseNumber = _official("规模以上工业增加值")
    investment_state: str = _state("固定资产投资")
    investment_target: BaseNumber = _target("固定资产投资")
    investment_actual: BaseNumber = _actual("固定资产投资")
    investment_status: str = _status("固定资产投资")
    investment_official: BaseNumber = _official("固定资产投资")
    retail_state: str = _state("社会消费品零售总额")
    retail_target: BaseNumber = _target("社会消费品零售总额")
    retail_actual: BaseNumber = _actual("社会消费品零售总额")
    retail_status: str = _status("社会消费品零售总额")
    retail_official: BaseNumber = _official("社会消费品零售总额")
    trade_state: str = _state("进出口总额")
    trade_target: BaseNumber = _target("进出口总额")
    trade_actual: BaseNumber = _actual("进出口总额")
    trade_status: str = _status("进出口总额")
    trade_official: BaseNumber = _official("进出口总额")
    revenue_state: str = _state("一般公共预算收入")
    revenue_target: BaseNumber = _target("一般公共预算收入")
    revenue_actual: BaseNumber = _actual("一般公共预算收入")
    revenue_status: str = _status("一般公共预算收入")
    revenue_official: BaseNumber = _official("一般公共预算收入")
    urban_income_state: str = _state("城镇居民收入")
    urban_income_target: BaseNumber = _target("城镇居民收入")
    urban_income_actual: BaseNumber = _actual("城镇居民收入")
    urban_income_status: str = _status("城镇居民收入")
    urban_income_official: BaseNumber = _official("城镇居民收入")
    rural_income_state: str = _state("农村居民收入")
    rural_income_target: BaseNumber = _target("农村居民收入")
    rural_income_actual: BaseNumber = _actual("农村居民收入")
    rural_income_status: str = _status("农村居民收入")
    rural_income_official: BaseNumber = _official("农村居民收入")
    prices_state: str = _state("居民消费价格")
    prices_target: BaseNumber = _target("居民消费价格")
    prices_actual: BaseNumber = _actual("居民消费价格")
    prices_status: str = _status("居民消费价格")
    prices_official: BaseNumber = _official("居民消费价格")
    jobs_state: str = _state("城镇新增就业")
    jobs_target: BaseNumber = _target("城镇新增就业")
    jobs_actual: BaseNumber = _actual("城镇新增就业")
    jobs_status: str = _status("城镇新增就业")
    jobs_official: BaseNumber = _official("城镇新增就业")

    class Config(Table.Config):
        unique = ["region_code", "year"]
