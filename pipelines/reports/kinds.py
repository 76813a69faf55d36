"""Documents that look like a work report and are none: plans, communiqués, reports of others, foreign words, tables.

Belongs here: telling them by title, opening and signs, and what to do with them. Does not: whose a report is (``witnesses``).
"""

import re
from typing import NamedTuple

from pipelines.reports.identity import TITLE_CHARS, plain, titles
from schemas.errors import InputError


class Kind(NamedTuple):
    """A kind of document: its name in an error; what its title says; how it opens; what to do; whether it greets a congress too."""

    name: str
    title: str
    opening: str
    cure: str
    greets: bool = False


_LEAVE = "It holds no yearly targets of a government that could be judged: leave it out"
_PARTS = r"(?:第[一二三四五六七八九十]+个五年|[“《]?[九十][一二三四五六]?五[”》]?)"
# The first that fits. A work report may lay a plan before the congress, so what has its title or greets as one is one.
KINDS = (
    Kind(
        "a statistical communiqué (统计公报)",
        r"(?:发展|年度|经济)?(?:统计|普查)公报",
        r"统计局[^。]{0,80}(?:\d{4}年\d{1,2}月|统计公报)|^[^。]{0,60}统计公报",
        "Read its figures with `mubiao statistics communiques FOLDER`",
    ),
    Kind(
        "a report on the budget (预算报告)",
        r"预算(?:执行|草案|收支)|决算",
        r"(?:现将|受[^。]{0,20}委托)[^。]{0,80}预算(?:执行|草案)",
        _LEAVE,
        greets=True,
    ),
    Kind(
        "a report on the yearly plan (计划报告)",
        r"(?:国民经济|社会发展|计划)[^\n]{0,20}(?:执行情况|计划草案)|计划(?:执行情况|草案)[^\n]{0,20}报告",
        r"(?:现将|受[^。]{0,20}委托)[^。]{0,60}计划(?:执行情况|草案)",
        "The government's own report of that year states its targets: take that one",
        greets=True,
    ),
    Kind(
        "a five-year plan (五年规划)",
        rf"{_PARTS}[^\n]{{0,30}}(?:规划|计划|纲要|建议)|(?:规划|远景目标)纲要",
        r"(?:制定|编制)本(?:规划|纲要)|本(?:规划|纲要)(?:根据|依据)",
        "Its targets are of five years; take the government's reports of these years",
    ),
    Kind(
        "a report of the party (党代会报告)",
        r"中国共产党[^\n]{0,30}(?:代表大会|全体会议)|党代会|市委[^\n]{0,12}全会|省委[^\n]{0,12}全会",
        r"代表(?:中国共产党|中共)?[^。,]{0,20}(?:委员会|省委|市委|州委|县委|区委|常委会)[^。]{0,20}(?:报告|讲话)|"
        r"中国共产党[^。\n]{0,30}代表大会上的报告",
        _LEAVE,
    ),
    Kind(
        "a report of congress, court, procuratorate or consultative conference",
        r"(?:常务委员会|常委会|人民法院|人民检察院|法院|检察院|政协)[^\n]{0,8}工作报告",
        r"代表[^。,]{0,24}(?:常务委员会|常委会|人民法院|人民检察院)[^。]{0,20}报告",
        "The government's own report of that year is 政府工作报告: take that one",
        greets=True,
    ),
)
_HEAD = 800
_REPORT_TITLE = re.compile(r"政府[^\n]{0,4}工作[^\n]{0,2}报告|施政报告")
_REPORT_GREETING = re.compile(
    r"代表(?!大会)[^\n。《》]{0,16}?(?:国务院|政府|革命委员会|人民委员会|行政公署|行署)[^\n。]{0,40}报告"
)
_CHINESE, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]")
_FIGURE = re.compile(r"[\d.|,%\-]")
# Shares of the signs of a text, which holds at least so many: a report is nine tenths Chinese, with a tenth of figures.
_SIGNS, _MOST_LATIN, _MOST_FIGURES = 300, 0.5, 0.5
_LOOKED_AT = 5000


def refuse_other(file: object, title: str, text: str) -> None:
    """A document of another kind is no report.

    Args:
        file: its name, for the error.
        title: what front matter or page call it.
        text: its canonical text.

    Raises:
        InputError: it is one; it says which, and what to do with it.
    """
    if kind := other_kind(title, text):
        raise InputError(file, "", f"it is no work report but {kind[0]}", kind[1])


def other_kind(title: str, text: str) -> tuple[str, str] | None:
    """Which other kind of document a text is, and what to do with it; None where it is a report, or nothing tells."""
    if signs := _by_signs(text):
        return signs
    named, head = _opening(title, text)
    if any(_REPORT_TITLE.search(line) for line in named):
        return None
    governs = bool(_REPORT_GREETING.search(head))
    greeted = governs or "各位代表" in head
    for kind in KINDS:
        titled = any(re.search(kind.title, line) for line in named)
        opened = bool(re.search(kind.opening, head))
        # A congress hears budget and court beside the government: what they say of themselves counts unless a government speaks.
        if (titled and opened and kind.greets) or ((titled or opened) and not (governs if kind.greets else greeted)):
            return kind.name, kind.cure
    return None


def calls_itself_report(title: str, text: str) -> bool:
    """Whether title or greeting are those of a work report, whatever stands in it."""
    named, head = _opening(title, text)
    return any(_REPORT_TITLE.search(line) for line in named) or bool(_REPORT_GREETING.search(head))


def _opening(title: str, text: str) -> tuple[list[str], str]:
    """The lines that may be a title, and the first lines, both ``plain``."""
    head = plain(text[: 2 * _HEAD])[:_HEAD].replace("*", "").replace("#", "")
    first = [line for line in head.splitlines()[:1] if len(line) <= TITLE_CHARS and "。" not in line]
    return [line for line in (plain(title), *first, *titles("", head)) if line], head


def _by_signs(text: str) -> tuple[str, str] | None:
    """What the signs of a text tell: that it is in another language, or a table of figures."""
    text = text[:_LOOKED_AT]
    if len(text) < _SIGNS:
        return None
    chinese, latin, figures = (len(each.findall(text)) for each in (_CHINESE, _LATIN, _FIGURE))
    if latin > _MOST_LATIN * (chinese + latin + figures):
        return "a text in Latin letters (English)", "Take the Chinese text: the grammar reads Chinese"
    if figures > _MOST_FIGURES * (chinese + latin + figures):
        return (
            "tables of figures",
            "Figures of statistics are read from tables: see `mubiao statistics --help` and docs/guides/add-statistics.md",
        )
    return None
