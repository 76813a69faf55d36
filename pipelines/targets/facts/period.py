"""What a figure is for: the years that its sentence names, else those of its part, else the report's year or the one before.

Belongs here: choosing between them. Does not: which years are named (``years``), or those of a part (``parts``).
"""

import re

from pipelines.targets import lexicon
from pipelines.targets.facts import added, years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.parts import Sentence

SINCE = re.compile(r"[比较](?P<year>(?:19|20)\d\d)年")
# Over several years; 全年平均, 年均浓度 and 年平均工资 are of one.
_AVERAGE = re.compile(lexicon.any_of("periods", kind="average"))
LAST_YEAR = re.compile(lexicon.any_of("periods", kind="last_year"))
_MANY_YEARS = re.compile(lexicon.any_of("periods", kind="many_years"))
THIS_YEAR = "今年"
_RATES = ("growth", "change")
_LONGEST_TERM = 5


def read(figure: Figure, sentence: Sentence) -> tuple[str | None, bool]:
    """The period, a year or the first and the last of several, ISO 8601, and whether it is in doubt.

    None where the report's year is not known. In doubt is what is added, in a review that has turned from several years to the last
    without saying so in the sentence.
    """
    adds, named = added.read(figure, sentence), years.read(figure, sentence)
    if stated := _stated(figure, named, sentence.years or sentence.span):
        return stated, False
    unsaid = named is None and sentence.years is None and sentence.span is not None
    return _chosen(figure, named, sentence.years, adds), figure.achieved and adds and unsaid


def _stated(figure: Figure, named: str | None, part: str | None) -> str | None:
    """Of the past: several years, where the clause gives an average over them; last year, where the sentence says so."""
    before, year = figure.before, figure.year
    if not figure.achieved or not year:
        return None
    if _AVERAGE.search(figure.own):
        return named if named and "/" in named else part or f"{year - _LONGEST_TERM}/{year - 1}"
    if (named and "/" not in named) or not (named or part):
        return None
    last = [match.end() for match in LAST_YEAR.finditer(before)]
    return str(year - 1) if last and not _MANY_YEARS.search(before, last[-1]) else None


def _chosen(figure: Figure, named: str | None, part: str | None, adds: bool) -> str | None:
    """The named years, else those of the part, else the report's year, or the one before for what is achieved."""
    year, achieved = figure.year, figure.achieved
    if part and named is None and not achieved and THIS_YEAR in figure.before:
        named = str(year)
    elif part and not achieved and years.counts(figure.own):
        named = part  # 到2028年城镇化率达到60%,五年新增就业30万人
    chosen = named or part
    default = None if year is None else str(year - 1 if achieved else year)
    return _since(figure, chosen or default) or (_of_several(figure, chosen, named, adds) if chosen else default)


def _since(figure: Figure, years: str | None) -> str | None:
    """A rate counted from an earlier year is of all years since: 较2016年增长32.6% in the report of 2021 is for 2017/2020."""
    if figure.year is None or years is None or figure.member.measure not in _RATES:
        return None
    base, last = SINCE.search(figure.own), years[-4:]
    return f"{int(base['year']) + 1}/{last}" if base and int(base["year"]) < int(last) - 1 else None


def _of_several(figure: Figure, chosen: str, named: str | None, adds: bool) -> str:
    """Of several years a rate and what was done are for all, a level for the last unless the sentence names the years itself."""
    last = chosen[-4:]
    if figure.achieved and added.is_level(figure.member) and not years.counts(figure.own):
        return last  # 五年新增就业9万人,登记失业率控制在4%以内
    over_all = figure.member.measure in _RATES or adds
    return chosen if over_all or chosen == named else last
