"""All targets in pieces that a browser filters without a server: an index of codes, and the words of rows, cut in several ways.

The index holds a few bytes of every target, in the order of the table as it stands at first; the words of fifty rows are read when they are
shown. A row's words lie in up to four places: by the order of the table, by its place, by its indicator, by its verdict. A page takes them
from where it needs the fewest files: those of a government lie together, as do those of an indicator, and those that were missed.

Belongs here: which targets stand in which piece, and in what form. Does not: what is filtered or shown (``src/explore``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from pipelines.packages.counts import once
from pipelines.site.document import Page
from pipelines.site.pieces import packed, packed_json, piece
from pipelines.site.source import Source
from schemas import codelists
from schemas.codelists.statuses import statuses

FOLDER = "data/explore"
# Rows whose words lie in one file. Fifty rows are shown at a time, and those of a filter lie scattered.
SHARD = 800
# Verdicts that so few targets have that their rows are worth a place of their own.
_RARE = tuple(code for code in statuses() if code not in ("no_data", "pending"))
# A gap beyond this is no more than large; in tenths of a point or of a percent.
_WIDEST = 32_000
_NO_GAP = -32_768
_CODES = {"measure": "measure", "whose": "source_kind", "binding": "binding"}
_READ = (
    "target_id", "region_code", "year", "indicator", "indicator_id", "action", "name_en", "measure", "value", "value_high", "unit",
    "value_in_base", "value_high_in_base", "actual", "actual_in_base", "unit_of_base", "comparator", "counted", "binding", "margin", "attainment", "status",
    "changed", "for_year", "level", "rank", "topic", "source_kind", "source_title", "publisher", "published", "source_url", "claim",
    "target_zh", "target_en", "result_zh", "result_en", "gap_zh", "gap_alone", "verdict_zh", "verdict_en", "when_zh", "when_en", "anchor",
)  # fmt: skip


class Column(NamedTuple):
    """A column of the index: its name, how many bytes a row takes (2 stand apart, all low ones first), and whether each is told by the step
    from the row before."""

    name: str
    width: int
    steps: bool = False


# What every view is counted by; and what few are, which is read when somebody asks for it.
COLUMNS = (
    Column("year", 1),
    Column("place", 2, steps=True),
    Column("indicator", 2),
    Column("topic", 1),
    Column("verdict", 1),
    Column("own", 1),
    Column("changed", 1),
)
FURTHER = (Column("measure", 1), Column("whose", 1), Column("binding", 1), Column("gap", 2))


def in_order(source: Source) -> pl.DataFrame:
    """All targets, each once, as the table shows them at first: newest year, headline indicators, those that most targets have, then all others by
    place and topic.

    Beside the columns of ``rows`` it has those of the index, as numbers: of ``places``, ``indicators`` and so on by their place in the list of
    the same name in ``lists``; 0 where there is none and 1 for the first.
    """
    rows = once(source.columns("rows", *_READ))
    known, coded = source.table("indicators").select("indicator_id", of_all="targets"), lists(source)
    rows = with_codes(rows.join(known, on="indicator_id", how="left", maintain_order="left"), coded)
    rows = rows.with_columns(shelf=_shelf(rows, coded["indicator"]))
    # Targets without a code by place and topic: they are read so, and the index is a quarter smaller for it.
    topic = pl.when(pl.col("indicator_id").is_null()).then("of_topic")
    return rows.sort(
        [pl.col("year"), "rank", pl.col("of_all"), "indicator_id", "region_code", topic],
        descending=[True, False, True, False, False, False],
        nulls_last=True,
        maintain_order=True,
    )


def lists(source: Source) -> dict[str, tuple[str, ...]]:
    """The codes that the columns of the index number, each list in the order that readers see."""
    places = source.table("places").filter(pl.col("reports") > 0)
    return {
        "place": tuple(places["region_code"]),
        "indicator": tuple(
            source.table("indicators").sort("targets", "indicator_id", descending=[True, False])["indicator_id"]
        ),
        "topic": tuple(row["topic_id"] for row in codelists.read("topics")),
        "verdict": tuple(statuses()),
        "level": codelists.codes("government_level"),
        **{name: codelists.codes(codelist) for name, codelist in _CODES.items()},
    }


def with_codes(rows: pl.DataFrame, coded: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Rows with the columns of the index beside them."""

    def numbered(column: str, name: str) -> pl.Expr:
        numbers = {code: number for number, code in enumerate(coded[name], 1)}
        return pl.col(column).replace_strict(numbers, default=0, return_dtype=pl.Int64).alias(f"of_{name}")

    return rows.with_columns(
        numbered("region_code", "place"),
        numbered("indicator_id", "indicator"),
        numbered("topic", "topic"),
        numbered("status", "verdict"),
        *(numbered(codelist, name) for name, codelist in _CODES.items()),
        of_year=pl.col("year").cast(pl.Int64) - first_year(rows),
        of_own=pl.col("for_year").cast(pl.Int64),
        of_changed=pl.col("changed").cast(pl.Int64),
        of_gap=_gap(),
    )


def _gap() -> pl.Expr:
    """By how much a judged target was passed, or fallen short of: points of a rate, percent of an amount's target, in tenths; below 0 is short."""
    percent = pl.col("attainment").cast(pl.Float64) * 100 - 100
    beside = pl.when(pl.col("measure") == "amount").then(percent).otherwise(pl.col("margin").cast(pl.Float64))
    signed = beside.abs() * pl.col("margin").cast(pl.Float64).sign()
    judged = pl.col("status").is_in(codelists.decided()) & signed.is_not_null() & signed.is_finite()
    tenths = (signed * 10).round().clip(-_WIDEST, _WIDEST)
    return pl.when(judged).then(tenths).otherwise(_NO_GAP).cast(pl.Int64)


def shelves(rows: pl.DataFrame, indicators: Sequence[str]) -> list[int]:
    """The numbers of the indicators with which a shelf begins.

    A shelf is the files that indicators share, in the order of their list: one of many targets has its own, and those of few together fill a file.
    """
    targets = dict(rows.group_by("of_indicator").len().iter_rows())
    starts: list[int] = []
    held = 0
    for number in range(1, len(indicators) + 1):
        held += targets.get(number, 0)
        if not starts or held > SHARD:
            starts.append(number)
            held = targets.get(number, 0)
    return starts


def _shelf(rows: pl.DataFrame, indicators: Sequence[str]) -> pl.Expr:
    """The first indicator of the shelf that holds a row; null of a row without an indicator."""
    starts = shelves(rows, indicators)
    ends = [*starts[1:], len(indicators) + 1]
    first = {
        number: indicators[start - 1] for start, end in zip(starts, ends, strict=True) for number in range(start, end)
    }
    return pl.col("of_indicator").replace_strict(first, default=None, return_dtype=pl.String)


def first_year(rows: pl.DataFrame) -> int:
    """The year from which the index counts years."""
    return min(rows["year"].to_list(), default=0)


def index(rows: pl.DataFrame, coded: Mapping[str, Sequence[str]]) -> Iterator[Page]:
    """The index of rows ``in_order``, and its further columns."""
    about = {
        "rows": rows.height,
        "first_year": first_year(rows),
        "shard": SHARD,
        "lists": {name: list(codes) for name, codes in coded.items()},
        "rare": list(_RARE),
        "shelves": shelves(rows, coded["indicator"]),
        "no_gap": _NO_GAP,
    }
    yield piece(f"{FOLDER}/index", about | _indexed(rows, COLUMNS))
    yield piece(f"{FOLDER}/further", _indexed(rows, FURTHER))


def _indexed(rows: pl.DataFrame, columns: Sequence[Column]) -> dict[str, Any]:
    content = b"".join(
        plane for column in columns for plane in _planes(rows[f"of_{column.name}"], column.width, steps=column.steps)
    )
    return {"columns": [list(column) for column in columns], "packed": packed(content)}


def _planes(numbers: pl.Series, width: int, *, steps: bool) -> Iterator[bytes]:
    """Numbers as bytes, those of one weight together, which packs well."""
    if steps:
        numbers = numbers.diff().fill_null(numbers.first() or 0)
    whole = numbers % (1 << (8 * width))
    for place in range(width):
        yield (whole // (1 << (8 * place)) % 256).cast(pl.UInt8).to_numpy().tobytes()


def names(rows: pl.DataFrame) -> Page:
    """What each row's indicator is called in its report and in English, for a search by words; read when somebody types some."""
    called = pl.concat_str(pl.concat_str("action", "indicator", ignore_nulls=True), pl.lit("\t"), _other_name())
    texts = rows.select(called=called.fill_null(""))["called"]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts.to_list()))}
    of_rows = texts.replace_strict(numbers, return_dtype=pl.Int64)
    # Told by how far each is behind the newest name: a new one is 0.
    newest = of_rows.cum_max()
    behind = pl.select(
        pl.when(newest > newest.shift(1, fill_value=-1)).then(0).otherwise(newest - of_rows + 1)
    ).to_series()
    content = b"".join(_planes(behind, 3, steps=False)) + "\n".join(numbers).encode()
    return piece(f"{FOLDER}/names", {"rows": rows.height, "packed": packed(content)})


def _other_name() -> pl.Expr:
    """The English name; empty where the name stays Chinese."""
    return pl.when(pl.col("name_en") != pl.col("indicator")).then(pl.col("name_en")).otherwise(pl.lit(""))


def words(rows: pl.DataFrame, layout: str, language: str) -> Iterator[Page]:
    """The words of rows ``in_order``, in one language, cut in one of the ways of ``LAYOUTS``."""
    shown = rows.select(*(column.alias(name) for name, column in _words(language).items()), key=LAYOUTS[layout])
    for key, some in shown.filter(pl.col("key").is_not_null()).group_by("key", maintain_order=True):
        for start in range(0, some.height, SHARD):
            path = f"{FOLDER}/{language}/{layout}/{key[0]}-{start // SHARD}"
            yield piece(path, packed_json(_columns(some.slice(start, SHARD).drop("key"))))


# What the rows of a file have in common, besides following each other in the order of the table.
LAYOUTS = {
    "all": pl.lit("all"),
    "place": pl.col("region_code"),
    "indicator": pl.col("shelf"),
    "verdict": pl.when(pl.col("status").is_in(_RARE)).then(pl.col("status")),
    "changed": pl.when("changed").then(pl.lit("changed")),
}


def _words(language: str) -> dict[str, pl.Expr]:
    """The columns that a file of rows holds."""
    in_base = language == "en"

    def number(name: str) -> pl.Expr:
        return pl.col(f"{name}_in_base" if in_base else name).cast(pl.Float64)

    return {
        "anchor": pl.col("anchor"),
        "name": pl.col("name_en") if in_base else pl.concat_str("action", "indicator", ignore_nulls=True),
        "when": pl.col(f"when_{language}"),
        "target": pl.coalesce(pl.col(f"target_{language}"), "comparator"),
        "result": pl.col(f"result_{language}"),
        "gap": pl.col("gap_alone" if in_base else "gap_zh"),
        "verdict": pl.col(f"verdict_{language}"),
        "value": number("value"),
        "high": number("value_high"),
        "actual": number("actual"),
        "unit": pl.col("unit_of_base" if in_base else "unit"),
        **{name: pl.col(column) for name, column in _CODES.items()},
        "claim": pl.col("claim").replace_strict(codelists.labels("claim", language), default=None),
        "source": pl.concat_list("source_title", "publisher", pl.col("published").cast(pl.String), "source_url"),
    }


def _columns(rows: pl.DataFrame) -> dict[str, list[Any]]:
    """Column by column; sources once, and rows by their number."""
    sources = dict.fromkeys(tuple(each) for each in rows["source"].to_list())
    numbers = {each: number for number, each in enumerate(sources)}
    columns = {name: rows[name].to_list() for name in rows.columns if name != "source"}
    for name in ("value", "high", "actual"):
        columns[name] = [int(each) if each is not None and each == int(each) else each for each in columns[name]]
    columns["source"] = [numbers[tuple(each)] for each in rows["source"].to_list()]
    return columns | {"sources": [list(each) for each in sources]}
