"""The pieces of Explore, as a script reads them: every target stands in the index once, and its words where the index says that they lie."""

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.packages.counts import once
from pipelines.site import shards
from pipelines.site.pages import explore
from pipelines.site.prepare import prepare
from pipelines.site.source import Source


@pytest.fixture(scope="module")
def source(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Source:
    return prepare(country, tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def rows(source: Source) -> pl.DataFrame:
    return shards.in_order(source)


def content(page: Any) -> tuple[str, Any]:
    """The name of a piece, and what it hands over."""
    name, handed = json.loads(f"[{page.content.strip().removeprefix('mubiao(').removesuffix(')')}]")
    return name, handed


def unpacked(packed: str) -> bytes:
    return gzip.decompress(base64.b64decode(packed))


def decoded(about: dict[str, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """The columns of the index."""
    planes = np.frombuffer(unpacked(about["packed"]), dtype=np.uint8).reshape(-1, about["rows"]).astype(np.int64)
    taken = 0
    for name, width, steps in about["columns"]:
        numbers = sum(planes[taken + place] << (8 * place) for place in range(width))
        taken += width
        yield name, np.cumsum(numbers) % (1 << 8 * width) if steps else numbers


def test_the_index_holds_each_target_once_with_its_codes(source: Source, rows: pl.DataFrame) -> None:
    (name, about), (_, further) = map(content, shards.index(rows, shards.lists(source)))
    columns = dict(decoded(about)) | dict(decoded(further | {"rows": about["rows"]}))

    def called(column: str) -> list[str | None]:
        return [about["lists"][column][number - 1] if number else None for number in columns[column]]

    assert name == "data/explore/index"
    assert about["rows"] == rows.height == once(source.table("rows")).height
    assert called("place") == rows["region_code"].to_list()
    assert called("indicator") == rows["indicator_id"].to_list()
    assert called("verdict") == rows["status"].to_list()
    assert called("whose") == rows["source_kind"].to_list()
    assert (columns["year"] + about["first_year"]).tolist() == rows["year"].to_list()


def test_a_shortfall_of_a_rate_is_in_points_and_one_of_an_amount_in_percent_of_its_target() -> None:
    cases = pl.DataFrame(
        {
            "measure": ["growth", "growth", "amount", "growth", "growth"],
            "margin": [-1.5, -0.7, -10.0, None, 2.0],
            "attainment": [None, None, 0.8, None, None],
            "status": ["missed", "missed", "missed", "near", "no_data"],
        }
    )

    assert cases.select(gap=shards._gap())["gap"].to_list() == [-15, -7, -200, shards._NO_GAP, shards._NO_GAP]


def test_the_newest_year_comes_first_and_within_it_the_headline_indicators(rows: pl.DataFrame) -> None:
    assert rows["year"].is_sorted(descending=True)
    of_year = rows.filter(pl.col("year") == rows["year"].max())
    assert of_year["rank"].is_sorted()
    assert of_year["indicator_id"][0] == "gdp"


@pytest.mark.parametrize("layout", list(shards.LAYOUTS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_a_row_lie_where_its_number_among_those_of_its_key_says(
    rows: pl.DataFrame, layout: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD", 7)
    files = {name: json.loads(unpacked(packed)) for name, packed in map(content, shards.words(rows, layout, language))}
    keyed = rows.with_columns(key=shards.LAYOUTS[layout]).filter(pl.col("key").is_not_null())
    numbered = keyed.with_columns(number=pl.int_range(pl.len()).over("key"))

    for row in numbered.iter_rows(named=True):
        file = files[f"data/explore/{language}/{layout}/{row['key']}-{row['number'] // 7}"]
        at = row["number"] % 7
        assert file["anchor"][at] == row["anchor"]
        assert file["target"][at] == row[f"target_{language}"]
        assert file["sources"][file["source"][at]][0] == row["source_title"]
    assert sum(len(file["anchor"]) for file in files.values()) == keyed.height


def test_indicators_of_few_targets_share_files_and_one_of_many_has_its_own(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD", 7)
    rows, indicators = shards.in_order(source), shards.lists(source)["indicator"]
    _, about = content(next(iter(shards.index(rows, shards.lists(source)))))
    starts = about["shelves"]

    def first(number: int) -> str | None:
        return indicators[max(start for start in starts if start <= number) - 1] if number else None

    assert rows["shelf"].to_list() == [first(number) for number in rows["of_indicator"]]
    for shelf, of in rows.filter(pl.col("shelf").is_not_null()).group_by("shelf"):
        assert of.height <= 7 or of["indicator_id"].unique().to_list() == [shelf[0]]


def test_of_the_names_that_a_search_reads_each_row_has_its_own(rows: pl.DataFrame) -> None:
    _, about = content(shards.names(rows))
    read = unpacked(about["packed"])
    planes = np.frombuffer(read[: 3 * rows.height], dtype=np.uint8).reshape(3, -1).astype(np.int64)
    texts, newest = read[3 * rows.height :].decode().split("\n"), -1

    for behind, name in zip(planes[0] + (planes[1] << 8) + (planes[2] << 16), rows["indicator"], strict=True):
        newest += behind == 0
        text = texts[newest - behind + 1 if behind else newest]
        assert text.split("\t")[0].endswith(name)


def test_the_files_are_the_same_when_they_are_written_again(source: Source) -> None:
    def files() -> list[Any]:
        return [page for key in ("page", "index", "names", "changed") for page in explore.pages(source, key)]

    assert files() == files()
