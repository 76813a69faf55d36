"""Days in words, as exactly as they are known. Belongs here: which part of a date is printed. Does not: the names of months (``wording.dates``)."""

from datetime import date

from pipelines.site.document import say
from pipelines.wording.dates import day_en, day_zh, month_en


def printed(day: date | None, language: str, precision: str | None = None) -> str:
    """A day in words.

    Args:
        day: None where it is not known, of which nothing is printed.
        language: of the page.
        precision: ``month`` or ``year`` where no more is known.
    """
    if day is None:
        return ""
    if precision in ("month", "year"):
        month = str(day.month) if language == "zh" else month_en(day.month)
        return say("common", language, f"known_{precision}", year=str(day.year), month=month)
    return day_zh(day) if language == "zh" else day_en(day)
