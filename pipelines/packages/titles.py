"""What a package is called where nobody says: titles and descriptions of regions and years, in both languages.

Belongs here: wording. Does not: which reports a package takes (``definition``).
"""

from collections.abc import Sequence

from schemas import codelists

# So many governments, or years that do not follow each other, are named; more are counted.
MOST_NAMED = 3


def title_zh(regions: Sequence[str], years: Sequence[int]) -> str:
    """The title in Chinese, of GB/T 2260 codes and report years; none are all."""
    return f"{_places_zh(regions)}{_years_zh(years)}政府工作报告量化目标及其实现情况"


def title_en(regions: Sequence[str], years: Sequence[int]) -> str:
    """The title in English."""
    return f"Numeric targets of the work reports of {_years_en(years)} of {_places_en(regions)} and what became of them"


def description_zh(regions: Sequence[str], years: Sequence[int], *, facts_only: bool) -> str:
    """One sentence in Chinese; says so where no sentence of a report is in it."""
    what = f"从{_places_zh(regions)}{_years_zh(years)}政府工作报告中逐条提取的量化目标"
    return f"{what}，与公开统计数据和下一年报告对照并判定是否实现{'；只含事实，不含原文' if facts_only else ''}。"


def description_en(regions: Sequence[str], years: Sequence[int], *, facts_only: bool) -> str:
    """The same sentence in English."""
    what = f"Every numeric target of the work reports of {_years_en(years)} of {_places_en(regions)}"
    judged = "joined with public statistics and the next report, and judged met, near, missed or not decidable"
    return f"{what}, {judged}{'; facts only, no sentence of a report' if facts_only else ''}."


def _places_zh(regions: Sequence[str]) -> str:
    if not regions:
        return "全部地区"
    named = [_region(code)["name_zh"] for code in regions]
    return "、".join(named) if len(named) <= MOST_NAMED else f"{len(named)}个地区"


def _places_en(regions: Sequence[str]) -> str:
    if not regions:
        return "all governments"
    named = [_region(code)["name_en"] for code in regions]
    return _enumerated(named) if len(named) <= MOST_NAMED else f"{len(named)} governments"


def _years_zh(years: Sequence[int]) -> str:
    if not years:
        return "历年"
    if _follow(years):
        return f"{min(years)}—{max(years)}年"
    named = [f"{year}年" for year in sorted(years)]
    return "、".join(named) if len(named) <= MOST_NAMED else f"{min(years)}—{max(years)}年间{len(named)}个年份"


def _years_en(years: Sequence[int]) -> str:
    if not years:
        return "all years"
    if _follow(years):
        return f"{min(years)} to {max(years)}"
    named = [str(year) for year in sorted(years)]
    return _enumerated(named) if len(named) <= MOST_NAMED else f"{len(named)} years from {min(years)} to {max(years)}"


def _follow(years: Sequence[int]) -> bool:
    """Whether each of several years follows the one before."""
    return len(years) > 1 and sorted(years) == list(range(min(years), max(years) + 1))


def _enumerated(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _region(code: str) -> dict[str, str]:
    return next(row for row in codelists.read("regions") if row["region_code"] == code)
