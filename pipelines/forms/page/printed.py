"""Numbers as people read them, once for the readable table and for the script. Belongs here: wording of one cell."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.wording.bounds import SIGNS
from pipelines.wording.numbers import digits

_CLOSE_UNITS = ("%", "‰")


def target(row: Mapping[str, Any]) -> str:
    """What a target sets: ``≥ 500 万吨``, ``≈ +7%``, ``2–3 个``, or what it is compared with."""
    if row["value"] is None:
        return str(row["comparator"] or "")
    ends = [signed(row[end], row["measure"]) for end in ("value", "value_high") if row[end] is not None]
    return SIGNS.get(row["bound"], "") + _with_unit("–".join(ends), row["unit"])


def came(row: Mapping[str, Any]) -> str:
    """What came of it, in the target's unit; empty where no figure is known."""
    if row["actual"] is None:
        return ""
    return SIGNS.get(row["actual_bound"], "") + _with_unit(signed(row["actual"], row["measure"]), row["unit"])


def newest(row: Mapping[str, Any]) -> str | None:
    """The newest figure in the target's unit with who published it and when; None where it is the one that judged."""
    if row["newest_actual"] is None:
        return None
    about = [str(each) for each in (row["newest_publisher"], row["newest_published"]) if each]
    figure = came({**row, "actual": row["newest_actual"], "actual_bound": row["newest_actual_bound"]})
    return f"{figure} ({', '.join(about)})"


def difference(row: Mapping[str, Any]) -> float | None:
    """Actual less set: percentage points, and percent of the target for amounts; None where there is no figure."""
    if row["measure"] == "amount":
        return None if row["attainment"] is None else round(float(row["attainment"] - 1) * 100, 1)
    return None if row["gap"] is None or row["unit"] not in ("%", "个百分点") else round(float(row["gap"]), 3)


def signed(value: Decimal, measure: str) -> str:
    """A number; of a rate of change or a change with its sign."""
    sign = "−" if value < 0 else "+" if value > 0 and measure in ("growth", "change") else ""
    return sign + digits(abs(value))


def as_json(value: Any) -> Any:
    """A value as JSON holds it: decimals without trailing zeros, days in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _with_unit(number: str, unit: str | None) -> str:
    return number if not unit else number + unit if unit in _CLOSE_UNITS else f"{number} {unit}"
