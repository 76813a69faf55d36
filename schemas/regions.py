"""Codelist of regions by GB/T 2260."""

from schemas import columns
from schemas.contract import Table, column, text


class Regions(Table):
    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", str_matches=columns.REGION_CODE
    )
    name_zh: str = columns.name_zh()
    short_zh: str = columns.short_zh()
    name_en: str = columns.name_en()
    iso_3166_2: str = text("ISO 3166-2", "Code by ISO 3166-2; null below the provinces.", nullable=True)
    level: str = column(
        "级别", "nation, province, prefecture or county.", isin=["nation", "province", "prefecture", "county"]
    )
    parent: str = text(
        "上级代码",
        "Code of the region it lies in; null for the nation.",
        nullable=True,
        str_matches=columns.REGION_CODE,
    )

    class Config(Table.Config):
        unique = ["region_code"]
