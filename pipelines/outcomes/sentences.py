"""One plain sentence why a target got its verdict: what was promised, what came, which rule decided.

Belongs here: wording. Does not: any decision (``outcomes.sql``).
"""

from decimal import Decimal
from typing import Any

from schemas import codelists

_AFTER_ZH = {"exact": "", "about": "左右", "at_least": "以上", "at_most": "以内"}
_BEFORE_EN = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_ACTUAL_ZH = {"at_least": "至少", "at_most": "至多", "about": "约"}


def why_zh(row: dict[str, Any]) -> str:
    """The sentence in Chinese, for one row of ``outcomes.sql``."""
    promised = f"承诺{_promise_zh(row)}"
    actual = f"实际{_actual_zh(row)}"
    within = _tolerance(row, "zh")
    match row["status"]:
        case "met" if row["tolerance_used"]:
            return f"{promised}，{actual}，与承诺相差不超过{within[0]}，按“左右”判定为实现。"
        case "met":
            return f"{promised}，{actual}，判定为实现。"
        case "near":
            return f"{promised}，{actual}，未达到，但相差不超过{within[1]}，判定为接近（不计入实现）。"
        case "missed":
            return f"{promised}，{actual}，相差超过{within[1]}，判定为未实现。"
        case "undetermined":
            return f"{promised}；公布的数字只是界限或约数（{_actual_zh(row)}），无法判定。"
        case "not_comparable":
            reason = codelists.labels("comparability_reason", "zh")[row["comparability_reason"]]
            return f"{promised}；公布的是{row['actual_name']}{_actual_zh(row)}，{reason}，不可比。"
        case "pending":
            return f"{promised}；" + ("目标期尚未结束。" if row["period_open"] else "数字尚未公布。")
    if row["comparator"]:
        return f"{promised}；没有承诺具体数值，尚未判定。"
    return f"{promised}；没有找到公布的数字。"


def why_en(row: dict[str, Any]) -> str:
    """The sentence in English, for one row of ``outcomes.sql``."""
    promised = f"Promised: {_promise_en(row)}"
    actual = f"actual: {_actual_en(row)}"
    within = _tolerance(row, "en")
    match row["status"]:
        case "met" if row["tolerance_used"]:
            return f"{promised}; {actual}; within {within[0]} of the promise, which says 左右 (about): met."
        case "met":
            return f"{promised}; {actual}: met."
        case "near":
            return f"{promised}; {actual}; not reached, but within {within[1]}: near (counts as not met)."
        case "missed":
            return f"{promised}; {actual}; more than {within[1]} away: missed."
        case "undetermined":
            return f"{promised}; the published figure is only a bound or an approximation ({_actual_en(row)}): undetermined."
        case "not_comparable":
            reason = codelists.labels("comparability_reason", "en")[row["comparability_reason"]]
            return f"{promised}; published is {row['actual_name']}, {_actual_en(row)}; {reason}: not comparable."
        case "pending":
            return f"{promised}; " + ("the period is not over." if row["period_open"] else "the figure is not due yet.")
    if row["comparator"]:
        return f"{promised}; no number is promised, not judged yet."
    return f"{promised}; no published figure was found."


def _promise_zh(row: dict[str, Any]) -> str:
    if row["comparator"]:
        return f"{row['indicator']}{row['comparator']}"
    verb = {"growth": ("增长", "下降"), "change": ("增加", "减少")}.get(row["measure"], ("", ""))[_falls(row)]
    return f"{row['action'] or ''}{row['indicator']}{verb}{_number(row)}{row['unit'] or ''}{_AFTER_ZH[_bound(row)]}"


def _promise_en(row: dict[str, Any]) -> str:
    if row["comparator"]:
        return f"{row['name_en']} {row['comparator']}"
    verb = {"growth": ("up ", "down "), "change": ("up by ", "down by ")}.get(row["measure"], ("", ""))[_falls(row)]
    return f"{row['name_en']} {verb}{_BEFORE_EN[_bound(row)]}{_number(row)} {row['unit'] or ''}".rstrip()


def _actual_zh(row: dict[str, Any]) -> str:
    if row["actual_printed"] is None:
        return ""
    worked_out = "（由两年数值推算）" if row["derived"] else ""
    return f"{_ACTUAL_ZH.get(row['actual_bound'] or '', '')}{printed(row['actual_printed'])}{row['actual_unit']}{worked_out}"


def _actual_en(row: dict[str, Any]) -> str:
    if row["actual_printed"] is None:
        return ""
    worked_out = " (from the levels of two years)" if row["derived"] else ""
    return f"{_BEFORE_EN.get(row['actual_bound'] or '', '')}{printed(row['actual_printed'])} {row['actual_unit']}{worked_out}"


def _tolerance(row: dict[str, Any], language: str) -> tuple[str, str]:
    """Tolerance of 左右 and of near, with their unit."""
    if row["about"] is None:
        return "", ""
    points = {"zh": "个百分点", "en": " percentage points"}[language] if row["tolerance_unit"] == "pp" else "%"
    about, near = (printed(row[name]) + points for name in ("about", "near"))
    return about, near.replace("1 percentage points", "1 percentage point") if near.startswith("1 ") else near


def _falls(row: dict[str, Any]) -> bool:
    return row["value"] is not None and row["value"] < 0


def _bound(row: dict[str, Any]) -> str:
    """The bound as printed: a fall by 3%以上 is at most -3."""
    if _falls(row) and row["measure"] in ("growth", "change"):
        return {"at_least": "at_most", "at_most": "at_least"}.get(row["bound"], str(row["bound"]))
    return str(row["bound"])


def _number(row: dict[str, Any]) -> str:
    ends = [row["value"]] if row["value_high"] is None else [row["value"], row["value_high"]]
    if _falls(row) and row["measure"] in ("growth", "change"):
        ends = [abs(end) for end in reversed(ends)]
    return "–".join(printed(end) for end in ends)


def printed(number: Decimal) -> str:
    """A number as people print it: no trailing zeros."""
    return f"{number.normalize():f}"
