"""The table ``vintages``."""

import polars as pl

from schemas import columns
from schemas.contract import Number, Table, column, text


class Vintages(Table):
    """What the figures of each target say of it, by when and by whom they came out.

    A row a target and vintage; only targets that a figure judges have any. One figure may be all three.
    """

    target_id: str = columns.target_id()
    vintage: str = column(
        "公布次序",
        "Whether it came out first, is the newest, or stands in the government's own next report.",
        title_en="release",
        codelist="vintage",
    )
    year: pl.Int32 = columns.year("Year of the target's report.")
    statistic_id: str = columns.statistic_id("The figure.")
    source_kind: str = columns.source_kind(
        "Who says it: self_reported is the government's own word, all others are not."
    )
    publisher: str = text("发布机构", "Who published it.")
    published: pl.Date = columns.published("When it came out; null where not known.")
    actual: Number = columns.actual("The figure, in the target's unit.")
    actual_bound: str = columns.actual_bound("As in outcomes: at_least, at_most or about; null for an exact figure.")
    status: str = columns.status("What it says of the target; held where that may not be told before a second reading.")
    difference: Number = column(
        "与首次之差",
        "The figure less the first, in the target's unit: what a revision changed; null where there is no first.",
        nullable=True,
    )
    verdict_changed: pl.Boolean = column(
        "判定改变",
        "Whether it says something else of the target than the first; null where there is no first.",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["target_id", "vintage"]
