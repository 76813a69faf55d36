"""Which government a report says it is of: title, congress, speaker, greeting, and the places that its text names.

Belongs here: what the text tells. Does not: folder, front matter and sidecar (``witnesses``), or the names of places (``places``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from pipelines.reports.evidence import Evidence
from pipelines.reports.identity import titles
from schemas.codelists import places

NATION = "100000"
_HEAD, _GREETING = 700, 3000
_CONGRESS = re.compile(
    r"在([^\n,。]{0,25}?)(?:第[一二三四五六七八九十\d]{1,4}|[一二三四五六七八九十]{1,3})届(全国)?(?:人民代表大会|人大)"
)
_SPEAKER = re.compile(
    r"^([^\n,。()、]{2,16}?)(?:代理?|常务|副)*(?:省长|市长|州长|县长|区长|盟长|旗长|专员|主席|总理)[^\n,。]{0,12}$",
    re.MULTILINE,
)
_GREETED = re.compile(
    r"(?:代表(?!大会)|受)(?:本届|中央)?([^\n,。《》]{0,14}?)(国务院|人民政府|政府|革命委员会|革委会|人民委员会|行政公署|行署)(?=[^\n。]{0,30}(?:报告|委托))"
)
_CABINET = "国务院"
_KIND = re.compile(r"自治区|省|市|区|州|盟|县|旗")
# What a government calls the whole that it governs: the report of a city says 全市 and 我市, that of a province 全省.
_WHOLE = re.compile(r"[全我](省|市|区|州|盟|县|旗|国)")
# What lies above is named by all below it, so the word of a whole counts the more the lower it lies: 全省 stands in the report of a city,
# 全市 hardly in that of a province.
_COUNTS_FOR = {"国": 0.1, "省": 1.0, "区": 3.0}
_LOWER = 6.0
# So often its places are named at least, and so many times as often as those of the next.
_OFTEN, _AHEAD = 3, 1.2


def evidence(title: str, text: str) -> list[Evidence]:
    """What title and text say, each under the name of its witness in ``REGION_WEIGHTS``; both are NFKC and without blanks."""
    head = text[:_HEAD]
    heard = [Evidence("title", named(line)) for line in titles(title, text)]
    whole = ""
    if congress := _CONGRESS.search(head):
        heard.append(Evidence("congress", NATION if congress[2] else named(congress[1])))
        whole = "国" if congress[2] else _kind(congress[1])
    if speaker := _SPEAKER.search(head):
        heard.append(Evidence("speaker", NATION if speaker[1].endswith(_CABINET) else named(speaker[1])))
    if greeting := _GREETED.search(text[:_GREETING]):
        cabinet = greeting[2] == _CABINET
        heard.append(Evidence("greeting", NATION if cabinet else named(greeting[1])))
        whole = whole or ("国" if cabinet else _kind(greeting[1]))
    heard.append(Evidence("names in the text", _most_named(text, whole or _whole(text))))
    return heard


def _kind(words: str) -> str:
    """The kind of government that a few words say last: 省 of 代表省人民政府, 市 of 在某市; empty where they say none."""
    return "".join(_KIND.findall(words)[-1:])


def named(words: str) -> str | None:
    """The region that a few words name: a full name before a short one, of full names the one farthest down; None where they name none.

    A county counts by its full name only: there are thousands, and some have names that stand in any text. Of several regions that
    share a name it is the one that lies in what is named too, else the highest, if it is alone.
    """
    mentions = list(dict.fromkeys(name for name, _ in places.mentioned(words)))
    best: tuple[bool, int, int, str] | None = None
    for name in mentions:
        regions = places.regions_called(name)
        around = {each for other in mentions if other != name for each in places.regions_called(other)} - {NATION}
        inside = [each for each in regions if around.intersection(places.above(each))] or list(regions)
        highest = [each for each in inside if places.rank(each) == min(map(places.rank, inside))]
        if len(highest) != 1:
            continue
        (region,) = highest
        full = places.is_full_name(name, region)
        candidate = (full, places.rank(region) if full else 0, len(name), region)
        best = max(best or candidate, candidate)
    return best[3] if best else None


def _whole(text: str) -> str:
    """What the report calls the whole of which it speaks, 省 or 市; empty where it calls nothing so."""
    counts = Counter(_WHOLE.findall(text))
    return max(counts, key=lambda sign: counts[sign] * _COUNTS_FOR.get(sign, _LOWER), default="")


def _most_named(text: str, whole: str) -> str | None:
    """The region of a kind (省, 市) that is named most, itself and what lies in it; None where none is ahead of the others.

    What lies in a region counts without the place that is named most: else a county's report would be its city's.
    """
    if whole == "国":
        return NATION
    counts = _mentions(text)
    scores = _scores(counts)
    # Of counties of one name that counts whose city and province are named most.
    ranked = sorted(
        ((scores[region], sum(counts[each] for each in places.above(region) if each != NATION), region))
        for region in scores
        if _fits(region, whole)
    )
    if not ranked or ranked[-1][0] < _OFTEN:
        return None
    score, around, region = ranked.pop()
    for next_score, next_around, rival in reversed(ranked):
        if places.name(rival) == places.name(region):
            if next_around == around:
                return None
        else:
            return region if score >= _AHEAD * next_score else None
    return region


def _mentions(text: str) -> Counter[str]:
    """How often each region is named; a county by its short name too, where its full name stands in the text."""
    counts: Counter[str] = Counter()
    for name, times in Counter(name for name, _ in places.mentioned(text)).items():
        for region in places.regions_called(name):
            counts[region] += times
    for region in [each for each in counts if places.rank(each) == places.COUNTY]:
        short = places.short_name(region)
        if len(places.name(region)) == len("城区"):
            del counts[region]  # every city has a 城区 and a 郊区
            continue
        if len(short) > 1:
            counts[region] = text.count(short)
    return counts


def _scores(counts: Mapping[str, int]) -> dict[str, int]:
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for region, times in counts.items():
        child = region
        for above in places.above(region):
            inside[above][child] += times
            child = above
    scores = dict(counts)
    for region, of_children in inside.items():
        scores[region] = scores.get(region, 0) + sum(of_children.values()) - max(of_children.values())
    return scores


def _fits(region: str, whole: str) -> bool:
    """Whether a region is of the kind that its report calls the whole."""
    name = places.name(region)
    if region == NATION:
        return False
    if whole.endswith("自治区"):
        return name.endswith("自治区")
    if whole.endswith("市"):
        # What was a 地区 is a 市 some years on.
        return name.endswith(("市", "地区"))
    return not whole or name.endswith(whole[-1])
