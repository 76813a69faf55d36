"""Target by target: how far the result is from the target, ahead of it or short of it.

Rates are compared in percentage points and amounts in percent of the target, in a panel each: 6.8 % of growth where 7 % was
set is 0.2 points short, not 97 % of a success. Right is always ahead: a result within its limit lies right. Belongs here: this
chart. Does not: the verdicts, which are the outcomes'.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import altair
import polars as pl

from pipelines.forms.charts import style
from pipelines.forms.layout import cut
from pipelines.forms.rows import joined, with_tolerances
from pipelines.packages.definition import Definition
from pipelines.wording.numbers import counted, signed
from pipelines.wording.rows import with_words
from schemas import codelists
from schemas.codelists.statuses import statuses

# More rows make no picture but a list, which the page has.
MOST = 60
# Places in pixels: names, target, figure, the plot, verdict.
NAME, TARGET, RESULT, PLOT, PLOT_END, VERDICT, WIDTH = 0, 390, 595, 630, 900, 925, 1040
_ZERO, _HEAD, _FOOT, _NAME_PLACES = (PLOT + PLOT_END) // 2, 44, 22, 34
_NEAR, _ABOUT = "#f7ecd2", "#ecd6a2"
_STEPS = (Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(20), Decimal(50), Decimal(100))
# An axis holds so many of the rows; those beyond stand at its edge, as an arrow with their number.
_HELD = Decimal("0.8")
_PANELS = {
    "pp": ("增速与比率：与目标之差，百分点", "Growth and shares: gap to target, percentage points"),
    "percent": ("数量：与目标之差，%", "Quantities: gap to target, % of it"),
}


def chart(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> altair.VConcatChart | None:
    """The chart; None where nothing is judged, or too much for one picture."""
    rows = judged(tables)
    if not rows or len(rows) > MOST:
        return None
    total = tables["outcomes"].height
    panels = [_panel(unit, [row for row in rows if row["tolerance_unit"] == unit]) for unit in _PANELS]
    heading = style.title(
        f"目标与结果：{total}项目标中有结果可比的{len(rows)}项",
        f"Targets and results: {counted(len(rows), 'target')} of {total} with a comparable result",
        (
            f"{definition.title_zh} · {definition.title_en}",
            "横线从目标值引向结果，向右为超过目标；上限指标以低于上限为右。浅色带：“接近目标”的范围；深色带：“左右”允许的误差；箭头：超出图框。",
            "Lines run from target to result, to the right where it is ahead; for a limit, right is below it. Pale band: close; darker band: the margin of “about”; arrow: beyond the frame.",
        ),
        170,
    )
    foot = style.footer(definition, version, *style.source_of(tables), WIDTH)
    return altair.vconcat(*(panel for panel in panels if panel), foot, spacing=22, title=heading)


def judged(tables: Mapping[str, pl.DataFrame]) -> list[style.Row]:
    """The targets that have a verdict, each with its distance: positive is ahead, in points or in percent of the target."""
    decided = joined(tables).filter(pl.col("status").is_in(codelists.decided()))
    return [row | _measured(row) for row in with_words(with_tolerances(decided, tables)).to_dicts()]


def _measured(row: Mapping[str, Any]) -> style.Row:
    """Distance and tolerances of a target; a figure on neither side that is better is as bad as it is far."""
    unit = row["tolerance_unit"] or ("percent" if row["measure"] == "amount" else "pp")
    turned = row["margin"] if row["margin"] is not None else -abs(row["gap"])
    if unit == "percent":
        distance = turned / abs(row["value"]) * 100 if row["value"] else None
    else:
        known = codelists.base_unit(row["unit"]) if row["unit"] else None
        distance = turned * (known[2] if known else 1)
    two_sided = row["bound"] == "exact" and row["margin"] is None
    about = row["about"] if row["bound"] == "about" or two_sided else None
    return {
        "tolerance_unit": unit,
        "distance": distance,
        "near": row["near"] or Decimal(0),
        "about": about or Decimal(0),
    }


def limit(rows: list[style.Row]) -> Decimal:
    """Where the axis ends on both sides: the first step that holds most rows, and the tolerances with room to spare."""
    distances = [abs(row["distance"]) for row in rows if row["distance"] is not None]
    widest = max(row["near"] for row in rows) * 3 / 2
    for step in _STEPS:
        if step >= widest and sum(distance <= step for distance in distances) >= _HELD * len(distances):
            return step
    return _STEPS[-1]


def _panel(unit: str, rows: list[style.Row]) -> altair.LayerChart | None:
    if not rows:
        return None
    end = limit(rows)
    placed, height = _placed(rows, end)
    x, y, top = style.across("x", WIDTH), style.down("y", height), style.down("top", height)
    data, drawn = style.marks(placed), style.marks(row for row in placed if row["x"] is not None)
    decided = codelists.decided()
    colour = style.colours(decided)
    shape = style.shapes([*(statuses()[code].shape for code in decided), "triangle-left", "triangle-right"])
    layers = [
        data.mark_rule(color=style.PALE).encode(x=altair.value(0), x2=altair.value(WIDTH), y=top),
        data.mark_rect(color=_NEAR).encode(x=style.across("near_from", WIDTH), x2="zero:Q", y=top, y2="bottom:Q"),
        data.mark_rect(color=_ABOUT).encode(x=style.across("about_from", WIDTH), x2="zero:Q", y=top, y2="bottom:Q"),
        *_axis(end, height),
        drawn.mark_rule(strokeWidth=2).encode(x=style.across("zero", WIDTH), x2="x:Q", y=y, color=colour),
        drawn.mark_point(filled=True, size=90, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
        *(
            style.marks(row for row in placed if row["x"] is not None and (row["side"], row["lift"]) == (side, lift))
            .mark_text(align=side, dx=9 if side == "left" else -9, dy=-lift, fontSize=style.SMALL)
            .encode(x=x, y=y, text="printed:N")
            for side in ("left", "right")
            for lift in (0, 9)
        ),
        *_texts(placed, height),
        data.mark_text(align="left").encode(x=altair.value(VERDICT), y=y, text="verdict:N", color=colour),
        *_headings(unit, height),
    ]  # fmt: skip
    return style.layered(layers, WIDTH, height)


def _placed(rows: list[style.Row], end: Decimal) -> tuple[list[style.Row], int]:
    """The rows from best to worst with their places in pixels, and how high they are together."""
    placed: list[style.Row] = []
    y = _HEAD
    verdicts = codelists.decided()
    for row in sorted(rows, key=lambda row: (-(row["distance"] or 0), verdicts.index(row["status"]), row["target_id"])):
        zh = cut(f"{row['action'] or ''}{row['indicator']}", _NAME_PLACES)
        en = cut(row["name_en"], _NAME_PLACES * 13 // 11) if row["name_en"] != row["indicator"] else []
        height = max(17 * len(zh) + 14 * len(en), 31) + 9
        placed.append(
            _drawn(row, end) | _printed(row) | {"top": y, "y": y + height / 2, "bottom": y + height, "zh": zh, "en": en}
        )
        y += height
    return placed, y + _FOOT  # fmt: skip


def _axis(end: Decimal, height: int) -> list[altair.Chart]:
    """A line for the target and dotted ones beside it, with their numbers below."""
    lines = [
        {
            "x": _place(end * part / 2, end),
            "y": _HEAD,
            "y2": height - _FOOT,
            "text": signed(end * part / 2) if part else "0",
        }
        for part in range(-2, 3)
    ]
    texts = [{"x": line["x"], "y": height - _FOOT + 11, "text": line["text"]} for line in lines]
    x, y = style.across("x", WIDTH), style.down("y", height)
    return [
        style.marks(line for line in lines if line["text"] != "0").mark_rule(color=style.RULE, strokeDash=[1, 3]).encode(x=x, y=y, y2="y2:Q"),
        style.marks(line for line in lines if line["text"] == "0").mark_rule(color=style.INK).encode(x=x, y=y, y2="y2:Q"),
        style.texts(texts, "center", WIDTH, height, fontSize=style.SMALL, color=style.GREY),
    ]  # fmt: skip


def _place(distance: Decimal, end: Decimal) -> float:
    """A distance in pixels; one beyond the axis stands at its end."""
    held = max(-end, min(end, distance))
    return float(_ZERO + held / end * (PLOT_END - PLOT) / 2)


def _drawn(row: style.Row, end: Decimal) -> style.Row:
    """What the plot needs: the place within the axis, the form of the mark, the tolerances as bands."""
    distance = row["distance"]
    bands = {"zero": _ZERO, "near_from": _place(-row["near"], end), "about_from": _place(-row["about"], end)}
    if distance is None:
        return {"x": None, "status": row["status"], **bands}
    beyond = abs(distance) > end
    form = ("triangle-right" if distance > 0 else "triangle-left") if beyond else statuses()[row["status"]].shape
    crowded = abs(distance) > end * Decimal("0.8")  # no room beyond the mark: the number stands above its line
    outward = "left" if distance >= 0 else "right"
    inward = "right" if distance >= 0 else "left"
    return {
        "x": _place(distance, end), "status": row["status"], "form": form, "printed": signed(_rounded(distance)),
        "side": inward if crowded else outward, "lift": 9 if crowded else 0, **bands,
    }  # fmt: skip


def _rounded(distance: Decimal) -> Decimal:
    """One decimal; below a tenth one digit, so that what is not 0 is not printed as 0."""
    return (
        distance.quantize(Decimal("0.1"))
        if not distance or abs(distance) >= Decimal("0.1")
        else Decimal(f"{distance:.1g}")
    )


def _printed(row: style.Row) -> style.Row:
    words = {
        f"{name}_{language}": row[f"{name}_{language}"] for name in ("target", "result") for language in ("zh", "en")
    }
    return words | {"verdict": f"{row['verdict_zh']} {row['verdict_en']}"}


def _texts(placed: list[style.Row], height: int) -> list[altair.Chart]:
    """Names, targets and figures: Chinese in ink, English below it in grey and smaller; nothing twice where both are the same."""
    zh, en = [], []
    for row in placed:
        first = row["y"] - (17 * len(row["zh"]) + 14 * len(row["en"])) / 2
        zh += [
            {"y": first + 9 + 17 * number, "text": line, "x": NAME, "side": "left"}
            for number, line in enumerate(row["zh"])
        ]
        first += 17 * len(row["zh"])
        en += [
            {"y": first + 6 + 14 * number, "text": line, "x": NAME, "side": "left"}
            for number, line in enumerate(row["en"])
        ]
        for name, x in (("target", TARGET), ("result", RESULT)):
            zh.append({"y": row["y"] - 7, "text": row[f"{name}_zh"], "x": x, "side": "right"})
            en.append({"y": row["y"] + 9, "text": row[f"{name}_en"], "x": x, "side": "right"})
    return [
        style.texts((row for row in rows if row["side"] == side), side, WIDTH, height, **looks)
        for rows, looks in ((zh, {}), (en, {"fontSize": style.SMALL, "color": style.GREY}))
        for side in ("left", "right")
    ]  # fmt: skip


def _headings(unit: str, height: int) -> list[altair.Chart]:
    headings = [
        ("left", NAME, *_PANELS[unit]),
        ("left", VERDICT, "判定", "verdict"),
        ("left", _ZERO + 8, "超过目标 →", "ahead of target"),
        ("right", TARGET, "目标", "target"),
        ("right", RESULT, "结果", "result"),
        ("right", _ZERO - 8, "← 不及目标", "short of target"),
    ]
    sides: tuple[style.Side, ...] = ("left", "right")
    zh = {side: [{"x": x, "y": 10, "text": text} for at, x, text, _ in headings if at == side] for side in sides}
    en = {side: [{"x": x, "y": 27, "text": text} for at, x, _, text in headings if at == side] for side in sides}
    return [
        *(style.texts(zh[side], side, WIDTH, height) for side in sides),
        *(style.texts(en[side], side, WIDTH, height, fontSize=style.SMALL, color=style.GREY) for side in sides),
    ]
