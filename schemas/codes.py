"""The small codelists (bound, measure, status ...) in one table, with labels in two languages."""

from typing import Any

import polars as pl

from schemas.codelists.statuses import SHAPES
from schemas.contract import Table, column, text

_COLOUR = r"^#[0-9A-Fa-f]{6}$"


def _of_a_status(title_zh: str, description: str, **checks: Any) -> Any:
    """A column that only the rows of the codelist ``status`` fill; the forms of a package read it, none publishes it yet."""
    return text(
        title_zh, f"Of a status: {description[0].lower()}{description[1:]}", nullable=True, store_only=True, **checks
    )


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
    sign: str = _of_a_status("符号", "Sign that stands for it on the page.")
    shape: str = _of_a_status("形状", "Mark that stands for it in charts, as Vega names it.", isin=list(SHAPES))
    colour: str = _of_a_status("颜色", "Its colour in charts and briefs.", str_matches=_COLOUR)
    ground: str = _of_a_status("底色", "Colour below its word in the workbook; null for none.", str_matches=_COLOUR)
    wording_zh: str = _of_a_status("中文计数", "How many targets have it, in Chinese; {} is their number.")
    wording_en: str = _of_a_status("英文计数", "How many targets have it, in English: of one|of many, or of both.")

    class Config(Table.Config):
        unique = ["codelist", "code"]
