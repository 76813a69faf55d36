"""The table ``verdict_checks``."""

from datetime import date

import polars as pl

from schemas.contract import Share, Table, column, text


class VerdictChecks(Table):
    """How many verdicts of a draw are right, as people found who read the target and the figure in their reports without seeing the verdict."""

    draw: date = column("抽取日期", "Day on which the verdicts were drawn.")
    version: str = text("版本", "Version of the package governments that they were drawn for.")
    sample: str = column(
        "样本",
        "random: any counted verdict, each as likely as another; loudest: those that a reader would print first "
        "(farthest from the target, or against what the next report says).",
        isin=["random", "loudest"],
    )
    kind: str = column(
        "分组", "all, or by what the rows are grouped: verdict, or link.", isin=["all", "verdict", "link"]
    )
    name: str = text("组别", "The verdict or the link; all where they are not grouped.")
    read: pl.Int32 = column("核对数", "Verdicts that were read.", ge=1)
    right: pl.Int32 = column(
        "正确数", "Those whose target and figure are read right, are of one thing, and lead to the verdict.", ge=0
    )
    arguable: pl.Int32 = column("可商榷数", "Those that two readers may see differently; not counted as right.", ge=0)
    wrong: pl.Int32 = column("错误数", "Those that are wrong.", ge=0)
    precision: Share = column("正确率", "right divided by read.", unit="1", ge=0, le=1)

    class Config(Table.Config):
        unique = ["draw", "version", "sample", "kind", "name"]
