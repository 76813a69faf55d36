"""The small codelists (bound, measure, status ...) in one table, with labels in two languages."""

import polars as pl

from schemas.contract import Table, column, text


class Codes(Table):
    codelist: str = text("代码表", "Name of the codelist.")
    code: str = text("代码", "The code.")
    label_zh: str = text("中文标签", "Label in Chinese.")
    label_en: str = text("英文标签", "Label in English.")
    description: str = text("说明", "What it means.")
    decided: pl.Boolean = column(
        "已判定",
        "Of a status, whether it is a verdict of the figures (met, near, missed); null on other codelists.",
        nullable=True,
        store_only=True,
    )

    class Config(Table.Config):
        unique = ["codelist", "code"]
