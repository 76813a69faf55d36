"""What the page's script works with is packed column by column, and says of every row what the tables say."""

import base64
import gzip
import json
from decimal import Decimal

import polars as pl

from pipelines.forms.page import data, printed
from pipelines.forms.rows import joined
from pipelines.packages.contents import contents
from pipelines.wording.rows import with_words
from tests.packages.conftest import definition, tables


def rows() -> pl.DataFrame:
    return with_words(printed.with_newest(joined(contents(definition(), tables()))))


def test_every_row_has_its_own_cells_whether_or_not_others_have_the_same() -> None:
    several = rows()
    records = several.to_dicts()
    cells = {name: column.each() for name, column in data.columns(several)}
    assert cells["target_id"] == [row["target_id"] for row in records]
    assert cells["value"] == [printed.as_json(row["value"]) for row in records] == [500, 500, -3.5]
    assert cells["target"] == [[row["target_zh"], row["target_en"]] for row in records]
    assert cells["name_en"] == [row["name_en"] for row in records]


def test_cells_that_repeat_themselves_are_packed_as_the_distinct_ones_and_their_places() -> None:
    columns = dict(data.columns(pl.concat([rows()] * 2)))
    assert columns["target_id"].packed() == {"of": list(rows()["target_id"]), "at": [0, 1, 2, 0, 1, 2]}
    assert dict(data.columns(rows()))["target_id"].packed() == list(rows()["target_id"])


def test_what_is_printed_alike_is_one_cell_though_its_columns_differ() -> None:
    # Half a thousandth below nothing and half above it are no difference, and yet two numbers in JSON.
    gaps = pl.Series("gap", [Decimal("-0.0004"), Decimal("0.0004"), Decimal("0.0001")], pl.Decimal(24, 6))
    column = dict(data.columns(rows().with_columns(gaps, measure=pl.lit("growth"), unit=pl.lit("%"))))["difference"]
    assert json.dumps(column.each()) == "[-0.0, 0.0, 0.0]"
    assert (len(column.of), column.at) == (2, [0, 1, 1])


def test_the_block_is_json_under_gzip_without_a_clock_and_names_no_version_of_python() -> None:
    packed = base64.b64decode(data.block({"package": "棉花"}, data.columns(rows())))
    assert packed[:10] == bytes.fromhex("1f8b0800000000000203")
    content = json.loads(gzip.decompress(packed))
    assert content["package"] == "棉花"
    assert list(content["rows"]) == [name for name, _ in data.columns(rows())]
    assert content["rows"]["value"] == [500, 500, -3.5]
