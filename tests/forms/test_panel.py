"""headline.csv and headline.dta hold a row a government and year, the same in both, and the same bytes whenever they are written."""

import re
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import schemas
from pipelines.forms import panel
from pipelines.forms.csv import write_plain
from pipelines.packages.definition import PANEL, PANEL_TABLE
from schemas import anchors, codelists, contract

ROWS = [
    {"region_code": "110000", "place_zh": "北京市", "place_en": "Beijing", "level": "province", "year": year, "gdp_state": "target",
     "gdp_target": "6.5", "gdp_bound": "about", "gdp_actual": "7.1", "gdp_actual_latest": "7.2", "gdp_source_kind": "communique",
     "gdp_status": "met", "gdp_status_latest": "met", "gdp_claim": None}
    for year in (2016, 2017)
]  # fmt: skip
DAY = date(2024, 2, 29)


@pytest.fixture
def frame() -> pl.DataFrame:
    states = {f"{headline}_state": "not_set" for headline in codelists.codes("headline")}
    split = contract.split(schemas.model(PANEL_TABLE), [states | row for row in ROWS], PANEL_TABLE)
    assert split.rejects.is_empty(), split.rejects
    return split.good


def test_every_headline_has_the_same_columns_in_the_order_of_the_codelist() -> None:
    names = list(anchors.columns(PANEL_TABLE))
    assert names[:5] == ["region_code", "place_zh", "place_en", "level", "year"]
    of = {code: [n.removeprefix(f"{code}_") for n in names if n.startswith(f"{code}_")] for code in ("gdp", "jobs")}
    assert of["gdp"] == of["jobs"]
    assert {"target", "bound", "actual", "actual_latest", "source_kind", "status", "status_latest", "claim"} <= set(
        of["gdp"]
    )
    assert len(names) == 5 + len(codelists.codes("headline")) * len(of["gdp"])


def test_names_and_labels_are_those_that_stata_takes() -> None:
    for name, spec in anchors.columns(PANEL_TABLE).items():
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name)
        assert len(contract.titles(name, spec).en) <= panel.LONGEST_LABEL


def test_the_csv_begins_with_a_byte_order_mark_and_holds_codes_as_they_are(frame: pl.DataFrame, tmp_path: Path) -> None:
    write_plain(frame, tmp_path / PANEL)
    assert (tmp_path / PANEL).read_bytes().startswith(b"\xef\xbb\xbfregion_code,place_zh,")
    rows = pl.read_csv(tmp_path / PANEL, schema_overrides={"region_code": pl.String})
    assert rows.columns == frame.columns
    assert rows.select("place_zh", "year", "gdp_target", "gdp_status").row(0) == ("北京市", 2016, 6.5, "met")


def test_stata_reads_numbers_labels_of_variables_and_of_codes(frame: pl.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat")
    import pandas

    panel.write_dta(frame, "A small package", DAY, tmp_path / panel.DTA)
    rows = pandas.read_stata(tmp_path / panel.DTA)
    first = rows.iloc[0]
    assert (first["place_zh"], first["year"], first["gdp_target"]) == ("北京市", 2016, 6.5)
    assert first["gdp_status"] == codelists.labels("status", "en")["met"]
    assert first["level"] == codelists.labels("government_level", "en")["province"]
    with pandas.io.stata.StataReader(tmp_path / panel.DTA) as reader:
        labels = reader.variable_labels()
    assert all(labels.values()) and labels["gdp_target"].endswith(": target")


def test_the_file_says_the_day_of_its_sources_and_not_when_it_was_written(frame: pl.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("pyreadstat")
    panel.write_dta(frame, "A small package", DAY, tmp_path / "one.dta")
    time.sleep(0.1)
    panel.write_dta(frame, "A small package", DAY, tmp_path / "two.dta")
    assert (tmp_path / "one.dta").read_bytes() == (tmp_path / "two.dta").read_bytes()
    assert b"29 Feb 2024 00:00" in (tmp_path / "one.dta").read_bytes()[:300]
    panel.write_dta(frame, "A small package", date(2025, 1, 1), tmp_path / "two.dta")
    assert (tmp_path / "one.dta").read_bytes() != (tmp_path / "two.dta").read_bytes()
