"""Files for programs: a CSV a government and an indicator, and the index of them, as ``mubiao export --by`` writes them of a package.

Belongs here: which of them the site has. Does not: what they hold (``forms.split``).
"""

from collections.abc import Iterator

import polars as pl

from pipelines.forms.split import CUTS, TABLE, entries, file_of, index_files, parts
from pipelines.site.document import Page
from pipelines.site.source import Source

# So many pieces of work a way, each of which reads the whole table once.
_PIECES = 16
_INDEX = "index"
# The prepared table that lists the codes of each way.
_LISTS = {"place": "places", "indicator": "indicators"}


def keys(source: Source) -> list[str]:
    """The index, and pieces of the codes of each way."""
    return [_INDEX, *(f"{way}:{piece}" for way in CUTS for piece in range(_PIECES))]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The files of a piece."""
    if key == _INDEX:
        yield from _index(source)
        return
    way, piece = key.split(":")
    column = CUTS[way].column
    codes = source.table(_LISTS[way])[column].sort().to_list()[int(piece) :: _PIECES]
    rows = source.lazy(TABLE).filter(pl.col(column).is_in(codes)).collect()
    for code, content in parts(rows, way):
        yield Page(file_of(way, code), content)


def _index(source: Source) -> Iterator[Page]:
    rows = source.table(TABLE)
    listed = source.table("indicators").select("indicator_id", "name_zh", "name_en").iter_rows()
    names = {code: {"name_zh": zh, "name_en": en} for code, zh, en in listed}
    index = [entry for way in CUTS for entry in entries(rows, way, names)]
    for path, content in index_files(source.main.name, source.main.version, index).items():
        yield Page(path, content)
