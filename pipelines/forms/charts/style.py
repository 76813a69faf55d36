"""What all charts share: colours and shapes of the verdicts, type sizes, the footer, and the way from a chart to files.

Belongs here: looks and rendering. Does not: what a chart shows.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import altair
import polars as pl

from pipelines.forms.charts.glyphs import printable
from pipelines.forms.layout import wrapped
from pipelines.packages.definition import Definition
from pipelines.wording.numbers import counted
from schemas.codelists.statuses import SHAPES, statuses

FONT, FONTS = "Mubiao Sans SC", Path(__file__).parent / "font"
# The SVG names fonts that a reader may have; pictures are made with the first alone.
FAMILIES = f"{FONT}, Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, GREY, RULE, PALE, PAPER = "#1f2328", "#646b73", "#aab0b5", "#e6e8ea", "#ffffff"
LARGE, NORMAL, SMALL = 18, 13, 11
PNG_SCALE = 2.0
# A chart of few years is as wide as its titles need.
NARROWEST = 700
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
Row = dict[str, Any]
Side = Literal["left", "center", "right"]


def verdict(code: str) -> str:
    """A verdict's word in both languages."""
    status = statuses()[code]
    return f"{status.label_zh} {status.label_en}"


def colours(codes: Iterable[str]) -> altair.Color:
    """The colours of statuses, by the field ``status``."""
    scale = {code: statuses()[code].colour for code in codes}
    return altair.Color("status:N", scale=altair.Scale(domain=list(scale), range=list(scale.values())), legend=None)


def shapes(names: Iterable[str]) -> altair.Shape:
    """Marks of Vega by their own names, by the field ``form``."""
    forms = list(names)
    return altair.Shape("form:N", scale=altair.Scale(domain=forms, range=forms), legend=None)


def marks(rows: Iterable[Row]) -> altair.Chart:
    """A chart over rows of plain values; every text of them is one that the font can print."""
    values = [{key: printable(cell) if isinstance(cell, str) else cell for key, cell in row.items()} for row in rows]
    return altair.Chart(cast(Any, {"values": values}))


def signs(rows: Iterable[Row], size: int, width: float, height: float) -> list[altair.Chart]:
    """The sign of each row's ``status`` at its place in pixels: drawn in its colour where it has a shape, else written on a square of it."""
    known, colour = list(rows), colours(statuses())
    looks = [row | {"form": statuses()[row["status"]].shape, "text": statuses()[row["status"]].sign} for row in known]
    place = {"x": across("x", width), "y": down("y", height), "color": colour}
    drawn = marks(row for row in looks if row["form"]).mark_point(filled=True, size=size, opacity=1)
    written = marks(row for row in looks if not row["form"])
    return [
        drawn.encode(**place, shape=shapes(SHAPES)),
        written.mark_square(size=2 * size, opacity=1).encode(**place),
        written.mark_text(fontSize=SMALL).encode(x=place["x"], y=place["y"], text="text:N"),
    ]


def down(field: str, height: float) -> altair.Y:
    """A place in pixels from the top."""
    return altair.Y(f"{field}:Q", axis=None, scale=altair.Scale(domain=[0, height], range=[0, height], nice=False))


def across(field: str, width: float) -> altair.X:
    """A place in pixels from the left."""
    return altair.X(f"{field}:Q", axis=None, scale=altair.Scale(domain=[0, width], range=[0, width], nice=False))


def layered(layers: Sequence[altair.Chart], width: float, height: float) -> altair.LayerChart:
    """Layers on one ground, the first at the back."""
    return cast(altair.LayerChart, altair.layer(*layers).properties(width=width, height=height))


def texts(rows: Iterable[Row], side: Side, width: float, height: float, **looks: Any) -> altair.Chart:
    """Texts at places in pixels."""
    text = cast(altair.Chart, marks(rows).mark_text(align=side, **looks))
    return text.encode(x=across("x", width), y=down("y", height), text="text:N")


def title(zh: str, en: str, notes: Sequence[str] = (), width: int = 100) -> altair.TitleParams:
    """Both titles, and notes in smaller type, wrapped at ``width`` Latin letters."""
    lines = [line for note in notes for line in wrapped(note, width)]
    return altair.TitleParams(
        text=wrapped(printable(zh), width * 6 // 10),
        subtitle=[*wrapped(printable(en), width * 9 // 10), *map(printable, lines)],
        anchor="start",
        frame="group",
        offset=18,
        fontSize=LARGE,
        fontWeight="normal",
        color=INK,
        subtitleFontSize=SMALL + 1,
        subtitleColor=GREY,
        subtitlePadding=6,
        subtitleLineHeight=17,
    )


def footer(definition: Definition, version: str, source_zh: str, source_en: str, width: int) -> altair.LayerChart:
    """Source and version, small, below the chart."""
    data = f"数据 Data: {definition.owner.title}, {definition.name} {version} · CC BY 4.0"
    lines = [
        line
        for text in (data, f"来源 Sources: {source_zh} · {source_en}")
        for line in wrapped(text, int(width / (SMALL * 0.54)))
    ]
    rows = [{"y": 14 + 15 * number, "text": line} for number, line in enumerate(lines)]
    height = 15 * len(lines) + 6
    text = marks(rows).mark_text(align="left", fontSize=SMALL - 1, color=GREY)
    rule = marks([{"y": 0, "x": 0, "x2": width}]).mark_rule(color=PALE)
    layers = [
        text.encode(x=altair.value(0), y=down("y", height), text="text:N"),
        rule.encode(x=across("x", width), x2="x2:Q", y=down("y", height)),
    ]
    return layered(layers, width, height)


def source_of(tables: Mapping[str, pl.DataFrame]) -> tuple[str, str]:
    """What a footer says of the sources: the report where there is one, else how many, and who published the figures."""
    reports = tables["reports"]
    figures = tables["statistics"]["publisher"].n_unique() if "statistics" in tables else 0
    one = reports.height == 1
    zh = str(reports["title"][0]) if one else f"{reports.height}份政府工作报告"
    en = "the report" if one else counted(reports.height, "government work report")
    if not figures:
        return zh, en
    return f"{zh}及{figures}家机构公布的数字", f"{en} and figures of {counted(figures, 'publisher')}"


def write(chart: altair.VConcatChart, stem: str, folder: Path) -> list[Path]:
    """Write a chart as SVG and as PNG of twice its size; the same chart gives the same bytes on every machine."""
    import vl_convert

    register()
    spec = chart.configure(
        font=FAMILIES,
        background=PAPER,
        padding=20,
        view=altair.ViewConfig(stroke=None),
        axis=altair.AxisConfig(labelColor=GREY, titleColor=GREY, labelFontSize=SMALL, titleFontSize=SMALL, titleFontWeight="normal", gridColor=PALE, tickColor=PALE, domain=False),
        text=altair.MarkConfig(color=INK, fontSize=NORMAL, baseline="middle"),
    ).to_dict()  # fmt: skip
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    files = [folder / f"{stem}.svg", folder / f"{stem}.png"]
    files[0].write_text(svg + "\n", encoding="utf-8")
    files[1].write_bytes(_smaller(vl_convert.svg_to_png(svg, scale=PNG_SCALE)))
    return files


def _smaller(png: bytes) -> bytes:
    """The same picture in a third of the bytes: its pixels were deflated in haste."""
    chunks, place = [], len(_SIGNATURE)
    while place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        chunks.append((png[place + 4 : place + 8], png[place + 8 : place + 8 + length]))
        place += length + 12
    pixels = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
    kept = {kind: content for kind, content in chunks if kind != b"IDAT"}
    order = [b"IHDR", *(kind for kind in kept if kind not in (b"IHDR", b"IEND")), b"IDAT", b"IEND"]
    kept[b"IDAT"] = zlib.compress(pixels, 9)
    return _SIGNATURE + b"".join(_chunk(kind, kept[kind]) for kind in order)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


@cache
def register() -> None:
    """Let pictures be made with the charts' font, on machines that have it not."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
