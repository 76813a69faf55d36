"""What three readers do with the files alone: a researcher's five lines, a journalist's sheet (tests/forms/test_workbook.py), an app's one file."""

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import schemas
from pipelines.base.settings import ROOT
from pipelines.forms.csv import write_plain
from pipelines.forms.panel import write_dta
from schemas import contract
from tools.docs import flagship, latest

PAPER = (ROOT / "docs" / "data-paper.md").read_text(encoding="utf-8")
FIRST, LAST = 2000, 2025
# Of two provinces, a city and the nation: what was set and what came.
SET: dict[tuple[str, str], dict[int, tuple[str, str | None]]] = {
    ("440000", "province"): {1999: ("9", "9.9"), 2000: ("8.5", "11.5"), 2022: ("5.5", "1.9"), 2025: ("5", None)},
    ("650000", "province"): {2000: ("9", "8.2"), 2022: ("6", "3.2")},
    ("440100", "sub_provincial_city"): {2022: ("5.5", "1")},
    ("100000", "nation"): {2022: ("5.5", "3")},
}
MEANS = {2000: (8.75, 9.85), 2022: (5.75, 2.55), 2025: (5.0, None)}


def panel() -> pl.DataFrame:
    empty = contract.empty(schemas.model("headline_wide"))
    rows: list[dict[str, Any]] = [
        {"region_code": region, "place_zh": "甲", "place_en": "A", "level": level, "year": year, "gdp_target": goal, "gdp_actual": came,
         "gdp_status": None if came is None else "met" if float(came) >= float(goal) else "missed"}
        for (region, level), years in SET.items() for year, (goal, came) in years.items()
    ]  # fmt: skip
    columns = {name: [row.get(name) for row in rows] for name in empty.columns}
    return pl.DataFrame({name: pl.Series(name, cells, pl.String if "gdp" in name else None, strict=False) for name, cells in columns.items()}).select(
        pl.col(name).cast(kind) for name, kind in empty.schema.items()
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_plain(panel(), tmp_path / "headline.csv")
    return tmp_path


def lines(language: str) -> str:
    """The code of the paper in a language."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", PAPER, re.DOTALL)
    return block


def means(printed: str) -> dict[int, tuple[float, float | None]]:
    """The last table that a program printed: year, target and result, as pandas and R print them."""
    found = re.findall(r"^(?:\d+ +)?(\d{4}) +([\d.]+) +([\d.]+|NaN|NA)\s*$", printed, re.MULTILINE)
    return {int(year): (float(goal), None if came in ("NaN", "NA") else float(came)) for year, goal, came in found}


@pytest.mark.parametrize("language", ["python", "r", "stata"])
def test_a_panel_of_provinces_takes_five_lines(language: str) -> None:
    assert len(lines(language).splitlines()) == 5


def test_a_researcher_makes_the_panel_in_python(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", lines("python")], cwd=folder, capture_output=True, text=True, check=True)  # fmt: skip
    assert means(done.stdout) == MEANS


def test_a_researcher_makes_the_same_panel_in_r(folder: Path) -> None:
    if not (rscript := shutil.which("Rscript")):
        pytest.skip("R is not installed")
    done = subprocess.run([rscript, "--vanilla", "-e", lines("r")], cwd=folder, capture_output=True, text=True, check=True)  # fmt: skip
    assert means(done.stdout) == MEANS


def test_the_file_for_stata_holds_the_same_numbers_with_the_names_that_the_lines_use(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat", reason="files of Stata are written by the group `stata`")
    rows = panel()
    write_dta(rows, "A panel", date(2026, 11, 30), tmp_path / "headline.dta")
    read, _ = pyreadstat.read_dta(str(tmp_path / "headline.dta"))
    assert set(re.findall(r"\b(?:gdp_\w+|year|level|region_code)\b", lines("stata"))) <= set(read.columns)
    assert read["gdp_target"].tolist() == [float(each) for each in rows["gdp_target"]]
    assert read["region_code"].tolist() == rows["region_code"].to_list()


def test_of_the_published_panel_every_year_from_2003_has_most_provinces() -> None:
    if (place := latest.lies(flagship.PACKAGE)) is None or not (place / "headline.csv").exists():
        pytest.skip("no version of governments stands in published/")
    done = subprocess.run([sys.executable, "-c", lines("python")], cwd=place, capture_output=True, text=True, check=True)  # fmt: skip
    by_year = means(done.stdout)
    assert set(range(2003, LAST + 1)) <= set(by_year)
    # 2020's targets were set before or after the pandemic began; nothing else is out of what provinces ever set.
    assert all(3 < goal < 14 for goal, _ in by_year.values())
    assert by_year[2022][0] > (by_year[2022][1] or 99), "of 2022 most provinces fell short"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a real server on this machine gives out a folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_app_reads_one_file_by_its_address_and_joins_nothing(address: str, tmp_path: Path) -> None:
    place = latest.lies(flagship.PACKAGE)
    seed = sorted((ROOT / "published" / "xinjiang-2023-targets").glob("*/results.parquet"))
    file = place / "results.parquet" if place else (seed or [None])[-1]
    if file is None:
        pytest.skip("no version with the table results stands in published/")
    (tmp_path / "results.parquet").symlink_to(file)
    local, _ = urllib.request.urlretrieve(f"{address}/results.parquet", tmp_path / "fetched.parquet")
    rows = duckdb.sql(
        f"SELECT place_zh, indicator, indicator_en, target, unit, result, verdict, source_title FROM '{local}' "
        "WHERE region_code = '650000' AND year = 2023 AND indicator_id = 'gdp' AND measure = 'growth'"
    ).fetchall()
    ((place_zh, name, name_en, goal, unit, came, verdict, source),) = rows
    assert (place_zh, name, unit, verdict) == ("新疆维吾尔自治区", "地区生产总值", "%", "met")
    assert (float(goal), float(came)) == (7, 6.8) and "GDP" in name_en and source
