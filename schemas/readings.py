"""The table ``readings``."""

import polars as pl

from schemas import columns
from schemas.contract import SHA256, Number, Table, column, text


class Readings(Table):
    """Second readings: what somebody who read both places again says of a target and the figure that judged it.

    In a package those that are in force, with target and figure as they are called there.
    """

    file: str = column("文件", "File below raw/readings that the reading stands in.")
    row: pl.Int32 = column("行", "Line of the file, the header being 1.", ge=2)
    target_id: str = columns.target_id(
        "The target; in the store as it was called when it was read.", str_matches=columns.TARGET_ID
    )
    # A figure that a reading says is wrong may be among those of no package.
    statistic_id: str = text(
        "数字编号",
        "The figure that judged it; in the store as it was called when it was read.",
        title_en="id of the figure",
        str_matches=columns.STATISTIC_ID,
    )
    finding: str = column("核读结论", "confirmed, wrong_target, wrong_figure or wrong_verdict.", codelist="finding")
    date: pl.Date = column("核读日期", "Day of the reading.")
    reader: str = text("核读者", "Who read, and whether a machine helped.")
    remark: str = text("备注", "What else the reader says.", nullable=True)
    text_sha256: str = columns.text_sha256()
    value: Number = columns.value("Number of the target as it was read.")
    unit: str = columns.unit("Unit of the target as it was read; null for an index.", nullable=True)
    quote_sha256: str = text(
        "原文SHA-256",
        "Hash of the target's quote without blanks, in UTF-8, by which it is known in another text.",
        nullable=True,
        str_matches=SHA256,
    )
    figure_text_sha256: str = text(
        "数字正文SHA-256",
        "Hash of the later report's text that the figure stands in; null for other sources.",
        nullable=True,
        str_matches=SHA256,
    )
    figure_value: Number = columns.value("Number of the figure as it was read.")
    figure_unit: str = columns.unit("Unit of the figure as it was read; null for an index.", nullable=True)
    figure_quote_sha256: str = text(
        "数字原文SHA-256", "The same hash of the quote of a later report's figure.", nullable=True, str_matches=SHA256
    )

    class Config(Table.Config):
        unique = ["file", "row"]
