"""Contracts of the codelists: the vocabularies and the rule tables beside this module, each checked like any other table.

What belongs here: one class a ``.csv``, in the order in which they build on each other. What does not: reading a codelist without its
contract, which is cheap (``schemas.codelists``), and the tables that come of reports and figures (``schemas``).
"""

from typing import Any

import polars as pl

from schemas import columns
from schemas.codelists.statuses import SHAPES
from schemas.contract import Number, Table, column, text


class Topics(Table):
    """Codelist of topics: what a target is about, as a reader would look for it. Every indicator has one, and every name that has no code."""

    topic_id: str = text("主题代码", "Code, lower case with underscores, never reused.", str_matches=columns.NAME)
    name_zh: str = columns.name_zh("Name in Chinese.")
    name_en: str = columns.name_en()

    class Config(Table.Config):
        unique = ["topic_id"]


class Indicators(Table):
    """Codelist of indicators."""

    indicator_id: str = text("指标代码", "Code, lower case with underscores, never reused.", str_matches=columns.NAME)
    name_zh: str = columns.name_zh("Name in Chinese.")
    name_en: str = columns.name_en()
    dimension: str = columns.dimension("What its level is measured in, from the list of units.")
    counts: str = column(
        "计数方式",
        "Aspect of the amounts that statistics print of it: level where they count what there is, flow what a year makes or does, addition what it adds.",
        codelist="aspect",
    )
    price_basis: str = columns.price_basis("Price basis of its growth where a source does not say.")
    nbs_group: str = text(
        "国家统计局分组",
        "Group of the provincial annual database of the National Bureau of Statistics that holds it; null where it has none.",
        nullable=True,
    )
    topic: str = columns.topic("What it is about.")

    class Config(Table.Config):
        unique = ["indicator_id"]


class TopicWords(Table):
    """Words that say what a name without a code is about. Of those in it the one of the lowest rank counts, of these the one that ends last, of these the longest."""

    word: str = text("词语", "The word, in NFKC, without quotation marks and white space.")
    rank: pl.Int32 = column(
        "级次",
        "1: it names a thing; 2: it names what many topics have, and counts where no other word is.",
        ge=1,
        le=2,
    )
    topic: str = columns.topic("What a name with it is about.")
    since: pl.Date = columns.since("First day of the report years that it holds for.")

    class Config(Table.Config):
        unique = ["word", "since"]


class Glosses(Table):
    """English for the names that reports use most and that are on no codelist, and who wrote it."""

    name_zh: str = columns.name_zh("The name as reports have it, in NFKC, without quotation marks and white space.")
    name_en: str = columns.name_en()
    translator: str = columns.translator()
    date: pl.Date = column("日期", "Day on which it was written or read last.")

    class Config(Table.Config):
        unique = ["name_zh"]


class Deeds(Table):
    """English for the verbs that say what is done to a thing (开工建设: start building), and who wrote it."""

    action: str = columns.action("The verb as reports have it.")
    name_en: str = columns.name_en("The same in English, in the infinitive without to.")
    translator: str = columns.translator()
    date: pl.Date = column("日期", "Day on which it was written or read last.")

    class Config(Table.Config):
        unique = ["action"]


class IndicatorAliases(Table):
    """Names of indicators as sources write them."""

    alias: str = text("名称", "A name, in NFKC, without quotation marks and white space.")
    indicator_id: str = columns.ruled_indicator("The indicator that it names.")

    class Config(Table.Config):
        unique = ["alias"]


class IndicatorWordings(Table):
    """Wordings inside names that say the same, in the order in which they are put into plain words before names are looked up."""

    written: str = text("写法", "As a name may have it.")
    plain: str = text("通用写法", "As names are compared; empty where it says nothing.", nullable=True)
    dimension: str = text(
        "所限种类",
        "any: it may stand anywhere in a name; else the dimension of the indicators at the end of whose names alone it says so.",
    )

    class Config(Table.Config):
        unique = ["written", "dimension"]


class IndicatorStages(Table):
    """Codes that say a stage of a thing beside the thing: a figure has the thing's code, and the stage as its aspect."""

    indicator_id: str = columns.ruled_indicator("Code of the thing at that stage; kept for the packages that have it.")
    thing_id: str = text("事物代码", "Code of the thing.", refers_to="indicators.indicator_id")
    aspect: str = columns.aspect("The stage.")

    class Config(Table.Config):
        unique = ["indicator_id"]


class IndicatorRelations(Table):
    """Pairs of indicators that are close but not the same, dated; read before no_data is said."""

    indicator_id: str = columns.ruled_indicator("Indicator of the target.")
    other_indicator_id: str = text("相关指标代码", "Indicator of the figure.", refers_to="indicators.indicator_id")
    since: pl.Date = columns.since("From when the relation holds.")
    relation: str = column(
        "关系", "How the other stands to the first: same, broader, narrower or unlike.", codelist="relation"
    )
    reason: str = columns.reason("Why, with the source.")

    class Config(Table.Config):
        unique = ["indicator_id", "other_indicator_id", "since"]


class Units(Table):
    """Codelist of units, and the way from a printed number to base units."""

    unit: str = columns.unit("Unit as printed, without a multiplier (万, 亿), NFKC.")
    dimension: str = columns.dimension("What it measures; only units of one kind can be compared.")
    unit_base: str = columns.unit_base("Code of the base unit of its kind.")
    factor: Number = column("换算系数", "How many base units one unit is; exact.", gt=0)

    class Config(Table.Config):
        unique = ["unit"]


class Regions(Table):
    """Codelist of regions by GB/T 2260."""

    region_code: str = text(
        "行政区划代码", "GB/T 2260 code; the nation is 100000.", concept="REF_AREA", str_matches=columns.REGION_CODE
    )
    name_zh: str = columns.name_zh()
    short_zh: str = columns.short_zh()
    name_en: str = columns.name_en()
    iso_3166_2: str = text("ISO 3166-2", "Code by ISO 3166-2; null below the provinces.", nullable=True)
    level: str = columns.level("Rank of its government, as it is today.")
    parent: str = text(
        "上级代码",
        "Code of the region it lies in; null for the nation.",
        nullable=True,
        str_matches=columns.REGION_CODE,
    )

    class Config(Table.Config):
        unique = ["region_code"]


class RegionChanges(Table):
    """Codes of regions that are gone, and the code that the same place has now."""

    old_region_code: str = text("原代码", "GB/T 2260 code that is no longer used.", str_matches=columns.REGION_CODE)
    since: pl.Date = columns.since("First day of the first list without the old code.")
    region_code: str = text(
        "现代码", "Code that the place has now.", refers_to="regions.region_code", str_matches=columns.REGION_CODE
    )
    reason: str = columns.reason("What happened.")

    class Config(Table.Config):
        unique = ["old_region_code"]


class Polarities(Table):
    """Which side of a number is better, by indicator and date."""

    indicator_id: str = columns.ruled_indicator("The indicator.")
    since: pl.Date = columns.since("First day of the periods that it holds for.")
    polarity: str = columns.polarity("Which side is better.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["indicator_id", "since"]


class DeedPolarities(Table):
    """Which side of a number is better of what is done, by a verb, to a thing that has no code: by its aspect and date."""

    aspect: str = columns.aspect("Aspect of the amount.")
    since: pl.Date = columns.since("First day of the periods that it holds for.")
    polarity: str = columns.polarity("Which side is better.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["aspect", "since"]


class HeadPolarities(Table):
    """Which side of a number is better of a thing that has no code, where the word that its name ends with says so: by the ending and date."""

    ending: str = text("词尾", "What the name ends with, in NFKC; of several the longest counts.")
    since: pl.Date = columns.since("First day of the periods that it holds for.")
    polarity: str = columns.polarity("Which side is better; neutral takes back what a shorter ending says.")
    ratio: pl.Boolean = column("用于比率", "Whether it holds of ratios too: a share of an income is not the income.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["ending", "since"]


class VerdictRules(Table):
    """The rule table of the method: margins by kind of measure. A different table is a different method."""

    rule: str = text("规则", "Name of the rule.", str_matches=columns.NAME)
    priority: pl.Int32 = column("优先级", "The applicable rule of the lowest number decides.", ge=1)
    indicator_id: str = columns.ruled_indicator("Indicator it applies to; null for all.", nullable=True)
    measure: str = columns.measure("Measure it applies to.")
    unit_base: str = columns.unit_base("Base unit it applies to; null for all.", nullable=True)
    tolerance_unit: str = column(
        "误差单位",
        "pp: percentage points; percent: of the printed value.",
        title_en="unit of the margins",
        isin=["pp", "percent"],
    )
    about: Number = column(
        "“左右”允许的误差", "Margin for 左右 (about), in tolerance_unit.", title_en="margin for “about”", ge=0
    )
    near: Number = column(
        "“接近目标”的范围",
        "Distance from the printed value that is close and no more than that.",
        title_en="margin for “close”",
        ge=0,
    )
    near_about: Number = column(
        "有“左右”时“接近目标”的范围",
        "The same where 左右 (about) is printed.",
        title_en="margin for “close” where “about” is printed",
        ge=0,
    )
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference()
    reference_zh: str = text("中文依据", "Reason of the margins in Chinese.", title_en="reason (Chinese)")

    class Config(Table.Config):
        unique = ["rule", "since"]


class Meets(Table):
    """What may meet: which kinds of period, and which aspects of an amount. What stands in no row never meets."""

    compares: str = column(
        "比较内容",
        "period_kind; aspect, of figures for the target's own time; aspect_of_part, of figures for a part of the target's year.",
        isin=["period_kind", "aspect", "aspect_of_part"],
    )
    of_target: str = text("目标一方", "Code of the target: a period_kind, or an aspect.")
    of_figure: str = text("数字一方", "Code of the figure.")
    may: str = column(
        "可作判定",
        "judge: the figure decides; prove_at_least: it may prove that at least so much was reached, and nothing else; nothing: no longer.",
        isin=["judge", "prove_at_least", "nothing"],
    )
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["compares", "of_target", "of_figure", "since"]


class Headlines(Table):
    """Which codes a headline indicator is found under, in which form it is one, and which codes are only close to it."""

    headline: str = columns.headline()
    indicator_id: str = columns.ruled_indicator("Code that it has, or that is close to it.")
    relation: str = column(
        "关系",
        "same: the headline itself; else how the code stands to it: a target of it is told, and is no target of the headline.",
        codelist="relation",
    )
    measure: str = columns.measure("In which measure it is a headline.")
    unit_base: str = columns.unit_base()

    class Config(Table.Config):
        unique = ["headline", "indicator_id"]


class LinkWords(Table):
    """Words that do not count where a target and a figure of the next report meet by their names."""

    word: str = text("词语", "The word, in NFKC.")
    kind: str = column(
        "用途",
        "before, after: it is left off at that end of a name; verb: it says what is done; bare: what is left of a name is no more than this, and meets "
        "nothing.",
        isin=["before", "after", "verb", "bare"],
    )
    deed: str = text(
        "所为", "What is done where it stands, by which others it meets; any: it says only that something is.", nullable=True, str_matches=columns.NAME
    )  # fmt: skip
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["word", "kind"]


class Plausibility(Table):
    """How far a figure may be from its target before the verdict is held for a second reading."""

    rule: str = text("规则", "Name of the rule.", str_matches=columns.NAME)
    priority: pl.Int32 = column("优先级", "The applicable rule of the lowest number decides.", ge=1)
    indicator_id: str = columns.ruled_indicator("Indicator it applies to; null for all.", nullable=True)
    measure: str = columns.measure("Measure it applies to.")
    unit_base: str = columns.unit_base("Base unit it applies to; null for all.", nullable=True)
    compares: str = column(
        "比较内容",
        "attainment: actual divided by target; gap: actual minus target, in base units.",
        isin=["attainment", "gap"],
    )
    least: Number = column(
        "下限", "Below it the verdict is held; null of a gap, which counts both ways.", nullable=True, ge=0
    )
    most: Number = column("上限", "Above it the verdict is held.", ge=0)
    status_reason: str = column("未判定原因", "The reason that such a verdict has.", codelist="status_reason")
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference()

    class Config(Table.Config):
        unique = ["rule", "since"]


class SeriesBreaks(Table):
    """Spans in which growth may be worked out from the levels of two years, and what breaks a series. What stands in no row is never worked out."""

    indicator_id: str = columns.ruled_indicator("The indicator.")
    region_code: str = columns.region_code("Region that it holds for, before the rows of all; 100000 for all.")
    since: pl.Date = columns.since("First day of the periods that it holds for.")
    continuous: pl.Boolean = column(
        "可比", "Whether the level of such a period and that of the period before it are of one series."
    )
    reason: str = columns.reason("Why.")
    reference: str = columns.reference("How many rates that are printed the growth from levels was measured against.")

    class Config(Table.Config):
        unique = ["indicator_id", "region_code", "since"]


class MethodConstants(Table):
    """Constants of the method that are no margin: dated rows with unit and reference."""

    constant: str = text("常量", "Name of the constant.", str_matches=columns.NAME)
    value: Number = columns.value("Its value.")
    unit: str = columns.unit("Its unit.")
    since: pl.Date = columns.since("From which period on it holds.")
    reference: str = columns.reference("Source of the value.")

    class Config(Table.Config):
        unique = ["constant", "since"]


_COLOUR = r"^#[0-9A-Fa-f]{6}$"


def _of_a_status(title_zh: str, description: str, **checks: Any) -> Any:
    """A column that only the rows of the codelist ``status`` fill; the forms of a package read it, none publishes it yet."""
    sentence = f"Of a status: {description[0].lower()}{description[1:]}"
    return text(title_zh, sentence, nullable=True, store_only=True, **checks)


class Codes(Table):
    """The small codelists (bound, measure, status ...) in one table, with labels in two languages."""

    codelist: str = text("代码表", "Name of the list of codes.", title_en="list of codes")
    code: str = text("代码", "The code.")
    label_zh: str = text("中文标签", "Label in Chinese.")
    label_en: str = text("英文标签", "Label in English.")
    description: str = text("说明", "What it means.")
    decided: pl.Boolean = column(
        "已判定",
        "Of a status, whether it is a verdict of the figures (met, near, missed); null of other lists.",
        nullable=True,
    )
    sign: str = _of_a_status(
        "符号",
        "Sign that stands for it wherever people read it: on pages, in charts, briefs, workbook and command line.",
    )
    shape: str = _of_a_status(
        "形状", "Its sign as Vega draws it in charts; null where it has no such form.", isin=list(SHAPES)
    )
    colour: str = _of_a_status("颜色", "Its colour in charts and briefs.", str_matches=_COLOUR)
    ground: str = _of_a_status("底色", "Colour below its word in the workbook; null for none.", str_matches=_COLOUR)
    wording_zh: str = _of_a_status("中文计数", "How many targets have it, in Chinese; {} is their number.")
    wording_en: str = _of_a_status("英文计数", "How many targets have it, in English: of one|of many, or of both.")
    description_zh: str = text("中文说明", "What it means, in Chinese.", title_en="meaning (Chinese)")

    class Config(Table.Config):
        unique = ["codelist", "code"]
