"""The table ``attainment_by_region_year``."""

import polars as pl

from schemas import columns
from schemas.contract import Share, Table, column


class AttainmentByRegionYear(Table):
    """What became of the targets that a government set for a year, with every denominator."""

    region_code: str = columns.region_code()
    year: pl.Int32 = columns.year("Year of the report that sets the targets.")
    targets: pl.Int32 = column("目标数", "Targets with a number.", ge=1)
    met: pl.Int32 = column("实现", "Of them met.", ge=0)
    near: pl.Int32 = column("接近", "Of them near, which counts as not met.", ge=0)
    missed: pl.Int32 = column("未实现", "Of them missed.", ge=0)
    undetermined: pl.Int32 = column("无法判定", "Of them undetermined.", ge=0)
    not_comparable: pl.Int32 = column("不可比", "Of them not comparable.", ge=0)
    no_data: pl.Int32 = column("无数据", "Of them without a figure.", ge=0)
    pending: pl.Int32 = column("未到期", "Of them pending.", ge=0)
    met_of_judged: Share = column(
        "判定实现率", "met divided by met, near and missed; null where none is judged.", unit="1", nullable=True
    )
    undecided_share: Share = column("未判定占比", "Targets neither met, near nor missed, divided by all.", unit="1")

    class Config(Table.Config):
        unique = ["region_code", "year"]
