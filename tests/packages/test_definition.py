"""Which packages there are is data: a wrong entry is named with file, place and cure, and never half understood."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.packages.definition import FORMATS, SMALLEST, TABLES, WANTED, Definition, definitions, is_at_hand
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


def read(file: Path, entry: str) -> Definition:
    file.write_text(entry, encoding="utf-8")
    (package,) = definitions(file)
    return package


def test_the_smallest_entry_is_a_package_with_a_sentence_of_its_regions_and_years_and_the_usual_tables(
    file: Path,
) -> None:
    smallest = read(file, SMALLEST)
    assert set(tomllib.loads(SMALLEST)["package"][0]) == set(WANTED)
    assert (smallest.tables, smallest.formats, smallest.regions, smallest.years) == (
        TABLES, FORMATS, ("620000",), (2023, 2024),
    )  # fmt: skip
    assert smallest.description_zh.startswith("从甘肃省2023—2024年政府工作报告中逐条提取的量化目标")
    assert smallest.description_en.startswith("Every numeric target of the work reports of 2023 to 2024 of Gansu,")
    assert smallest.owner.title == "Mubiao contributors"


def test_the_usual_tables_are_those_of_the_bundled_package() -> None:
    assert definitions()[0].tables == TABLES


def test_a_package_without_text_leaves_out_the_table_that_is_words_alone_and_its_description_says_so(
    file: Path,
) -> None:
    package = read(file, SMALLEST + 'text = "none"')
    assert package.tables == tuple(table for table in TABLES if table not in {"commitments", "passages"})
    assert package.description_en.endswith("; facts only, no sentence of a report.")
    assert read(file, SMALLEST + 'text = "none"\ntables = ["reports", "commitments"]').tables == (
        "reports",
        "commitments",
    )


def test_regions_are_named_by_code_or_name_and_an_empty_list_takes_all(file: Path) -> None:
    assert read(file, SMALLEST.replace('"620000"', '"甘肃省", "620000", "凉山州"')).regions == ("620000", "513400")
    every = read(file, SMALLEST.replace('["620000"]', "[]").replace("[2023, 2024]", "[]"))
    assert (every.regions, every.years) == ((), ())


def test_all_that_is_wrong_with_an_entry_is_said_at_once_with_the_smallest_entry_to_copy(file: Path) -> None:
    file.write_text(
        '[[package]]\nname = "Gansu"\ntitel_zh = "甘肃"\nregions = ["兰州新区"]\npublish = "no"', encoding="utf-8"
    )
    with pytest.raises(InputError) as error:
        definitions(file)
    for part in (
        f"{file}, package Gansu: missing: title_zh, title_en, years; ",
        "unknown: titel_zh (title_zh?); ",
        "name: 'Gansu' is no Data Package name, use lower case, digits, . _ and -; ",
        "publish: 'no' is not true or false; ",
        "regions: '兰州新区' is no region that is known; nearest to it: 620100 兰州市. ",
        f"The smallest entry, to which may be added description_zh, .*:\n\n{re.escape(SMALLEST)}",
    ):
        assert re.search(part if part.startswith("The smallest") else re.escape(part), str(error.value)), part


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("[[package", "the file is no TOML"),
        ("[[package]]\nname = 'x'", "package x: missing: title_zh, title_en, regions, years. The smallest entry"),
        ("[[package]]\ntitle_zh = 'x'", "package 1 of the file: missing: name, "),
        ("[package]\nname = 'x'", "it holds package. Write one \\[owner\\], and a \\[\\[package\\]\\]"),
        ("[[packages]]\nname = 'x'", "it holds packages. Write"),
        (ENTRY + 'built_from = "raw"', "package small: unknown: built_from. The smallest entry"),
        (ENTRY.replace('"small"', '"../small"'), "name: '../small' is no Data Package name"),
        (ENTRY + ENTRY, "package small: name: 'small' is that of another entry"),
        (ENTRY.replace('"Small"', '""'), "package small: title_en: '' is no text"),
        (ENTRY + 'publish = "no"', "package small: publish: 'no' is not true or false. Mend the entry"),
        (ENTRY + 'collections = "raw"', "package small: collections: 'raw' is not a list of texts"),
        (ENTRY.replace("[2023]", '["2023"]'), "package small: years: .* is not a list of years"),
        (ENTRY.replace("[2023]", "[2023, 1023]"), "package small: years: 1023 is not from 1949 to 2100"),
        (ENTRY.replace("650000", "城关区"), "regions: '城关区' may be 540102 拉萨市城关区 or 620102 兰州市城关区"),
        (ENTRY + 'text = "some"', "package small: text: 'some' is not known, use whole or none"),
        (ENTRY + 'formats = ["parquet", "pdf"]', "package small: formats: pdf is not known"),
        (ENTRY + 'formats = ["csv"]', "package small: formats: parquet is missing"),
        (
            ENTRY + 'formats = ["parquet", "csv", "panel"]',
            "formats: panel and csv both write headline.csv",
        ),
        (
            ENTRY + 'formats = ["parquet", "stata"]',
            "are of the table headline_wide, which tables does not name",
        ),
        (ENTRY + 'optional = "yes"', "package small: optional: 'yes' is not true or false"),
    ],
)
def test_a_wrong_definition_is_named(file: Path, entry: str, reason: str) -> None:
    file.write_text(entry, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        definitions(file)


def test_what_is_optional_waits_for_its_collection_and_all_else_is_an_error(file: Path) -> None:
    file.write_text(ENTRY + 'collections = ["cities"]\noptional = true\n', encoding="utf-8")
    (optional,) = definitions(file)
    assert is_at_hand(optional, ["raw", "cities"]) and not is_at_hand(optional, ["raw"])
    with pytest.raises(InputError, match="there is no collection cities"):
        is_at_hand(replace(optional, optional=False), ["raw"])


def test_a_file_that_is_not_there_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: there is no such file of packages. Mend MUBIAO_DEFINITIONS"):
        definitions(tmp_path / "none.toml")
