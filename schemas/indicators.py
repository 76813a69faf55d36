"""Codelist of indicators."""

from schemas import columns
from schemas.contract import Table, column, text


class Indicators(Table):
    indicator_id: str = text("指标代码", "Code, lower case with underscores, never reused.", str_matches=columns.NAME)
    name_zh: str = columns.name_zh("Name in Chinese.")
    name_en: str = columns.name_en()
    dimension: str = columns.dimension("Dimension of its level, from the list of units.")
    counts: str = column(
        "计数方式",
        "addition where its amounts count by their nature what a year adds or does, level where they count what there is, or what a year makes in all.",
        codelist="counts",
    )
    price_basis: str = columns.price_basis("Price basis of its growth where a source does not say.")
    nbs_group: str = text(
        "国家统计局分组",
        "Group of the provincial annual database of the National Bureau of Statistics that holds it; null where it has none.",
        nullable=True,
    )

    class Config(Table.Config):
        unique = ["indicator_id"]
