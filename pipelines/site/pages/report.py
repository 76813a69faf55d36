"""The page of a report, with all its targets in the order of the text. Belongs here: what it tells. Does not: its words (``words/report.toml``)."""

from collections.abc import Iterator

from pipelines.site import addresses
from pipelines.site.document import Head, Page, render
from pipelines.site.source import Source


def keys(source: Source) -> list[str]:
    """The codes of the governments whose reports are at hand."""
    return source.table("reports")["region_code"].unique().sort().to_list()


def pages(source: Source, key: str) -> Iterator[Page]:
    """The pages of all reports of a government in both languages."""
    rows = source.of_place("rows", key)
    for report in source.of_place("reports", key).iter_rows(named=True):
        of_report = rows.filter(report_id=report["report_id"])
        for language in addresses.LANGUAGES:
            head = Head(report["title"] or report["report_id"], report["report_id"])
            path = addresses.report(report["report_id"])
            yield render(source, "report", language, path, head, report=report, rows=of_report.to_dicts())
