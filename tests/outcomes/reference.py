"""The verdict on one figure once more, written from the description of the method, in fractions: what the SQL must agree with.

Belongs here: the table of verdicts, tolerances and directions as they are described. Does not: any rule table or SQL of the pipeline, none of
which it reads, so that a slip in one of them shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemas import codelists

LESS = {
    "unemployment_surveyed_urban", "unemployment_registered_urban", "unemployment_urban_unclear", "energy_intensity", "industrial_energy_intensity",
    "poverty_rate", "poverty_population", "pm10", "pm25", "heavy_pollution_days", "sulphur_dioxide", "cod", "ammonia_nitrogen", "nitrogen_oxides",
    "major_pollutants", "co2_intensity", "water_intensity", "business_start_time", "production_accidents", "accident_deaths", "general_expenses",
    "three_public_expenses", "registered_unemployed", "industrial_energy_designated", "industrial_water_intensity", "co2_emissions", "co2_unclear", "vocs",
    "accident_death_rate", "maternal_deaths", "infant_deaths", "engel", "bad_loans",
}  # fmt: skip
CEILING = {"cpi", "retail_prices", "retail_price_level"}
# The plans of births set a ceiling until there were two children.
BIRTHS = {"natural_population_growth", "birth_rate"}
PLANNED = {
    "deficit_ratio", "deficit", "central_deficit", "local_deficit", "special_treasury_bonds", "ultra_long_treasury_bonds",
    "local_special_bonds", "construction_treasury_bonds",
}  # fmt: skip
NEUTRAL = {
    "coal_capacity", "steel_capacity", "loan_deposit_ratio", "power_consumption", "cppcc_proposals", "cppcc_proposals_provincial",
    "cppcc_proposals_municipal", "congress_suggestions", "congress_suggestions_provincial", "congress_suggestions_municipal",
    "consumption_contribution", "services_contribution", "industrial_power_consumption",
}  # fmt: skip
# Of names without a code, by the word they end with: all others of the table go up.
HEADS_LESS = {
    "死亡率", "死亡人数", "伤亡人数", "发病率", "患病率", "事故率", "事故起数", "事故数", "发案率", "发案数", "犯罪率", "失业率", "发生率", "辍学率", "流失率", "返贫率", "文盲率", "超标率", "不合格率",
    "漏损率", "空置率", "缺陷率", "负债率", "不良率", "不良贷款率", "不良贷款余额", "亏损额", "亏损面", "能耗", "煤耗", "电耗", "水耗", "物耗", "能耗强度", "超采量", "排放量", "排放总量", "排放强度",
    "浓度", "一般性支出", "会议费", "行政经费", "融资成本", "物流成本", "债务成本",
}  # fmt: skip
HEADS_NEUTRAL = {
    "低收入", "中等收入", "高收入", "总投资", "计划投资", "概算投资", "投资总规模", "高耗能行业增加值", "高耗能产业增加值", "高耗能行业投资", "非税收入", "土地收入", "土地出让收入", "土地出让金收入", "罚没收入",
    "债务收入", "债款收入", "单位投资", "零就业", "未就业", "待就业", "调减产量", "减免税收", "低保覆盖率",
}  # fmt: skip
UNEMPLOYMENT = {"unemployment_surveyed_urban", "unemployment_registered_urban"}
# In tolerance units: 左右, near, near where 左右 is printed.
POINTS = {
    "narrow growth": ("0.2", "0.5", "0.5"),
    "growth": ("0.5", "0.5", "1"),
    "unemployment": ("0.1", "0.3", "0.3"),
    "ratio": ("0.2", "0.5", "0.5"),
    "points": ("0.2", "0.5", "0.5"),
}
PERCENT = ("2", "5", "5")


@dataclass(frozen=True)
class Tolerances:
    """Half widths in base units: of 左右, and of near."""

    about: Fraction
    near: Fraction


def direction(target: Mapping[str, Any]) -> str:
    """The polarity of a target's indicator in the target's period."""
    indicator, year = target["indicator_id"], int(target["period"][:4])
    if indicator == "m2" or (indicator == "cpi" and year >= 2025):
        return "two_sided"
    if indicator in BIRTHS:
        return "neutral" if year >= 2016 else "ceiling"
    named = {"less": LESS, "ceiling": CEILING, "planned": PLANNED, "neutral": NEUTRAL}
    return next((polarity for polarity, indicators in named.items() if indicator in indicators), "more")


def direction_of_head(ending: str) -> str:
    """The polarity of what has no code and a name that ends with these words."""
    return "less" if ending in HEADS_LESS else "neutral" if ending in HEADS_NEUTRAL else "more"


def tolerances(target: Mapping[str, Any]) -> Tolerances:
    """What the target's kind of measure tolerates."""
    of_kind = {**POINTS, "percent": PERCENT, "no rule": ("0", "0", "0")}[kind(target)]
    about, near, near_about = (Fraction(number) for number in of_kind)
    scale = Fraction(1) if kind(target) in POINTS else abs(in_base(target)) / 100
    return Tolerances(about * scale, (near_about if target["bound"] == "about" else near) * scale)


def kind(target: Mapping[str, Any]) -> str:
    """Of which row of the method's table the target is; a growth in other units than % and 番 is of none."""
    measure, unit, indicator = target["measure"], target["unit"], target["indicator_id"]
    if measure == "growth" and unit == "%":
        return "narrow growth" if indicator in ("gdp", "cpi") else "growth"
    if measure == "growth" and unit != "番":
        return "no rule"
    if measure == "ratio" and unit == "%":
        return "unemployment" if indicator in UNEMPLOYMENT else "ratio"
    return "points" if measure == "change" and unit == "个百分点" else "percent"


def in_base(row: Mapping[str, Any], name: str = "value") -> Fraction:
    """A number of a row in base units."""
    base = codelists.base_unit(row["unit"])
    assert base
    return Fraction(row[name]) * Fraction(base[2])


def verdict(target: Mapping[str, Any], figure: Mapping[str, Any]) -> str:
    """met, near, missed or undetermined, of a figure that may be a bound or an approximation; held where it is too far off."""
    if better(target) is None:
        return "undetermined"
    said = plain(target, figure)
    return "held" if said != "undetermined" and is_far(target, in_base(figure)) else said


def is_far(target: Mapping[str, Any], actual: Fraction) -> bool:
    """Whether a figure lies so far outside of what is set as a target that it is more often another thing."""
    low = in_base(target)
    high = in_base(target, "value_high") if target.get("value_high") else low
    off = max(low - actual, actual - high)
    if off <= 0 or kind(target) == "no rule" or target["unit"] == "番":
        return False
    if target["measure"] in ("growth", "ratio") and target["indicator_id"] in BIRTHS:
        return off > 1
    if kind(target) in POINTS:
        # A share of people moves by a point or two a year, and so does what is set as its change.
        slow = target["measure"] == "change" or target["indicator_id"] == "urbanisation_rate"
        return off > (15 if not slow else 2 if target["measure"] == "change" else 3)
    if low < 0 and high < 0:  # a fall: so much of it, whatever the sign
        low, high, actual = -high, -low, -actual
    return low > 0 and (actual < low * Fraction("0.67") or actual > high * 2)


def plain(target: Mapping[str, Any], figure: Mapping[str, Any]) -> str:
    """met, near, missed or undetermined, however far off the figure is."""
    actual, bound = in_base(figure), figure.get("value_bound")
    if bound is None:
        return on(target, actual)
    if bound == "about":
        about = tolerances(target).about
        possible = {on(target, actual + off) for off in (-about, Fraction(0), about)}
        return possible.pop() if len(possible) == 1 else "undetermined"
    # Everything on one side of the figure is possible; that may prove a target met, never missed.
    open_side = 1 if bound == "at_least" else -1
    return "met" if better(target) == open_side and on(target, actual) == "met" else "undetermined"


def on(target: Mapping[str, Any], actual: Fraction) -> str:
    """met, near or missed, of a figure as exact as it is printed."""
    within = tolerances(target)
    tolerant = target["bound"] == "about" or (target["bound"] == "exact" and better(target) == 0)
    if accepts(target, actual, within.about if tolerant else Fraction(0)):
        return "met"
    return "near" if accepts(target, actual, within.near) else "missed"


def better(target: Mapping[str, Any]) -> int | None:
    """The better side of the printed number: 1 above, -1 below, 0 neither, None where nobody says."""
    by_bound = {"at_least": 1, "at_most": -1}
    by_direction = {"more": 1, "two_sided": 0, "less": -1, "ceiling": -1, "planned": -1, "neutral": None}
    # Of what is good to have more of, nobody says what a set fall is for.
    falls = target["measure"] in ("growth", "change") and Fraction(target["value"]) < 0
    if target["bound"] not in by_bound and falls and direction(target) == "more":
        return None
    return by_bound.get(target["bound"], by_direction[direction(target)])


def accepts(target: Mapping[str, Any], actual: Fraction, width: Fraction) -> bool:
    """Whether a figure lies at the printed number or range, widened on both sides, or beyond on the better side."""
    low = in_base(target)
    high = in_base(target, "value_high") if target.get("value_high") else low
    return (actual >= low - width or better(target) == -1) and (actual <= high + width or better(target) == 1)
