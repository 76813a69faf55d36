"""What became of all targets, as one bar for all and one for each kind of target, with every denominator.

Belongs here: this chart. Does not: rates without the undecided beside them, which would say more than is known.
"""

from collections.abc import Mapping

import altair
import polars as pl

from pipelines.forms.charts import style
from pipelines.packages.definition import Definition
from pipelines.wording import numbers as words
from schemas import codelists

JUDGED = ("met", "near", "missed")
NAME, BARS, WIDTH = 0, 190, 940
_HEAD, _HEIGHT, _BAR = 62, 46, 28
# A segment that is narrower than its count is left without; the key above has the counts of all.
_ROOM, _LETTER = 8, 7
_ON_DARK = ("met", "near", "missed")


def chart(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> altair.VConcatChart | None:
    """The chart; None where there is no target."""
    joined = (
        tables["targets"]
        .select("target_id", "measure")
        .join(tables["outcomes"].select("target_id", "status"), on="target_id")
    )
    if joined.is_empty():
        return None
    found = _counts(joined["status"])
    judged = sum(found[status] for status in JUDGED)
    heading = style.title(
        f"{joined.height:,}项目标：{found['met']:,}项实现，{joined.height - judged:,}项尚无定论",
        f"Of {words.counted(joined.height, 'target')}, {found['met']:,} {'was' if found['met'] == 1 else 'were'} met and {joined.height - judged:,} {'is' if joined.height - judged == 1 else 'are'} undecided",
        (f"{definition.title_zh} · {definition.title_en}", "“接近”不计入实现。Near counts as not met."),
        160,
    )  # fmt: skip
    foot = style.footer(definition, version, *style.source_of(tables), WIDTH)
    return altair.vconcat(_bars(joined), foot, spacing=22, title=heading)


def bars(joined: pl.DataFrame) -> list[style.Row]:
    """A row for all targets, for those of them that were judged, and for each measure: its names and counts by verdict."""
    zh, en = (codelists.labels("measure", language) for language in ("zh", "en"))
    found = [
        ("全部目标", "all targets", joined),
        ("其中已判定", "of them judged", joined.filter(pl.col("status").is_in(JUDGED))),
    ]
    found += [(zh[code], en[code], joined.filter(pl.col("measure") == code)) for code in codelists.codes("measure")]
    return [{"zh": name, "en": other, "total": rows.height, "counts": _counts(rows["status"])} for name, other, rows in found if rows.height]  # fmt: skip


def _counts(statuses: pl.Series) -> dict[str, int]:
    found = dict(statuses.value_counts().iter_rows())
    return {status: found.get(status, 0) for status in codelists.codes("status")}


def _bars(joined: pl.DataFrame) -> altair.LayerChart:
    rows = bars(joined)
    height = _HEAD + _HEIGHT * len(rows) + 16
    segments, names = [], []
    for number, row in enumerate(rows):
        top = _HEAD + _HEIGHT * number + (14 if number > 1 else 0)
        names.append(
            {"x": NAME, "y": top + 7, "text": row["zh"], "en": f"{row['en']} · n = {row['total']:,}", "y_en": top + 23}
        )
        segments += _segments(row, top)
    x, y = style.across("x", WIDTH), style.down("y", height)
    colour = altair.Color("status:N", scale=altair.Scale(domain=list(style.COLOURS), range=list(style.COLOURS.values())), legend=None)  # fmt: skip
    counted = [row for row in segments if row["x2"] - row["x"] > len(row["text"]) * _LETTER + _ROOM]
    small = {"fontSize": style.SMALL, "color": style.GREY}
    layers = [
        style.marks(segments).mark_rect(stroke=style.PAPER, strokeWidth=1).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour),
        *(
            style.texts(({"x": (row["x"] + row["x2"]) / 2, "y": row["y"] + _BAR / 2, "text": row["text"]} for row in counted if (row["status"] in _ON_DARK) == dark),
                        "center", WIDTH, height, color=style.PAPER if dark else style.INK, fontSize=style.SMALL + 1)
            for dark in (True, False)
        ),
        style.texts(names, "left", WIDTH, height),
        style.texts(({"x": row["x"], "y": row["y_en"], "text": row["en"]} for row in names), "left", WIDTH, height, **small),
        *_key(rows[0]["counts"], height, colour),
    ]  # fmt: skip
    return style.layered(layers, WIDTH, height)


def _segments(row: style.Row, top: float) -> list[style.Row]:
    """The bar of a row, full width for its total, cut by verdict."""
    found, x = [], float(BARS)
    for status, count in row["counts"].items():
        if count:
            wide = (WIDTH - BARS) * count / row["total"]
            found.append({"status": status, "x": x, "x2": x + wide, "y": top, "y2": top + _BAR, "text": f"{count:,}"})
            x += wide
    return found


def _key(counts: Mapping[str, int], height: float, colour: altair.Color) -> list[altair.Chart]:
    """The verdicts in the order of the bars, with the counts of all targets."""
    rows, x = [], float(BARS)
    zh, en = (codelists.labels("status", language) for language in ("zh", "en"))
    for status in (status for status, count in counts.items() if count):
        told = f"{zh[status]} {counts[status]:,}"
        rows.append(
            {
                "status": status,
                "form": style.SHAPES.get(status, "square"),
                "x": x + 6,
                "at": x + 18,
                "y": 14,
                "y_en": 32,
                "text": told,
                "en": en[status],
            }
        )
        x += 36 + max(style.places(told) * 6.8, style.places(en[status]) * 5.6)
    forms = ["circle", "diamond", "triangle-down", "square"]
    shape = altair.Shape("form:N", scale=altair.Scale(domain=forms, range=forms), legend=None)
    marks = style.marks(rows).mark_point(filled=True, size=90, opacity=1).encode(x=style.across("x", WIDTH), y=style.down("y", height), color=colour, shape=shape)  # fmt: skip
    small = {"fontSize": style.SMALL, "color": style.GREY}
    return [
        marks,
        style.texts(({"x": row["at"], "y": row["y"], "text": row["text"]} for row in rows), "left", WIDTH, height),
        style.texts(({"x": row["at"], "y": row["y_en"], "text": row["en"]} for row in rows), "left", WIDTH, height, **small),
    ]  # fmt: skip
