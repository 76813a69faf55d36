"""What the first sheet of a workbook says: what came of the targets, what the verdicts mean, how they are judged, how to cite; a line a row.

Belongs here: choosing and putting together the lines, Chinese beside English. Does not: words that the page says too (``page/words.toml``,
the codelists), or how a sheet looks (``workbook``).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from pipelines.forms import growth
from pipelines.forms.answers import shares
from pipelines.forms.codes import label, meaning
from pipelines.forms.page import figures
from pipelines.forms.page.language import filled
from pipelines.forms.page.package import margins
from pipelines.forms.page.sentences import rest, whose
from pipelines.forms.rows import joined
from pipelines.packages.counts import judged
from pipelines.wording.dates import day_en, day_zh
from pipelines.wording.numbers import counted, share
from schemas.codelists.statuses import statuses

# The codelist of what a verdict is called on a limit.
OF_LIMITS = "status_of_limit"


class Pair(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str


class Line(NamedTuple):
    """A line of the sheet: title, section or text (an empty ``kind``); the colour below it, the sheet or the address that it leads to."""

    pair: Pair
    kind: str = ""
    ground: str = ""
    link: str = ""
    address: str = ""


_BLANK = Line(Pair("", ""))


def section(zh: str, en: str) -> list[Line]:
    """A heading with a line above it."""
    return [_BLANK, Line(Pair(zh, en), kind="section")]


def answer(tables: Mapping[str, pl.DataFrame]) -> list[Line]:
    """What came of the targets, what each verdict means with how many have it, and how they are judged.

    Args:
        tables: those of a package, with ``targets`` and ``outcomes``.
    """
    rows = joined(tables)
    counts = figures.statuses(rows)
    own = figures.own(rows) if "source_kind" in rows.columns else None
    said = [met(counts, own), rest(counts), growth.sentence(tables), _answers(rows)]
    return [
        *section("结果如何", "What came of the targets"),
        *(Line(Pair(**each)) for each in said if each),
        *section("判定的含义", "What the verdicts mean"),
        *_verdicts(counts),
        *section("如何判定", "How they are judged"),
        *(Line(Pair(**each)) for each in (*method(tables), filled("limit_silence"), filled("limit_undecided"))),
    ]


def met(counts: Mapping[str, int], own: int | None) -> dict[str, str]:
    """How many of the targets with a comparable result were met, and how many of these results are the government's own."""
    of = judged(counts)
    if not of:
        return filled("headline_none")
    end = whose(own, of)
    met = share(counts["met"], of)
    return {
        "zh": f"有结果可比的{of:,}项目标中，{counts['met']:,}项实现（{met}）{end['zh']}",
        "en": f"Of the {counted(of, 'target')} with a comparable result, {met} ({counts['met']:,}) were met{end['en']}",
    }


def _answers(rows: pl.DataFrame) -> dict[str, str] | None:
    """By what the targets that are due are answered; nothing of tables that do not say it."""
    answered = shares(rows)
    return None if answered is None else {language: answered.sentence(language) for language in ("zh", "en")}


def _verdicts(counts: Mapping[str, int]) -> list[Line]:
    return [
        Line(
            Pair(
                f"{status.sign} {status.label_zh}（{counts.get(code, 0):,}项）：{meaning('status', code)['zh']}",
                f"{status.sign} {status.label_en[:1].upper()}{status.label_en[1:]} ({counts.get(code, 0):,}): {meaning('status', code)['en']}",
            ),
            ground=status.ground,
        )
        for code, status in statuses().items()
    ]


def method(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, str]]:
    """How verdicts come about, in sentences: with what a target is compared, what bounds mean where the tables have rules, what is held."""
    of_bounds = margins(tables)
    return [
        filled("method_match", no_data=label("status", "no_data"), not_comparable=label("status", "not_comparable")),
        *([filled("method_bounds", near=label("status", "near"), **of_bounds)] if of_bounds else []),
        filled("limit_held", held=label("status", "held")),
    ]


# What the sheets of targets hold, by their language.
READ = {
    "zh": Pair("目标与结果：每项目标一行，中文，可以筛选", "The same in Chinese"),
    "en": Pair("Targets and results：同一内容，英文", "Targets and results: a row a target, in English, to filter"),
}
# What a table holds, in a few words of Chinese; in English its contract says it.
TABLES_ZH = {
    "results": "目标、结果和判定，一行一项", "reports": "报告", "targets": "目标", "achieved": "报告中的上年结果", "commitments": "没有数值的任务",
    "project_lists": "民生实事清单", "outcomes": "判定", "claims": "次年报告的说法", "vintages": "先后公布的结果", "matches": "目标与可能对应的结果",
    "statistics": "公布的数字", "conflicts": "来源之间不一致的数字", "readings": "核读记录", "headline": "主要指标的目标和结果",
    "headline_wide": "主要指标的目标和结果，一行一地一年", "extraction_scores": "程序识别的准确程度", "verdict_checks": "判定的抽样核对",
    "attainment_by_indicator": "各指标的判定", "attainment_by_region_year": "各地各年的判定", "answers_by_indicator": "各指标有无下文",
    "answers_by_region_year": "各地各年有无下文", "biggest_gaps": "差距最大的目标", "never_reported": "次年报告未提及的目标",
    "targets_after": "次年是否下调目标", "changes": "本版变化", "topics": "主题", "topic_words": "定主题的词", "indicators": "指标", "glosses": "指标名称的英文", "deeds": "动作的英文",
    "indicator_relations": "相近的指标", "indicator_stages": "指标的环节", "polarities": "指标方向", "deed_polarities": "按动作定的指标方向",
    "head_polarities": "按词尾定的指标方向", "verdict_rules": "判定规则与允许误差", "meets": "哪些时期和类别可以比较", "link_words": "按名称对应时不计的词",
    "plausibility": "何时存疑待核", "series_breaks": "统计口径的间断", "method_constants": "方法中的常数", "headlines": "主要指标的代码", "regions": "地区",
    "units": "单位", "codes": "代码及其含义",
}  # fmt: skip


def called(table: str, sheet: str) -> str:
    """What the sheet of a table is called, with what it holds where that is known."""
    return f"{sheet}：{TABLES_ZH[table]}" if table in TABLES_ZH else sheet


CODEBOOK = Pair("codebook：各列的含义", "codebook: what stands in every column")


def foot(version: str, created: date, cited: str, address: str) -> list[Line]:
    """Source, version, licence, citation, address.

    Args:
        version: of the package.
        created: the newest date among its inputs.
        cited: the short citation.
        address: where it is served; empty where nobody says.
    """
    return [
        *section("来源、许可、引用", "Source, licence, citation"),
        Line(Pair(f"版本：{version}，数据截至{day_zh(created)}", f"Version {version}, data up to {day_en(created)}")),
        Line(
            Pair(
                "来源：各级政府工作报告；结果来自统计公报、统计年鉴、次年报告等，各行注明。",
                "Source: work reports of Chinese governments; results are from statistical communiqués, yearbooks, next reports and others, named in each row.",
            )
        ),
        Line(Pair("许可：" + filled("licence")["zh"], "Licence: " + filled("licence")["en"])),
        Line(Pair(f"引用：{cited}", f"To cite: {cited}")),
        *([Line(Pair(address, address), address=address)] if address else []),
    ]
