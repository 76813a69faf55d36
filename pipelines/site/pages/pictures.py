"""The pictures that messengers and networks show beside a link: one of each place, year and well-filled indicator, and one of the site.

A picture holds a name and what was met, of how many, in both languages. Belongs here: what they show. Does not: how a chart is made a file
(``forms.charts.style``).
"""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.forms.charts import style
from pipelines.forms.charts.glyphs import printable
from pipelines.site import addresses
from pipelines.site.document import Page, readable, say
from pipelines.site.source import Source
from schemas import codelists
from schemas.codelists.statuses import statuses

# Drawn in these units, and printed half as large: there are a thousand of them, and networks ask for 600 by 315 at least.
WIDE, HIGH, _SCALE, _COLOURS = 1200, 630, 1 / 2, 32
# An indicator with fewer targets and none judged is seldom linked to.
_FILLED = 20
_EDGE, _BAR = 80, 56
# Where the words of each verdict begin below the bar.
_PLACES = (80, 350, 810)
_NAME, _SMALLEST = 92, 40
_PAPER, _SOFT, _MARK = "#fffdf9", "#5c574e", "#0b6e63"


def keys(source: Source) -> list[str]:
    """The kinds and codes of what has a picture: place/440100."""
    return ["site", *(f"{kind}/{code}" for kind in ("place", "indicator", "year") for code in _counts(source, kind))]


def pages(source: Source, key: str) -> Iterator[Page]:
    """A picture."""
    kind, _, code = key.partition("/")
    if kind == "site":
        years = source.table("years")
        totals = {name: int(years[name].sum()) for name in ("targets", "judged", "met")}
        verdicts = source.columns("rows", "status", "counted").filter("counted")["status"]
        yield Page(addresses.PREVIEW, _drawn(_said("site"), _brand(), totals, _verdicts(verdicts)))
        return
    row = _counts(source, kind)[code]
    names = (row["name_zh"], row["name_en"]) if kind != "year" else _said("of_year", year=code)
    yield Page(addresses.picture(kind, code), _drawn(names, _brand(), row, row["verdicts"]))


def of_indicator(row: Mapping[str, Any]) -> str:
    """The picture of an indicator by its row of ``indicators``; that of the site where it has none."""
    return addresses.picture("indicator", row["indicator_id"]) if _is_linked(row) else addresses.PREVIEW


def _is_linked(indicator: Mapping[str, Any]) -> bool:
    return bool(indicator["judged"]) or indicator["targets"] >= _FILLED


def _brand() -> tuple[str, str]:
    return _said("brand")


def _said(key: str, **fillings: Any) -> tuple[str, str]:
    """Words in Chinese and in English."""
    return say("pictures", "zh", key, **fillings), say("pictures", "en", key, **fillings)


def _counts(source: Source, kind: str) -> Mapping[str, Mapping[str, Any]]:
    """Code -> names, ``targets``, ``judged`` and the ``verdicts`` by which those are judged."""
    return _counted(source.folder, kind)


# Each process draws many pictures, and counts once.
@cache
def _counted(folder: Path, kind: str) -> Mapping[str, Mapping[str, Any]]:
    source = Source(folder, ())
    key = {"place": "region_code", "indicator": "indicator_id", "year": "year"}[kind]
    table = source.table(f"{kind}s")
    if kind == "place":
        table = table.filter(pl.col("reports") > 0)
    rows = source.columns("rows", key, "status", "counted").filter("counted")
    of = {code: some["status"] for (code,), some in rows.partition_by(key, as_dict=True).items()}
    every = {
        str(row[key]): row | {"verdicts": _verdicts(of.get(row[key], pl.Series(dtype=pl.String)))}
        for row in table.iter_rows(named=True)
    }
    return {code: row for code, row in every.items() if kind != "indicator" or _is_linked(row)}


def _verdicts(status: pl.Series) -> dict[str, int]:
    counts = dict(status.value_counts().iter_rows())
    return {code: counts.get(code, 0) for code in codelists.decided()}


def _drawn(
    names: tuple[str, str], above: tuple[str, str], counts: Mapping[str, Any], verdicts: Mapping[str, int]
) -> bytes:
    """The picture as a PNG."""
    import vl_convert

    style.register()
    (zh, en), whose = names, " ".join(above)
    of_zh, of_en = _said("judged" if counts["judged"] else "unjudged", **{name: counts[name] for name in ("judged", "targets")})  # fmt: skip
    parts = [
        _text(whose, 108, 30, _MARK),
        _text(zh, 238, _fitting(zh, _NAME), style.INK),
        _text(en, 306, _fitting(en, 44, 0.52), _SOFT),
        *(_bar(verdicts) if counts["judged"] else []),
        _text(of_zh, 540, 30, style.INK),
        _text(of_en, 584, 28, _SOFT),
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" font-family="{style.FONT}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{_PAPER}"/>{"".join(parts)}</svg>'
    )
    return _in_few_colours(vl_convert.svg_to_png(svg, scale=_SCALE))


def _in_few_colours(png: bytes) -> bytes:
    """The same picture with a palette, as PNG: it has a handful of inks and their edges, and takes a fifth of the bytes."""
    from PIL import Image

    content = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _fitting(text: str, size: int, wide: float = 1.0) -> int:
    """The size at which a line of such wide characters fits, at most ``size``."""
    return max(min(size, int((WIDE - 2 * _EDGE) / max(len(text) * wide, 1))), _SMALLEST if wide == 1 else 24)


def _text(text: str, y: int, size: int, colour: str, x: float = _EDGE) -> str:
    return f'<text x="{x:g}" y="{y}" font-size="{size}" fill="{colour}">{escape(printable(text))}</text>'


def _bar(verdicts: Mapping[str, int]) -> Iterator[str]:
    """The verdicts as parts of a bar, and each with its sign, words and number below it."""
    whole, x = sum(verdicts.values()), float(_EDGE)
    for (code, count), place in zip(verdicts.items(), _PLACES, strict=True):
        status = statuses()[code]
        wide = (WIDE - 2 * _EDGE) * count / whole
        yield f'<rect x="{x:.1f}" y="366" width="{wide:.1f}" height="{_BAR}" fill="{status.colour}"/>'
        x += wide
        said = f"{status.sign} {status.label_zh} {status.label_en} {readable(count)}"
        yield _text(said, 476, 26, status.colour, place)
