"""What a target without a number is compared with, in English: 与经济增长同步 is in step with economic growth.

Belongs here: the words. Does not: reading comparisons in reports (``targets``).
"""

import re
from functools import cache

_WITH = {
    "经济增长": "economic growth", "经济增速": "economic growth", "经济增幅": "economic growth", "经济增长速度": "economic growth", "经济增长水平": "economic growth",
    "经济发展": "economic development", "经济发展增速": "economic growth", "经济发展水平": "economic development", "经济": "the economy", "经济的": "the economy", "国民生产总值": "GDP", "本地生产总值": "GDP", "全市经济": "the economy of the city", "全省经济": "the economy of the province", "效益": "returns", "企业效益": "firms' returns",
    "国民经济": "the economy", "国民经济发展": "economic development", "国民经济增长": "economic growth", "经济社会发展": "economic and social development",
    "地区生产总值": "GDP", "国内生产总值": "GDP", "生产总值": "GDP", "GDP": "GDP", "全区生产总值": "GDP", "全市生产总值": "GDP", "全省生产总值": "GDP",
    "劳动生产率": "labour productivity", "劳动生产率提高": "labour productivity", "财政经常性收入": "regular government revenue",
    "地方财政经常性收入": "regular government revenue", "财政收入": "government revenue", "一般公共预算收入": "general public budget revenue",
    "财政支出": "government spending", "城镇居民": "that of urban residents", "城镇居民收入": "that of urban residents", "居民收入": "household income",
    "城镇居民人均可支配收入": "that of urban residents", "农民收入": "farmers' income", "投资": "investment", "物价": "prices", "物价上涨": "prices",
    "上年": "the year before", "上年水平": "the year before", "去年": "the year before", "去年水平": "the year before", "上年同期": "the same time of the year before",
    "全国": "the national average", "全省": "the provincial average", "全市": "the average of the city", "全区": "the average of the region",
    "全国全省": "the national and provincial averages", "全国、全省": "the national and provincial averages", "自治区": "the average of the region",
    "全国和全省": "the national and provincial averages", "全国全区": "the national and regional averages", "全省全市": "the averages of the province and the city", "全国农民收入": "farmers' income in the nation", "全省农民收入": "farmers' income in the province", "东部地区": "the average of eastern China", "西部地区": "the average of western China", "中部地区": "the average of central China", "同期财政经常性收入": "regular government revenue", "同期经济": "the economy", "西部": "the average of western China", "中部": "the average of central China",
    "同期": "the same time", "工业": "industry", "全社会固定资产投资": "fixed-asset investment", "人均GDP": "GDP per capita",
}  # fmt: skip
# What says how a thing is measured, at its end, and which of it is growth.
_TAIL = re.compile(r"的?(?:平均|水平|增速|增幅|涨幅|增长速度|增长幅度|增长率|增长|提高|保持|基本|大体|速度|幅度|以上)$")
_GROWTH = re.compile("增|速")
_SHAPES = (
    (
        re.compile(r"(?:与|和|同)(.+?)(?:保持|协调|基本|大体)*(?:同步|相适应|相协调)(?:增长|提高|提升|发展)?"),
        "in step with {}",
    ),
    (re.compile(r"(?:与|和|同)(.+?)(?:保持)?(?:大体|大致|基本)?(?:保持)?(?:持平|相当)"), "level with {}"),
    (re.compile(r"(?:不低于|不慢于|不少于|不小于)(.+)"), "no less than {}"),
    (re.compile(r"(?:不高于|不超过|不快于)(.+)"), "no more than {}"),
    (re.compile(r"(?:略|稍|明显|继续)?(?:高于|超过|快于|大于|优于|好于|超)(.+)"), "above {}"),
    (re.compile(r"(?:略|稍|明显)?(?:低于|慢于|少于|小于)(.+)"), "below {}"),
    (re.compile(r"(?:达到|赶上)(.+)"), "up to {}"),
)


@cache
def comparator_en(printed: str) -> str | None:
    """A comparison in English; None where there is none for it."""
    return next((said for shape, words in _SHAPES if (said := _said(shape.fullmatch(printed), words))), None)


def _said(match: re.Match[str] | None, words: str) -> str | None:
    return words.format(known) if match and (known := _thing(match[1])) else None


def _thing(printed: str) -> str | None:
    """A thing in English: as it stands, else without what says how it is measured, the growth of it where that says so."""
    cut = ""
    while printed:
        if printed in _WITH:
            grows = _GROWTH.search(cut) and not re.search("growth|average|before|that of", _WITH[printed])
            return f"the growth of {_WITH[printed]}" if grows else _WITH[printed]
        tail = _TAIL.search(printed)
        if not tail:
            return None
        printed, cut = printed[: tail.start()], tail[0] + cut
    return None
