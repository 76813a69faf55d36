"""Which packages there are is data: a wrong entry is named with file, place and cure, and never half understood."""

from pathlib import Path

import pytest

from pipelines.packages.definition import FORMATS, definitions
from schemas.errors import InputError

ENTRY = """
[[package]]
name = "small"
title_zh = "小"
title_en = "Small"
description_zh = "小。"
description_en = "Small."
regions = ["650000"]
years = [2023]
tables = ["reports", "targets", "outcomes"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "definitions.toml"


def test_the_definitions_of_the_clone_are_read() -> None:
    (one, *_) = definitions()
    assert (one.name, one.regions, one.years) == ("xinjiang-2023-targets", ("650000",), (2023,))
    assert (one.publish, one.collections, one.formats) == (True, ("raw",), FORMATS)


def test_a_package_takes_the_reports_of_raw_and_is_published_unless_it_says_otherwise(file: Path) -> None:
    file.write_text(ENTRY)
    (small,) = definitions(file)
    assert (small.publish, small.collections, small.takes_all_collections, small.text) == (
        True,
        ("raw",),
        False,
        "whole",
    )
    file.write_text(ENTRY + 'publish = false\ncollections = ["*"]\ntext = "none"')
    (small,) = definitions(file)
    assert (small.publish, small.takes_all_collections, small.text) == (False, True, "none")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("[[package", "the file is no TOML"),
        ("[[package]]\nname = 'x'", "package x: keys are missing or unknown: description_en, .*tables"),
        (ENTRY + 'built_from = "raw"', "package small: keys are missing or unknown: built_from"),
        (ENTRY.replace('"small"', '"../small"'), "the name is no Data Package name"),
        (ENTRY + 'publish = "no"', "package small, publish: 'no' is not true or false"),
        (ENTRY + 'collections = "raw"', "package small, collections: 'raw' is not a list"),
        (ENTRY + 'text = "some"', "package small, text: 'some' is not known. Use whole or none"),
        (ENTRY + 'formats = ["parquet", "pdf"]', "package small, formats: pdf is not known"),
        (ENTRY + 'formats = ["csv"]', "package small, formats: parquet is missing"),
    ],
)
def test_a_wrong_definition_is_named(file: Path, entry: str, reason: str) -> None:
    file.write_text(entry)
    with pytest.raises(InputError, match=reason):
        definitions(file)
