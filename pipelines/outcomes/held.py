"""Verdicts that wait for a second reading, each with both places that have to be read, and the row that the reading will be.

Belongs here: looking both places up. Does not: which verdicts are held (``*.sql``), or how they are printed.
"""

from collections.abc import Collection, Mapping

import polars as pl

from pipelines.outcomes.applied import quote_sha256
from pipelines.outcomes.readings import COLUMNS, OPTIONAL

# The tables that ``to_read`` takes.
TABLES = ("outcomes", "targets", "candidates", "achieved", "reports")
HELD = "held"
# So many signs of the text stand before and after a quote: mostly the sentence, and the heading that it stands under.
AROUND = 80
# The columns of a row of raw/readings in the order in which they are printed: first what the reader writes.
WRITTEN = ("finding", "date", "reader", "remark")
PRINTED = (
    "target_id", "statistic_id", *WRITTEN, "text_sha256", "value", "unit", "quote_sha256", "figure_text_sha256", "figure_value",
    "figure_unit", "figure_quote_sha256",
)  # fmt: skip
assert set(PRINTED) == {*COLUMNS, *OPTIONAL}


def to_read(tables: Mapping[str, pl.DataFrame], ids: Collection[str] = ()) -> pl.DataFrame:
    """The targets whose verdicts are held, or those of some ids that a figure was held against, in the order of ``outcomes``.

    Args:
        tables: ``TABLES`` of the store, whole.
        ids: targets; none are all that are held and that no reading keeps so.

    Returns:
        the columns ``PRINTED``, of which those of ``WRITTEN`` are empty; ``report_id``, ``region_code``, ``year``, ``title`` and
        ``source_url`` of the target's report, ``indicator``, ``indicator_id``, ``measure``, ``bound``, ``value_high``, ``comparator``,
        ``quote``, ``around``, ``status``, ``status_reason``; of the figure ``actual_name``, ``period``, ``actual_title``, ``actual_publisher``,
        ``actual_url``, ``note`` and, where a report states it, ``actual_quote``, ``actual_around``. What is around a quote is its text on one
        line, the quote in 【】.
    """
    # One that a reading keeps held waits for none.
    waiting = (pl.col("status") == HELD) & pl.col("status_reason").ne_missing("reading")
    wanted = pl.col("target_id").is_in(list(ids)) if ids else waiting
    outcomes = tables["outcomes"].filter(wanted, pl.col("statistic_id").is_not_null())
    reports = tables["reports"].select("report_id", "text_sha256", "title", "source_url")
    targets = tables["targets"].select(
        "target_id", "report_id", "region_code", "year", "indicator", "indicator_id", "measure", "bound", "value", "value_high", "unit",
        "comparator", "quote", "char_start", "char_end",
    )  # fmt: skip
    rows = (
        outcomes.select("target_id", "statistic_id", "status", "status_reason")
        .join(targets, on="target_id", maintain_order="left")
        .join(reports, on="report_id", how="left", maintain_order="left")
        .join(_figures(tables), on="statistic_id", how="left", maintain_order="left")
        .with_columns(
            *(pl.lit(None, pl.String).alias(name) for name in WRITTEN),
            quote_sha256=_hashed("quote"),
            figure_quote_sha256=_hashed("actual_quote"),
        )
    )
    texts = dict(tables["reports"].select("report_id", "text").iter_rows())
    return rows.with_columns(
        around=_around(rows, texts, "report_id", "char_start", "char_end"),
        actual_around=_around(rows, texts, "actual_report", "actual_start", "actual_end"),
    ).drop("char_start", "char_end", "actual_report", "actual_start", "actual_end")


def _figures(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every figure that could judge, with the report that states it where one does."""
    reports = tables["reports"].select(actual_report="report_id", figure_text_sha256="text_sha256")
    stated = tables["achieved"].select(
        statistic_id="target_id", actual_report="report_id", actual_quote="quote", actual_start="char_start", actual_end="char_end"
    )  # fmt: skip
    figures = tables["candidates"].unique("statistic_id", keep="first").select(
        "statistic_id", "period", "note", actual_name="indicator", figure_value="value", figure_unit="unit", actual_title="source_title",
        actual_publisher="publisher", actual_url="source_url",
    )  # fmt: skip
    return figures.join(stated.join(reports, on="actual_report", how="left"), on="statistic_id", how="left")


def _hashed(column: str) -> pl.Expr:
    return pl.col(column).map_elements(quote_sha256, return_dtype=pl.String)


def _around(rows: pl.DataFrame, texts: Mapping[str, str], *columns: str) -> pl.Series:
    """The quotes with what stands around them in their reports; null where the columns name no report."""
    around = [
        None if report is None else _marked(texts[report], start, end)
        for report, start, end in rows.select(columns).iter_rows()
    ]
    return pl.Series(around, dtype=pl.String)


def _marked(text: str, start: int, end: int) -> str:
    marked = f"{text[max(0, start - AROUND) : start]}【{text[start:end]}】{text[end : end + AROUND]}"
    return " ".join(marked.split())
