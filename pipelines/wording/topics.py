"""What a target is about: the topic of its code, else of the words in its name.

Belongs here: looking topics up. Does not: which there are and which words say so (the codelists ``topics``, ``indicators`` and
``topic_words``).
"""

from functools import cache

import polars as pl

from schemas import codelists

OTHER = "other"
# X占Y的比重: the share of X in Y.
SHARE = "占"


def with_topic(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with ``indicator``, ``indicator_id`` and ``year``, and their ``topic`` as one more column; never null.

    A code's topic is that of the codelist; a name without one has that of its words (``topic``).
    """
    named = rows.filter(pl.col("indicator_id").is_null()).select("indicator", "year").unique(maintain_order=True)
    by_name = named.with_columns(
        topic=pl.Series([topic(name, year) for name, year in named.iter_rows()], dtype=pl.String)
    )
    codes = pl.DataFrame(codelists.read("indicators")).select("indicator_id", of_code="topic")
    joined = rows.join(by_name, on=["indicator", "year"], how="left", maintain_order="left").join(
        codes, on="indicator_id", how="left", maintain_order="left"
    )
    return joined.with_columns(topic=pl.coalesce("of_code", "topic", pl.lit(OTHER))).drop("of_code")


@cache
def topic(name: str, year: int) -> str:
    """The topic of a name that has no code, by the words in it as they are read in a report of that year; ``other`` where none is known.

    A name ends with what it is the name of, and a share begins with what it is the share of. So of the words of the lowest rank the one
    counts that ends last, of these the longest: 农村中小学教师周转宿舍 is about 教师周转宿舍 before 教师 and 中小学.
    """
    written = codelists.as_listed(name)
    part, _, whole = written.partition(SHARE)
    of_part = _by_words(part, year) if whole else None
    return of_part or _by_words(written, year) or OTHER


def _by_words(written: str, year: int) -> str | None:
    """The topic of a name by its words; None where none is known."""
    words, longest = _words(year)
    ranked: dict[int, str] = {}
    for end in range(len(written), 0, -1):
        for start in range(max(0, end - longest), end):
            if known := words.get(written[start:end]):
                ranked.setdefault(*known)
        if 1 in ranked:
            break
    return ranked[min(ranked)] if ranked else None


@cache
def _words(year: int) -> tuple[dict[str, tuple[int, str]], int]:
    """The words in force in a year with rank and topic, and how long the longest is."""
    day = f"{year:04}-12-31"
    words = {
        row["word"]: (int(row["rank"]), row["topic"])
        for row in sorted(codelists.read("topic_words"), key=lambda row: row["since"])
        if row["since"] <= day
    }
    return words, max(map(len, words), default=0)
