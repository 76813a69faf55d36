"""The table ``matches``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, column


class Matches(Table):
    """Every pair of a target and a statistic that could judge it, the best first."""

    target_id: str = columns.target_id()
    statistic_id: str = columns.statistic_id("The figure that may be its result.")
    year: pl.Int32 = columns.year("Year of the target's report.")
    comparability: str = columns.comparability("Whether the figure may judge the target.")
    comparability_reason: str = columns.comparability_reason("What differs; null where comparable.")
    rank: pl.Int32 = column(
        "次序", "1 for the figure that judges the target before all others.", title_en="place in order", ge=1
    )
    link: str = columns.link("How the two were linked.")
    names_agree: pl.Boolean = column(
        "名称相符",
        "Whether the names link the two, less verbs and filler, and no other pair as well: always by words, and of most that codes link.",
    )
    witness: str = columns.witness()
    verdict: str = column(
        "该数字的判定",
        "What the figure says of the target; null where it may not judge it, or while the period is open.",
        codelist="status",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["target_id", "statistic_id"]
