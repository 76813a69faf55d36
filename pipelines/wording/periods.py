"""The time of a target in words, where it is another than its report's year, and when its result should be out.

Belongs here: those words. Does not: what a period is (``outcomes/periods.sql``).
"""

from pipelines.wording.dates import month_en
from schemas import codelists


def when(year: int | None, period: str | None, kind: str | None) -> tuple[str, str]:
    """Before a name in Chinese and behind one in English: 到2025年, by 2025; 2021—2025年, 2021–25; empty where it is the report's year."""
    if not period or period == str(year):
        return "", ""
    first, last = _ends(period)
    if len(first) > 4:
        return _months(first, last, year)
    if kind == "end":
        return f"到{last}年", f"by {last}"
    if first == last:
        return f"{last}年", f"in {last}"
    return f"{first}—{last}年", f"{first}–{last[2:] if first[:2] == last[:2] else last}"


def _months(first: str, last: str, year: int | None) -> tuple[str, str]:
    """Months of a year: 1—6月, January to June; with the year where it is not the report's."""
    of_year, (begin, end) = first[:4], (int(each[5:7]) for each in (first, last))
    zh, en = f"{begin}—{end}月", f"{month_en(begin)} to {month_en(end)}"
    return (zh, en) if of_year == str(year) else (f"{of_year}年{zh}", f"{en} {of_year}")


def _ends(period: str) -> tuple[str, str]:
    first, _, last = period.partition("/")
    return first, last or first


def target_year(period: str) -> str:
    """The last year of a period."""
    return _ends(period)[1][:4]


def expected(period: str) -> tuple[str, str]:
    """The month before whose end the result of a period should be out, by the method's ``due_months``: 2027年3月, March 2027."""
    last = _ends(period)[1]
    months = int(last[:4]) * 12 + (int(last[5:7]) if len(last) > 4 else 12) - 1 + _due_months()
    year, month = divmod(months, 12)
    return f"{year}年{month + 1}月", f"{month_en(month + 1)} {year}"


def _due_months() -> int:
    rows = [row for row in codelists.read("method_constants") if row["constant"] == "due_months"]
    return int(max(rows, key=lambda row: row["since"])["value"])
