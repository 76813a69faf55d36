"""Columns that several tables share: title, type of check, codelist and reference of each, once.

What belongs here: a column that stands in two tables or more. A table that means it in a sense of its own gives its own
description; the rest stays as it is here. What does not: columns of one table, and the types, which stand in the table.

A Pandera field belongs to one table, so each column is a function that gives a new one. ``options`` are those of
``contract.column``.
"""

from typing import Any

from schemas.contract import ISO_PERIOD, SHA256, column, text
from schemas.dates import FIRST_YEAR, LAST_YEAR

REPORT_ID = r"^\d{6}-\d{4}$"
REGION_CODE = r"^\d{6}$"
TARGET_ID = r"^\d{6}-\d{4}@\d+(\.\d+)?$"
STATISTIC_ID = r"^\d{6}-\d{4}([^ @]*-[0-9a-f]{12}|@\d+(\.\d+)?)$"
NAME = r"^[a-z][a-z0-9_]*$"
VERSION = r"^\d+\.\d+\.\d+$"
ADDRESS = r"^https?://\S+$"


# Whose it is, and of when.


def report_key() -> Any:
    """``report_id`` where it names the row."""
    return text("报告编号", "GB/T 2260 region code and report year.", str_matches=REPORT_ID)


def report_id(description: str = "GB/T 2260 region code and report year.", **options: Any) -> Any:
    """The report that a row is of."""
    return text("报告编号", description, refers_to="reports.report_id", **options)


def region_code(description: str = "GB/T 2260 code; the nation is 100000.", **options: Any) -> Any:
    """The region that a row is of."""
    return text("行政区划代码", description, concept="REF_AREA", refers_to="regions.region_code", **options)


def government(**options: Any) -> Any:
    """``region_code`` where it is that of the government that reports."""
    return region_code("GB/T 2260 code of the government; the nation is 100000.", **options)


def level(
    description: str = "Rank of the government: nation, province, sub-provincial city, prefecture or county.",
) -> Any:
    """How high a government stands."""
    return column("层级", description, title_en="level of government", codelist="government_level")


def year(description: str = "Year of the report.", **options: Any) -> Any:
    """Year of a report."""
    return column("报告年份", description, title_en="year of report", ge=FIRST_YEAR, le=LAST_YEAR, **options)


def period(description: str, *, title_zh: str = "时期", **options: Any) -> Any:
    """What a figure is for: a year, a month, or a span of them; ``options`` may name it in English."""
    return text(title_zh, description, concept="TIME_PERIOD", str_matches=ISO_PERIOD, **options)


def period_kind(description: str, **options: Any) -> Any:
    """Of which kind a period is."""
    return column("时期类型", description, title_en="kind of period", codelist="period_kind", **options)


def base_period(**options: Any) -> Any:
    """What a rate or a multiple is counted from."""
    return text(
        "基期",
        "Year or years that a growth, change or multiple is counted from, ISO 8601, where they are printed; null for the year before.",
        title_en="counted from",
        nullable=True,
        str_matches=ISO_PERIOD,
        **options,
    )


def since(description: str) -> Any:
    """First day on which a rule holds."""
    return column("起始日期", description, title_en="holds from")


# Rows of other tables.


def target_id(description: str = "The target.", **options: Any) -> Any:
    """The target that a row is about."""
    return text("目标编号", description, title_en="id of the target", refers_to="targets.target_id", **options)


def statistic_id(description: str, **options: Any) -> Any:
    """The published figure that a row is about."""
    return text("数字编号", description, title_en="id of the figure", refers_to="statistics.statistic_id", **options)


def indicator_id(description: str = "Code on the list of indicators.", **options: Any) -> Any:
    """What is measured, in tables of data, where it carries the SDMX concept."""
    return ruled_indicator(description, concept="INDICATOR", **options)


def ruled_indicator(description: str, **options: Any) -> Any:
    """The indicator that a row of a rule table is about."""
    return text(
        "指标代码", description, title_en="code of the indicator", refers_to="indicators.indicator_id", **options
    )


# What is measured, how, and how much.


def indicator(description: str, **options: Any) -> Any:
    """What is measured, in words of the source."""
    return text("指标", description, **options)


def measure(description: str = "growth, change, ratio or amount.", **options: Any) -> Any:
    """In which of the four ways something is measured."""
    return column("计量方式", description, title_en="kind of measure", codelist="measure", **options)


def aspect(description: str, **options: Any) -> Any:
    """Which stage or sort of an amount it is."""
    return column("数量类别", description, title_en="kind of amount", codelist="aspect", **options)


def area(**options: Any) -> Any:
    """The part of the government's own that a figure is of."""
    return text(
        "所指区域",
        "District, zone, counties or body that the figure is of, in the report's words; null for the whole of the government's own.",
        title_en="part of the area",
        nullable=True,
        **options,
    )


def bound(description: str, *, title_zh: str = "限定词", title_en: str = "wording of the number") -> Any:
    """How a number binds."""
    return column(title_zh, description, title_en=title_en, codelist="bound", nullable=True)


def actual_bound(description: str) -> Any:
    """How the number of a result binds."""
    return bound(description, title_zh="结果的限定词", title_en="wording of the result")


def value(description: str, **options: Any) -> Any:
    """A number as printed."""
    return column("数值", description, **options)


def value_base(description: str, **options: Any) -> Any:
    """A number in base units."""
    return column("数值（基本单位）", description, title_en="value in base units", **options)


def unit(description: str, **options: Any) -> Any:
    """A unit, as printed or as the list has it."""
    return text("单位", description, **options)


def unit_base(description: str = "Code of the base unit.", **options: Any) -> Any:
    """The unit that all units of a kind lead to."""
    return text("基本单位", description, title_en="base unit", **options)


def dimension(description: str) -> Any:
    """What a unit measures."""
    return text("单位种类", description, title_en="kind of unit")


def price_basis(description: str, **options: Any) -> Any:
    """Prices that a growth is counted at."""
    return column("价格口径", description, title_en="constant or current prices", codelist="price_basis", **options)


# Where it is printed.


def title() -> Any:
    """Title of a report."""
    return text("标题", "Title of the report.")


def source_url(description: str) -> Any:
    """Address of a source."""
    return text("来源地址", description, title_en="address of the source", nullable=True, str_matches=ADDRESS)


def published(description: str) -> Any:
    """Day of publication; with a partial date the last day that it can mean."""
    return column("发布日期", description, title_en="date of publication", nullable=True)


def published_precision(description: str) -> Any:
    """How much of the day of publication is known."""
    return column(
        "日期精度", description, title_en="how much of the date is known", codelist="date_precision", nullable=True
    )


def chars() -> Any:
    """Length of a report."""
    return column("字符数", "Length of the report's text.", title_en="characters", unit="character", ge=1)


def text_sha256() -> Any:
    """Hash of a report, which offsets are valid for."""
    return text(
        "报告正文校验码",
        "SHA-256 of the report's text in UTF-8.",
        title_en="checksum of the report's text",
        str_matches=SHA256,
    )


def section() -> Any:
    """Heading above a quote."""
    return text("所在章节", "Heading the sentence stands under.", title_en="heading above it", nullable=True)


def quote(description: str = "The clause, verbatim.") -> Any:
    """The words that a row was read from."""
    return text("原文", description, title_en="words of the report")


def char_start() -> Any:
    """Where the quote begins."""
    return column(
        "起始位置",
        "Offset of the quote's first character in the report's text.",
        title_en="begins at character",
        unit="character",
        ge=0,
    )


def char_end() -> Any:
    """Where the quote ends."""
    return column(
        "结束位置",
        "Offset after the quote's last character in the report's text.",
        title_en="ends at character",
        unit="character",
        ge=1,
    )


def action(description: str, **options: Any) -> Any:
    """The verb that governs a target."""
    return text("动作", description, title_en="what is done", **options)


def grammar_rule(description: str = "Name of the rule by which the program read it.") -> Any:
    """``rule`` where it is one that reads."""
    return text("识别规则", description, title_en="reading rule")


# What became of it.


def actual(description: str, **options: Any) -> Any:
    """The figure that a target is held against."""
    return column("结果", description, title_en="result", **options)


def gap(description: str, **options: Any) -> Any:
    """The result less the target."""
    return column("与目标之差", description, title_en="gap to target", **options)


def margin(description: str, **options: Any) -> Any:
    """The gap with its sign turned to the target's good side."""
    return column("差距（正数为优）", description, title_en="gap (positive is better)", **options)


def attainment(description: str) -> Any:
    """The result as a share of the target."""
    return column("完成率", description, title_en="result as a share of the target", unit="1", nullable=True)


def status(description: str, *, title_zh: str = "判定", title_en: str = "verdict", **options: Any) -> Any:
    """A verdict."""
    return column(title_zh, description, title_en=title_en, codelist="status", **options)


def comparability(description: str, **options: Any) -> Any:
    """Whether a figure may judge a target."""
    return column("是否可比", description, title_en="comparable or not", codelist="comparability", **options)


def comparability_reason(description: str) -> Any:
    """What keeps a figure from judging a target."""
    return column(
        "不可比原因", description, title_en="why not comparable", codelist="comparability_reason", nullable=True
    )


def claim(
    description: str, *, title_zh: str = "次年报告的说法", title_en: str = "what the next report says", **options: Any
) -> Any:
    """What a government says of its own target."""
    return column(title_zh, description, title_en=title_en, codelist="claim", **options)


def claim_about(description: str, **options: Any) -> Any:
    """What the words of a claim are about."""
    return column("说法所指", description, title_en="what the next report speaks of", codelist="claim_about", **options)


def list_name(description: str, **options: Any) -> Any:
    """What a list of public-benefit projects is called."""
    return text("清单名称", description, title_en="name of the list", **options)


def list_items(description: str, **options: Any) -> Any:
    """How many targets such a list has."""
    return column("清单项数", description, title_en="projects in the list", ge=1, **options)


def list_id(**options: Any) -> Any:
    """The list of public-benefit projects that a target stands in."""
    return text(
        "所在民生实事清单",
        "The list of public-benefit projects (民生实事 and the like) that it stands in; null of what stands in none.",
        title_en="list of public-benefit projects",
        nullable=True,
        refers_to="project_lists.list_id",
        **options,
    )


def source_kind(
    description: str, *, title_zh: str = "数字由谁公布", title_en: str = "whose figure", **options: Any
) -> Any:
    """Who says a figure."""
    return column(title_zh, description, title_en=title_en, codelist="source_kind", **options)


def link(description: str, **options: Any) -> Any:
    """How a target and a figure met."""
    return column("对应方式", description, title_en="how target and figure were matched", codelist="link", **options)


def witness(**options: Any) -> Any:
    """What bears out a figure that is in doubt of its year."""
    return column(
        "旁证",
        "What else says so, of a figure that may be of all the years that its report reviews; null of any other.",
        title_en="borne out by",
        codelist="witness",
        nullable=True,
        **options,
    )


def polarity(description: str) -> Any:
    """Which side of a number is better."""
    return column("指标方向", description, title_en="which side is better", codelist="polarity")


# The headline indicators.


def headline() -> Any:
    """One of the ten indicators that every report is asked for."""
    return column("主要指标", "One of the ten headline indicators.", title_en="headline indicator", codelist="headline")


def headline_state(description: str, *, title_zh: str = "有无目标", title_en: str = "target set or not") -> Any:
    """Whether a report sets a target of a headline indicator."""
    return column(title_zh, description, title_en=title_en, codelist="headline_state")


# How many, in views: a row a status.


def targets() -> Any:
    """How many targets have the row's status."""
    return column("目标数", "Targets with a number that have this verdict.", ge=0)


def of_targets() -> Any:
    """How many targets there are, of any status."""
    return column("目标总数", "All targets with a number, of any verdict.", title_en="of all targets", ge=1)


def of_decided() -> Any:
    """How many of them figures decide."""
    return column(
        "有结果可比的目标数",
        "Of all of them those with a comparable result: met, close or missed.",
        title_en="of targets with a comparable result",
        ge=0,
    )


# How many, in views: a row all targets of a kind, a column what they are answered by.


def all_targets() -> Any:
    """How many targets there are, due or not."""
    return column("目标数", "All targets with a number; a target that its report repeats counts once.", ge=1)


def due() -> Any:
    """How many targets are due, which is what shares are of."""
    return column(
        "到期目标数",
        "Of all of them those that are due: all but those whose verdict is pending.",
        title_en="targets due",
        ge=0,
    )


def next_report() -> Any:
    """How many targets the next report could answer."""
    return column(
        "次年报告已收录目标数",
        "Of those due those whose government's next report is at hand.",
        title_en="next report at hand",
        ge=0,
    )


def judged() -> Any:
    """How many targets figures decide."""
    return column(
        "有结果可比",
        "Of those due those with a comparable result: met, close or missed.",
        title_en="with a comparable result",
        ge=0,
    )


def undecided() -> Any:
    """How many targets have a figure and no verdict."""
    return column(
        "有结果未判定",
        "Of those due those that have a comparable figure and no verdict: on hold, or too imprecise.",
        title_en="a result, no verdict",
        ge=0,
    )


def claimed() -> Any:
    """How many targets only a claim answers."""
    return column(
        "仅有次年报告的文字说法",
        "Of those due those that no comparable figure answers, but words of the next report.",
        title_en="only words of the next report",
        ge=0,
    )


def unlike() -> Any:
    """How many targets the next report answers with something else."""
    return column(
        "只有不可比数字",
        "Of those due those of which the next report prints only a figure that is not comparable.",
        title_en="only a figure that is not comparable",
        ge=0,
    )


def silent() -> Any:
    """How many targets nothing answers."""
    return column(
        "次年报告未提及",
        "Of those due those that the next report does not mention, and no comparable figure is at hand.",
        title_en="not mentioned in the next report",
        ge=0,
    )


# Names, and grounds of rules.


def name_zh(description: str = "Full name in Chinese.") -> Any:
    """Chinese name of what a row of a codelist stands for."""
    return text("中文名称", description, title_en="name in Chinese")


def name_en(description: str = "Name in English.") -> Any:
    """English name of what a row of a codelist stands for."""
    return text("英文名称", description, title_en="name in English")


def translator() -> Any:
    """Who wrote an English name."""
    return column(
        "译者",
        "machine: a program wrote it, and no person has read it since; person.",
        title_en="translated by",
        isin=["machine", "person"],
    )


def topic(description: str, **options: Any) -> Any:
    """What a target is about."""
    return text("主题", description, title_en="topic", refers_to="topics.topic_id", **options)


def short_zh() -> Any:
    """Short Chinese name of a region."""
    return text("中文简称", "Short name in Chinese.", title_en="short name in Chinese")


def reference(description: str = "Source of the rule.") -> Any:
    """Who says so."""
    return text("依据", description)


def reason(description: str) -> Any:
    """Why a row is there."""
    return text("原因", description)


def version(description: str) -> Any:
    """Version of a package."""
    return text("版本", description, str_matches=VERSION)
