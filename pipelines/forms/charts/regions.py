"""Governments by years: of the targets that could be judged how many were met, both numbers printed in every cell.

Belongs here: this chart. Does not: a share of few, which has no colour, or a rank of governments: they do not aim alike.
"""

from collections.abc import Mapping

import altair
import polars as pl

from pipelines.forms.charts import style
from pipelines.packages.definition import Definition
from pipelines.wording.numbers import counted, share
from schemas import codelists

TABLE = "attainment_by_region_year"
# Of fewer judged targets a share says nothing.
FEW = 5
NAME, CELLS, _WIDE, _HIGH, _HEAD, _TOTAL = 0, 132, 40, 25, 30, 110
# Between the nation, the provinces and the prefectures.
_GAP = 12
_SHADES = ("#f3e5d6", "#dfe3dc", "#a9cbc5", "#5fa39c", "#17716b")
_DARK_FROM = 0.88
_LEVELS = codelists.codes("government_level")


def chart(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> altair.VConcatChart | None:
    """The chart; None where the package does not have the table, or no more than one government or year."""
    if TABLE not in tables or min(tables[TABLE].n_unique(["region_code"]), tables[TABLE].n_unique(["year"])) < 2:
        return None
    frame = (
        tables[TABLE].filter(status="met").rename({"targets": "met", "of_targets": "targets", "of_decided": "judged"})
    )
    years = list(range(min(frame["year"]), max(frame["year"]) + 1))
    width = max(CELLS + _WIDE * len(years) + _TOTAL, style.NARROWEST)
    met, judged, total = (int(frame[name].sum()) for name in ("met", "judged", "targets"))
    heading = style.title(
        f"有结果可比的{judged:,}项目标中，{met:,}项实现（{share(met, judged)}）",
        f"Of the {counted(judged, 'target')} with a comparable result, {share(met, judged)} ({met:,}) {'was' if met == 1 else 'were'} met",
        (
            f"{definition.title_zh} · {definition.title_en}",
            f"格中为“实现的项数/有结果可比的项数”；颜色越深，实现的比例越高，不足{FEW}项的不着色；“–”表示有报告，但没有可比的结果。有数值的目标共{total:,}项，其余{total - judged:,}项没有可用的结果。",
            f"Each cell: targets met of those with a comparable result. The darker, the larger the share; no colour where there are fewer than {FEW}; – where a report is at hand "
            f"but no comparable result. Of all {total:,} targets with a number, {total - judged:,} have no usable result.",
            *_self_reported(tables),
        ),
        int(width / 6.6),
    )  # fmt: skip
    foot = style.footer(definition, version, *style.source_of(tables), width)
    return altair.vconcat(_grid(frame, tables["regions"], years, width), foot, spacing=22, title=heading)


def _self_reported(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """How many verdicts rest on what the government itself says later: whoever compares governments should know."""
    if "statistics" not in tables:
        return []
    own = tables["statistics"].filter(pl.col("source_kind") == "self_reported")["statistic_id"]
    judged = tables["outcomes"].filter(pl.col("status").is_in(codelists.decided()))
    count = int(judged["statistic_id"].is_in(own.implode()).sum())
    if not count:
        return []
    return [
        f"其中{count:,}项按政府次年报告自报的数字判定。{count:,} of them are judged by the government's own next report."
    ]


def _grid(frame: pl.DataFrame, regions: pl.DataFrame, years: list[int], width: int) -> altair.LayerChart:
    tops, height = _tops(frame, regions)
    cells = [_cell(row, years, tops) for row in frame.sort("region_code", "year").to_dicts()]
    coloured = [cell for cell in cells if cell["share"] is not None]
    x, y = style.across("x", width), style.down("y", height)
    shade = altair.Color("share:Q", scale=altair.Scale(domain=[0, 0.4, 0.6, 0.8, 1], range=list(_SHADES), interpolate="rgb"), legend=None)  # fmt: skip
    layers = [
        style.marks(coloured).mark_rect(stroke=style.PAPER, strokeWidth=1.5).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=shade),
        *(
            style.texts(({"x": cell["x"] + _WIDE / 2, "y": cell["y"] + _HIGH / 2, "text": cell["text"]} for cell in cells if cell["ink"] == ink),
                        "center", width, height, color=ink, fontSize=style.SMALL)
            for ink in (style.PAPER, style.INK, style.GREY)
        ),
        *_names(tops, regions, years, width, height),
        *_totals(frame, tops, years, width, height),
    ]  # fmt: skip
    return style.layered(layers, width, height)


def _tops(frame: pl.DataFrame, regions: pl.DataFrame) -> tuple[dict[str, float], int]:
    """Where each government's row begins: by level, then by code; and how high all are together.

    A prefecture does not stand below its province, which need not be among them: it would be taken for one of the province above.
    """
    levels = {row["region_code"]: _LEVELS.index(row["level"]) for row in regions.to_dicts()}
    codes = sorted(set(frame["region_code"]), key=lambda code: (levels[code], code))
    tops: dict[str, float] = {}
    y = float(_HEAD)
    for before, code in zip([codes[0], *codes], codes, strict=False):
        y += _GAP if levels[before] != levels[code] else 0
        tops[code] = y
        y += _HIGH
    return tops, int(y) + 8


def _cell(row: style.Row, years: list[int], tops: Mapping[str, float]) -> style.Row:
    x, y = CELLS + _WIDE * years.index(row["year"]), tops[row["region_code"]]
    share = row["met"] / row["judged"] if row["judged"] >= FEW else None
    ink = style.GREY if share is None else style.PAPER if share >= _DARK_FROM else style.INK
    text = f"{row['met']}/{row['judged']}" if row["judged"] else "–"
    return {"x": x, "x2": x + _WIDE, "y": y, "y2": y + _HIGH, "share": share, "text": text, "ink": ink}


def _names(
    tops: Mapping[str, float], regions: pl.DataFrame, years: list[int], width: int, height: int
) -> list[altair.Chart]:
    """Governments beside their rows, years above."""
    named = {row["region_code"]: row for row in regions.to_dicts()}
    zh = [{"x": NAME, "y": top + _HIGH / 2, "text": named[code]["short_zh"]} for code, top in tops.items()]
    en = [{"x": CELLS - 8, "y": top + _HIGH / 2, "text": named[code]["name_en"]} for code, top in tops.items()]
    heads = [
        {"x": CELLS + _WIDE * place + _WIDE / 2, "y": _HEAD - 12, "text": str(year)} for place, year in enumerate(years)
    ]
    return [
        style.texts(zh, "left", width, height, fontSize=style.NORMAL - 1),
        style.texts(en, "right", width, height, fontSize=style.SMALL - 1, color=style.GREY),
        style.texts(heads, "center", width, height, fontSize=style.SMALL, color=style.GREY),
    ]  # fmt: skip


def _totals(
    frame: pl.DataFrame, tops: Mapping[str, float], years: list[int], width: int, height: int
) -> list[altair.Chart]:
    """All years of a government together."""
    sums = {row["region_code"]: row for row in frame.group_by("region_code").agg(pl.sum("met", "judged")).to_dicts()}
    x = CELLS + _WIDE * len(years) + _TOTAL
    rows = [{"x": x, "y": top + _HIGH / 2, "text": _total(sums[code])} for code, top in tops.items()]
    head = [{"x": x, "y": _HEAD - 12, "text": "合计 all years"}]
    return [
        style.texts(rows, "right", width, height, fontSize=style.SMALL),
        style.texts(head, "right", width, height, fontSize=style.SMALL, color=style.GREY),
    ]


def _total(row: style.Row) -> str:
    if not row["judged"]:
        return "–"
    share = f" · {row['met'] / row['judged']:.0%}" if row["judged"] >= FEW else ""
    return f"{row['met']}/{row['judged']}{share}"
