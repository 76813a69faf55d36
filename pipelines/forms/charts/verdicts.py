"""What became of all targets, as one bar for all and one for each kind of target, with every denominator.

Belongs here: this chart. Does not: rates without the undecided beside them, which would say more than is known.
"""

from collections.abc import Mapping

import altair
import polars as pl

from pipelines.forms.charts import style
from pipelines.forms.layout import places
from pipelines.packages.counts import by_status, judged, once
from pipelines.packages.definition import Definition
from pipelines.wording.numbers import counted, share
from schemas import codelists
from schemas.codelists.statuses import statuses

NAME, BARS, WIDTH = 0, 190, 940
_HEAD, _HEIGHT, _BAR = 62, 46, 28
# A segment that is narrower than its count is left without; the key above has the counts of all.
_ROOM, _LETTER = 8, 7


def chart(definition: Definition, version: str, tables: Mapping[str, pl.DataFrame]) -> altair.VConcatChart | None:
    """The chart; None where there is no target."""
    joined = (
        once(tables["targets"])
        .select("target_id", "measure")
        .join(tables["outcomes"].select("target_id", "status"), on="target_id")
    )
    if joined.is_empty():
        return None
    counts = by_status(joined["status"])
    decided = judged(counts)
    heading = style.title(
        _title_zh(counts, joined.height, decided),
        _title_en(counts, joined.height, decided),
        (f"{definition.title_zh} · {definition.title_en}", _near_is_not_met()),
        160,
    )  # fmt: skip
    foot = style.footer(definition, version, *style.source_of(tables), WIDTH)
    return altair.vconcat(_bars(joined), foot, spacing=22, title=heading)


def _title_zh(counts: Mapping[str, int], total: int, decided: int) -> str:
    met = (
        f"有结果可比的{decided:,}项中，{counts['met']:,}项实现（{share(counts['met'], decided)}）"
        if decided
        else "还没有可比的结果"
    )
    return f"{total:,}项目标：{met}"


def _title_en(counts: Mapping[str, int], total: int, decided: int) -> str:
    if not decided:
        return f"{counted(total, 'target')}, none with a comparable result yet"
    met = f"{share(counts['met'], decided)} ({counts['met']:,}) {'was' if counts['met'] == 1 else 'were'} met"
    return f"{counted(total, 'target')}: of the {decided:,} with a comparable result, {met}"


def _near_is_not_met() -> str:
    return f"“{statuses()['near'].label_zh}”不计入实现。A target that came close counts as not met."


def bars(joined: pl.DataFrame) -> list[style.Row]:
    """A row for all targets, for those of them that were judged, and for each measure: its names and counts by verdict."""
    zh, en = (codelists.labels("measure", language) for language in ("zh", "en"))
    groups = [
        ("全部目标", "all targets", joined),
        ("其中有结果可比的", "with a comparable result", joined.filter(pl.col("status").is_in(codelists.decided()))),
    ]
    groups += [(zh[code], en[code], joined.filter(pl.col("measure") == code)) for code in codelists.codes("measure")]
    return [{"zh": name, "en": other, "total": rows.height, "counts": by_status(rows["status"])} for name, other, rows in groups if rows.height]  # fmt: skip


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
    colour = style.colours(codelists.codes("status"))
    counted = [row for row in segments if row["x2"] - row["x"] > len(row["text"]) * _LETTER + _ROOM]
    small = {"fontSize": style.SMALL, "color": style.GREY}
    layers = [
        style.marks(segments).mark_rect(stroke=style.PAPER, strokeWidth=1).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour),
        *(
            style.texts(({"x": (row["x"] + row["x2"]) / 2, "y": row["y"] + _BAR / 2, "text": row["text"]} for row in counted if (row["status"] in codelists.decided()) == dark),
                        "center", WIDTH, height, color=style.PAPER if dark else style.INK, fontSize=style.SMALL + 1)
            for dark in (True, False)
        ),
        style.texts(names, "left", WIDTH, height),
        style.texts(({"x": row["x"], "y": row["y_en"], "text": row["en"]} for row in names), "left", WIDTH, height, **small),
        *_key(rows[0]["counts"], height),
    ]  # fmt: skip
    return style.layered(layers, WIDTH, height)


def _segments(row: style.Row, top: float) -> list[style.Row]:
    """The bar of a row, full width for its total, cut by verdict."""
    segments, x = [], float(BARS)
    for status, count in row["counts"].items():
        if count:
            wide = (WIDTH - BARS) * count / row["total"]
            segments.append(
                {"status": status, "x": x, "x2": x + wide, "y": top, "y2": top + _BAR, "text": f"{count:,}"}
            )
            x += wide
    return segments


def _key(counts: Mapping[str, int], height: float) -> list[altair.Chart]:
    """The verdicts in the order of the bars, with the counts of all targets."""
    rows, x = [], float(BARS)
    for status in (statuses()[code] for code, count in counts.items() if count):
        text = f"{status.label_zh} {counts[status.code]:,}"
        place = {"x": x + 6, "at": x + 18, "y": 14, "y_en": 32}
        rows.append({"status": status.code, **place, "text": text, "en": status.label_en})
        x += 36 + max(places(text) * 6.8, places(status.label_en) * 5.6)
    small = {"fontSize": style.SMALL, "color": style.GREY}
    return [
        *style.signs(({"x": row["x"], "y": row["y"], "status": row["status"]} for row in rows), 90, WIDTH, height),
        style.texts(({"x": row["at"], "y": row["y"], "text": row["text"]} for row in rows), "left", WIDTH, height),
        style.texts(({"x": row["at"], "y": row["y_en"], "text": row["en"]} for row in rows), "left", WIDTH, height, **small),
    ]  # fmt: skip
