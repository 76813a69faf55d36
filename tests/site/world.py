"""A small country, made up: reports of eight governments over eleven years, read, judged and published by the line itself.

Belongs here: texts and figures of that country, and the packages that are made of them. Does not: the site, or what is asked of it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from pipelines import definitions
from pipelines.base.files import measure
from pipelines.base.settings import settings
from pipelines.line.run import run

YEARS = range(2015, 2026)
# Real places, so that they have names, levels and neighbours; whatever is said of them is made up.
NAMES = {
    "100000": "全国", "330000": "浙江省", "330100": "杭州市", "440000": "广东省", "440100": "广州市", "510000": "四川省", "510100": "成都市",
    "650000": "新疆维吾尔自治区",
}  # fmt: skip
# Indicator, what its target is set as, its first number, how far results go up and down.
GROWTH = (
    ("地区生产总值", "增长{}%左右", Decimal("6.5"), 6),
    ("规模以上工业增加值", "增长{}%以上", Decimal("7.0"), 9),
    ("固定资产投资", "增长{}%", Decimal("8.0"), 12),
    ("社会消费品零售总额", "增长{}%左右", Decimal("7.5"), 8),
    ("进出口总额", "增长{}%以上", Decimal("3.0"), 20),
    ("一般公共预算收入", "增长{}%左右", Decimal("5.0"), 10),
    ("居民人均可支配收入", "增长{}%以上", Decimal("7.0"), 5),
)
# Housing: what is built, and how many of it.
HOUSING = (("新开工保障性住房", 5000), ("改造棚户区住房", 3000), ("筹集保障性租赁住房", 8000))
MENTIONED = "城镇新增就业{jobs}万人以上，城镇调查失业率控制在{unemployment}%以内，居民消费价格涨幅控制在{prices}%左右"

PACKAGES = """
[owner]
title = "Made-up owners"

[[package]]
name = "governments"
title_zh = "编造的目标与结果"
title_en = "Made-up targets and results"
description_zh = "编造的报告。"
description_en = "Made-up reports."
regions = []
years = []
text = "none"
formats = ["parquet"]
tables = [
    "reports", "targets", "achieved", "project_lists", "outcomes", "results", "claims", "vintages", "matches", "statistics", "conflicts", "readings",
    "attainment_by_region_year", "attainment_by_indicator", "answers_by_region_year", "answers_by_indicator",
    "biggest_gaps", "targets_after", "never_reported", "headline", "headline_wide",
    "topics", "indicators", "indicator_relations", "polarities", "deed_polarities", "head_polarities", "verdict_rules", "meets", "link_words", "plausibility",
    "series_breaks", "topic_words", "glosses", "deeds", "method_constants", "headlines", "regions", "units", "codes",
    "extraction_scores", "verdict_checks",
]

[[package]]
name = "chengdu-2024"
title_zh = "成都2024年的目标"
title_en = "Targets of Chengdu 2024"
description_zh = "编造的报告。"
description_en = "A made-up report."
regions = ["510100"]
years = [2024]
formats = ["parquet"]
"""
_HEADER = "region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,note"
# The first figure of Zhejiang in 2019 is below its target, the revised one above it.
FIGURES = (
    "330000,浙江省,地区生产总值,2019,growth,5.6,%,,编造的公报,浙江省统计局,communique,2020-03-05,https://example.org/first,",
    "330000,浙江省,地区生产总值,2019,growth,7.2,%,,编造的公报（修订）,浙江省统计局,communique,2020-12-20,https://example.org/revised,",
)


def write(raw: Path, years: Sequence[int] = YEARS) -> None:
    """Put the reports and the figures of the country into a folder, as raw/ has them."""
    for region in NAMES:
        for year in years:
            path = raw / "reports" / region / f"{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(report(region, year), encoding="utf-8")
            # Half of the reports have an address, as in the real ones.
            if year % 2 == 0:
                path.with_suffix(".toml").write_text(_sidecar(region, year), encoding="utf-8")
    (raw / "statistics").mkdir(exist_ok=True)
    (raw / "statistics" / "figures.csv").write_text("\n".join([_HEADER, *FIGURES]) + "\n", encoding="utf-8")


def publish(raw: Path, into: Path, store: Path) -> None:
    """Read, judge and publish what lies in ``raw`` into a folder that readers see."""
    packages = store.parent / f"{store.name}.toml"
    packages.write_text(PACKAGES, encoding="utf-8")
    line = definitions.line(
        settings(raw=raw, store=store, published=into, definitions=packages, software_version="none")
    )
    run(line, line.steps)


def sign(published: Path, package: str, version: str) -> None:
    """Let descriptor and catalogue of a version have the hashes of its files as they are now, as its publisher would have it."""
    folder, catalog = published / package / version, json.loads((published / "catalog.json").read_text("utf-8"))
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    for resource in descriptor["resources"]:
        resource["hash"] = f"sha256:{measure(folder / resource['path']).sha256}"
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    for entry in catalog["packages"][package]["versions"]:
        if entry["version"] == version:
            entry["descriptor_sha256"] = measure(file).sha256
    (published / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")


def report(region: str, year: int) -> str:
    """The report of a government: what came of the year before, and what is set for the year."""
    name = NAMES[region]
    before, now = _values(region, year - 1), _values(region, year)
    return "\n\n".join(
        [
            f"{year}年{name}政府工作报告" if region != "100000" else f"{year}年国务院政府工作报告",
            f"——{year}年1月15日在{name}人民代表大会上",
            "各位代表：",
            f"一、{year - 1}年工作回顾",
            f"{year - 1}年，{_results(region, before)}。",
            f"城镇新增就业{before['jobs'] + 3}万人，城镇调查失业率{before['unemployment'] - Decimal('0.2')}%，居民消费价格上涨{before['came_prices']}%。",
            "，".join(f"{what}{_of(before, number)}套" for what, number in HOUSING) + "。",
            f"二、{year}年工作安排",
            f"今年的主要预期目标是：{_targets(region, now)}，{MENTIONED.format(**now)}。",
            f"办好民生实事。{'，'.join(f'{what}{_set(now, number)}套' for what, number in HOUSING)}。",
            f"改造老旧小区{200 + now['step']}个，新建幼儿园{20 + now['step']}所。",
        ]
    )  # fmt: skip


def _values(region: str, year: int) -> Mapping[str, int | Decimal]:
    """The numbers of a government and year; the same at every call."""
    step = (int(region[:2]) * 7 + int(region[2:4]) * 5 + year * 3) % 11
    return {
        "step": step,
        "jobs": 60 + step,
        "unemployment": Decimal("5.5"),
        "prices": Decimal("3.0"),
        "came_prices": Decimal("1.5") + Decimal(step) / 5,
    }


def _set(values: Mapping[str, int | Decimal], number: int) -> int:
    """How many are to be built."""
    return int(number + 100 * values["step"])


def _of(values: Mapping[str, int | Decimal], number: int) -> int:
    """How many were built."""
    return int(_set(values, number) + 90 * (values["step"] - 4))


def _targets(region: str, values: Mapping[str, int | Decimal]) -> str:
    return "，".join(f"{_named(region, name)}{how.format(_target(first, values))}" for name, how, first, _ in GROWTH)


def _results(region: str, values: Mapping[str, int | Decimal]) -> str:
    return "，".join(_came(region, values))


def _came(region: str, values: Mapping[str, int | Decimal]) -> Iterator[str]:
    for place, (name, _, first, width) in enumerate(GROWTH):
        off = Decimal((int(values["step"]) * 5 + place * 3) % width - width // 2) / 4
        yield f"{_named(region, name)}增长{_target(first, values) + off}%"


def _target(first: Decimal, values: Mapping[str, int | Decimal]) -> Decimal:
    return first + Decimal(values["step"]) / 10


def _named(region: str, name: str) -> str:
    return "国内生产总值" if region == "100000" and name == "地区生产总值" else name


def _sidecar(region: str, year: int) -> str:
    return f'title = "{year}年{NAMES[region]}政府工作报告"\nsource_url = "https://example.org/{region}/{year}"\npublished = {year}-01-20\n'
