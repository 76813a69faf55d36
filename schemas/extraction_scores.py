"""The table ``extraction_scores``."""

from typing import Annotated

import polars as pl

from schemas.contract import Share, Table, column, text


class ExtractionScores(Table):
    """How well the program reads what people annotated, a field and a rule; first looks are kept beside the latest."""

    set: str = text(
        "样本", "Which annotated reports: gold, or a round of reports drawn at random, or single sentences."
    )
    look: str = column(
        "测量", "first: before anything was mended for the set; latest: as it is now.", isin=["first", "latest"]
    )
    kind: str = column("对象", "field or rule.", isin=["field", "rule"])
    name: str = text("名称", "Field (strict: all of them right) or rule by which the program reads.")
    reports: pl.Int32 = column("报告数", "Annotated reports.", ge=1)
    gold: Annotated[pl.Decimal, 8, 0] = column("标注数", "Annotated rows; null for a rule.", nullable=True, ge=0)
    predicted: pl.Int32 = column("提取数", "Rows that the program gave, doubtful ones left out.", ge=0)
    right: pl.Int32 = column("正确数", "Those of them that are right.", ge=0)
    precision: Share = column("精确率", "right divided by predicted.", unit="1", ge=0, le=1)
    recall: Share = column("召回率", "right divided by gold; null for a rule.", unit="1", nullable=True)
    f1: Share = column("F1", "Harmonic mean of the two; null for a rule.", unit="1", nullable=True)

    class Config(Table.Config):
        unique = ["set", "look", "kind", "name"]
