"""The table ``project_lists``."""

import polars as pl

from schemas import columns
from schemas.contract import Table, text


class ProjectLists(Table):
    """Lists of public-benefit projects in the plan part of a report: 今年办好十件民生实事, with its items or by number alone."""

    list_id: str = text(
        "编号",
        "report_id, @ and the offset of the list's name in the report's text.",
        str_matches=r"^\d{6}-\d{4}@\d+$",
    )
    report_id: str = columns.report_id()
    region_code: str = columns.government()
    year: pl.Int32 = columns.year()
    name: str = columns.list_name("Common name of such lists: 民生实事 for 十件实事, 为民办实事, 惠民实事 ...")
    items: pl.Int32 = columns.list_items("How many targets it has, as printed; null where no number is.", nullable=True)
    section: str = columns.section()
    quote: str = columns.quote(
        "The list, verbatim: from its name to its last item; the clause alone where no items follow."
    )
    char_start: pl.Int64 = columns.char_start()
    char_end: pl.Int64 = columns.char_end()

    class Config(Table.Config):
        unique = ["list_id"]
