"""The nation's growth target and what came, year by year. Belongs here: this chart. Does not: any other headline figure."""

from collections.abc import Mapping

import altair
import polars as pl

from pipelines.forms.charts import style
from pipelines.packages.definition import Definition
from pipelines.wording.numbers import counted, plain
from schemas import codelists
from schemas.codelists.statuses import statuses

TABLE, NATION, INDICATOR = "headline", "100000", "gdp"
# What stands in place of a target, in a line each.
_NONE_READ, _UNSET = (
    ("未见", "none", "found"),
    {"no_text": ("缺文本", "no", "text"), "not_set": ("未设", "none", "set")},
)
LEFT, _WIDE, _HIGH, _HEAD, _FOOT, _RIGHT = 20, 42, 320, 24, 34, 110


def chart(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> altair.VConcatChart | None:
    """The chart; None where the package has fewer than two years of the nation."""
    if TABLE not in tables:
        return None
    nation = tables[TABLE].filter(pl.col("region_code") == NATION, pl.col("headline") == INDICATOR)
    target = nation.filter(pl.col("target").is_not_null())["year"]
    if target.len() < 2:
        return None
    years = nation.filter(pl.col("year").is_between(target.min(), target.max())).sort("year")
    rows = years.select("year", "state", "target", "actual", "status").to_dicts()
    judged = [row for row in rows if row["status"] in codelists.decided()]
    met = sum(row["status"] == "met" for row in judged)
    width = max(LEFT + _WIDE * (rows[-1]["year"] - rows[0]["year"] + 1) + _RIGHT, style.NARROWEST)
    heading = style.title(
        f"全国经济增长：有结果可比的{len(judged)}年中，{met}年实现目标",
        f"China's growth target: met in {met} of the {counted(len(judged), 'year')} with a comparable result",
        (
            f"国内生产总值比上年增长，%。横线为目标（区间取下限），符号为结果：{_key(rows, 'label_zh')}。",
            f"Growth of GDP over the year before, %. Line: target (of a range, its lower end). Symbol: result, {_key(rows, 'label_en')}.",
        ),
        int(width / 6.6),
    )
    foot = style.footer(definition, version, *style.source_of(tables), width)
    return altair.vconcat(_years(rows, width), foot, spacing=22, title=heading)


def _key(rows: list[style.Row], label: str) -> str:
    """The signs of the verdicts with what they stand for: those that figures decide, and what else is drawn."""
    drawn = {row["status"] for row in rows if row["actual"] is not None}
    shown = [status for status in statuses().values() if status.decided or status.code in drawn]
    return " ".join(f"{status.sign} {getattr(status, label)}" for status in shown)


def _years(rows: list[style.Row], width: int) -> altair.LayerChart:
    figures = [float(row[name]) for row in rows for name in ("target", "actual") if row[name] is not None]
    low, high = min(0.0, *figures), max(figures)
    height = _HEAD + _HIGH + _FOOT
    first = rows[0]["year"]

    def at(value: object) -> float:
        return _HEAD + _HIGH * (high - float(value)) / (high - low)  # type: ignore[arg-type]

    placed = [
        row | {"x": LEFT + _WIDE * (row["year"] - first) + _WIDE / 2, "y_target": at(row["target"]),
               "y_actual": None if row["actual"] is None else at(row["actual"])}
        for row in rows if row["target"] is not None
    ]  # fmt: skip
    unset = [
        {
            "x": LEFT + _WIDE * (row["year"] - first) + _WIDE / 2,
            "year": row["year"],
            "words": _UNSET.get(row["state"], _NONE_READ),
        }
        for row in rows
        if row["target"] is None
    ]
    layers = [
        *_lines(placed, at(0), width, height),
        *_labels(placed, width, height),
        *_unset(unset, at(0), width, height),
    ]
    return style.layered(layers, width, height)


def _unset(rows: list[style.Row], zero: float, width: int, height: int) -> list[altair.Chart]:
    """Years of which no target was read, and why."""
    words = [
        {"x": row["x"], "y": zero - 42 + 15 * line, "text": text}
        for row in rows
        for line, text in enumerate(row["words"])
    ]
    years = [{"x": row["x"], "y": height - 12, "text": str(row["year"])} for row in rows]
    return [style.texts([*words, *years], "center", width, height, color=style.GREY, fontSize=style.SMALL)]


def _lines(placed: list[style.Row], zero: float, width: int, height: int) -> list[altair.Chart]:
    """A line for zero, a dash for every target, a mark for every figure, and what lies between them."""
    x, colour = style.across("x", width), style.colours(codelists.codes("status"))
    known = [
        {"x": row["x"], "y_target": row["y_target"], "y": row["y_actual"], "status": row["status"]}
        for row in placed
        if row["y_actual"] is not None
    ]
    dashes = [{"x": row["x"] - 14, "x2": row["x"] + 14, "y": row["y_target"]} for row in placed]
    y = style.down("y", height)
    return [
        style.marks([{"x": 0, "x2": max(row["x"] for row in placed) + _WIDE / 2, "y": zero}]).mark_rule(color=style.RULE).encode(x=x, x2="x2:Q", y=y),
        style.marks(known).mark_rule(strokeWidth=2).encode(x=x, y=y, y2="y_target:Q", color=colour),
        style.marks(dashes).mark_rule(strokeWidth=3, color=style.INK).encode(x=x, x2="x2:Q", y=y),
        *style.signs(known, 95, width, height),
    ]  # fmt: skip


def _labels(placed: list[style.Row], width: int, height: int) -> list[altair.Chart]:
    """Every number beside its mark, on the side away from the other; the words once, at the right end."""
    figures, targets = [], []
    for row in placed:
        above = row["y_actual"] is None or row["y_actual"] <= row["y_target"]
        targets.append({"x": row["x"], "y": row["y_target"] + (14 if above else -12), "text": plain(row["target"])})
        if row["y_actual"] is not None:
            figures.append({"x": row["x"], "y": row["y_actual"] + (-15 if above else 16), "text": plain(row["actual"])})
    years = [{"x": row["x"], "y": height - 12, "text": str(row["year"])} for row in placed]
    last = placed[-1]
    above = last["y_actual"] is None or last["y_actual"] <= last["y_target"]
    notes = [{"x": last["x"] + 30, "y": last["y_target"] + (12 if above else -12), "text": "目标 target"}]
    if last["y_actual"] is not None:
        notes.append({"x": last["x"] + 30, "y": last["y_actual"] + (-12 if above else 12), "text": "结果 result"})
    small = {"fontSize": style.SMALL + 1}
    return [
        style.texts(figures, "center", width, height, **small),
        style.texts(targets, "center", width, height, color=style.GREY, **small),
        style.texts(years, "center", width, height, color=style.GREY, fontSize=style.SMALL),
        style.texts(notes, "left", width, height, color=style.GREY, **small),
    ]
