import csv
import gzip
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import schemas
from pipelines.statistics import reasons, sources
from pipelines.statistics.bundled import TARGETS
from pipelines.statistics.tables import sheets
from schemas import contract
from schemas.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / "raw" / "statistics"
HEADER = "region_code,region_name,indicator,period,measure,value,unit,value_bound,source_title,source_publisher,source_kind,source_published,source_url,cross_checked_with,note"
ROW = "650000,新疆,棉花产量,2023,amount,511.2,万吨,,某公报,某统计局,official_statistics,2023-12,https://example.org/a,,"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    (folder / "figures.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def split(folder: Path) -> contract.Split:
    rows, faults = sources.read(folder)
    return contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)


def test_a_figure_gets_base_units_code_and_the_last_day_of_a_partial_date(tmp_path: Path) -> None:
    (row,) = split(table(tmp_path, ROW)).good.to_dicts()
    assert (row["value"], row["value_base"], row["unit_base"]) == (Decimal("511.2"), Decimal(5_112_000), "t")
    assert (row["indicator_id"], row["price_basis"]) == ("cotton_output", "unstated")
    assert (row["published"], row["published_precision"]) == (date(2023, 12, 31), "month")
    assert row["statistic_id"].startswith("650000-2023-")


def test_the_nation_is_100000_whatever_the_source_calls_it(tmp_path: Path) -> None:
    (row,) = split(table(tmp_path, ROW.replace("650000", "000000"))).good.to_dicts()
    assert row["region_code"] == "100000"


def test_the_same_figure_of_two_sources_is_two_rows(tmp_path: Path) -> None:
    assert split(table(tmp_path, ROW, ROW.replace("某公报", "另一公报"))).good.height == 2


def test_targets_among_the_figures_are_skipped(tmp_path: Path) -> None:
    target = ROW.replace("棉花产量", "GDP增长目标").replace("amount,511.2,万吨", "growth,7,%")
    assert split(table(tmp_path, ROW, target)).good.height == 1


@pytest.mark.parametrize(
    ("broken", "column", "reason"),
    [
        (ROW.replace("511.2", "五百"), "value", "'五百' is no number"),
        (ROW.replace("万吨", "万桶"), "unit", "'万桶' is not in units.csv"),
        (ROW.replace("万吨", "万人"), "unit", "'万人' measures persons, 棉花产量 (amount) wants mass"),
        (ROW.replace("amount", "growth"), "unit", "wants ratio"),
        (ROW.replace("棉花产量", "月球产量"), "indicator", "not in schemas/codelists/indicator_aliases.csv"),
        (ROW.replace("2023-12", "2023-13"), "published", "no such month"),
        (ROW.replace("amount", "size"), "measure", "'size' is none of growth, change, ratio, amount"),
        (ROW.replace("official_statistics", "rumour"), "source_kind", "'rumour' is none of communique, "),
        (ROW.replace(",某公报", ",=某公报"), "source_title", "'=某公报' begins with '='"),
        (ROW.replace(",某公报", ","), "source_title", "the cell is empty"),
        (ROW.replace(",万吨,,", ",万吨,roughly,"), "value_bound", "'roughly' is none of exact, about"),
        (ROW.replace("https://example.org/a", "https://example.org/a b"), "source_url", "is no address"),
    ],
)
def test_a_bad_cell_sets_its_row_apart_with_file_row_and_column(
    tmp_path: Path, broken: str, column: str, reason: str
) -> None:
    parts = split(table(tmp_path, ROW.replace("某公报", "好公报"), broken))
    assert [row["source_title"] for row in parts.good.to_dicts()] == ["好公报"]
    rejects = parts.rejects.to_dicts()
    assert {reject["row"] for reject in rejects} == {2}
    (reject,) = [reject for reject in rejects if reject["column"] == column]
    assert reason in reject["reason"]
    assert '"file_row": "3"' in reject["record"]
    assert "figures.csv" in reject["record"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "row 1: the columns are missing: region_code, .*; the file is empty"),
        (HEADER.encode(), "no rows"),
        (
            HEADER.replace("unit,", "").encode() + b"\n",
            "row 1: the column is missing: unit; there is region_code, region_name, ",
        ),
        (HEADER.replace("value_bound", "value_bond").encode(), "row 1: the column 'value_bond' is not known"),
        (HEADER.replace("value_bound", "value").encode(), "row 1: the column value is there 2 times"),
        (HEADER.replace(",value_bound", ",").encode(), "row 1: a column has no name"),
        ("地区;指标".encode("gb18030"), "row 1: the columns are missing: .*; there is 地区;指标"),
        (b"\xff\xff\xff", "neither UTF-8 nor GB18030"),
        (b"PK\x03\x04", "the file is a workbook and no CSV"),
        (HEADER.encode() + b'\n"650000,"x', "row 2: the row is no CSV"),
    ],
)
def test_a_broken_table_stops_with_file_place_and_cure(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "figures.csv").write_bytes(content)
    with pytest.raises(InputError, match=reason) as error:
        sources.read(tmp_path)
    assert error.value.file.endswith("figures.csv")
    assert error.value.cure


def rows_of(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def packed(folder: Path, content: bytes) -> Path:
    (folder / "figures.csv.gz").write_bytes(content)
    return folder


def test_a_packed_table_is_read_as_the_table_itself(tmp_path: Path) -> None:
    plain, gz = tmp_path / "plain", tmp_path / "packed"
    plain.mkdir()
    gz.mkdir()
    table(plain, ROW, ROW.replace("511.2", "五百"))
    packed(gz, gzip.compress((plain / "figures.csv").read_bytes()))
    here, there = split(plain), split(gz)
    assert here.good.equals(there.good)
    (fault,) = reasons.sentences(there.rejects)
    assert fault.startswith("packed/figures.csv.gz, row 3, column value: '五百' is no number")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER.encode(), "cannot be unpacked: Not a gzipped file"),
        (gzip.compress(f"{HEADER}\n{ROW}\n".encode())[:-12], "cannot be unpacked: "),
        (gzip.compress(f"{HEADER}\n{ROW}\n".encode())[:40] + b"\0" * 60, "cannot be unpacked: "),
        (gzip.compress(bytes(sheets.MOST_UNPACKED + 1), 1), "unpacks to more than 100 MB"),
        (gzip.compress(b"\xff\xff\xff"), "neither UTF-8 nor GB18030"),
        (gzip.compress(b""), "the file is empty"),
    ],
    # What is packed holds the time: no name for a case.
    ids=["no pack", "cut off", "damaged", "too large", "no text", "empty"],
)
def test_a_broken_pack_stops_with_file_and_cure(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as error:
        sources.read(packed(tmp_path, content))
    assert error.value.file.endswith("figures.csv.gz")
    assert error.value.cure


def test_the_bundled_packs_are_the_same_bytes_whenever_they_are_packed() -> None:
    packs = sorted(BUNDLED.glob("*.gz"))
    assert packs
    for path in packs:
        # Bytes 4 to 7 hold the time of packing; a flag of 8 would stand for a name.
        assert path.read_bytes()[3:8] == bytes(5), path.name


@pytest.mark.parametrize(("cell", "serves"), [("", "all"), ("all", "all"), ("latest", "latest")])
def test_a_table_may_say_which_vintages_its_figures_serve(tmp_path: Path, cell: str, serves: str) -> None:
    (row,) = split(table(tmp_path, f"{ROW},{cell}", header=f"{HEADER},serves")).good.to_dicts()
    assert row["serves"] == serves


def test_another_word_for_the_vintages_is_refused(tmp_path: Path) -> None:
    parts = split(table(tmp_path, f"{ROW},newest", header=f"{HEADER},serves"))
    (fault,) = reasons.sentences(parts.rejects)
    assert "column serves: 'newest' is none of all, latest" in fault


def test_every_bundled_row_that_is_no_target_is_a_figure_that_keeps_the_contract_and_has_a_code() -> None:
    parts = split(BUNDLED)
    printed = [row for path in BUNDLED.glob("*.csv*") for row in rows_of(path) if row["indicator"] not in TARGETS]
    assert parts.rejects.is_empty()
    assert Counter(parts.good["source_title"]) == Counter(row["source_title"] for row in printed)
    assert parts.good["indicator_id"].null_count() == 0


def test_the_bundled_communiques_are_those_that_the_readme_names() -> None:
    rows = rows_of(BUNDLED / "communiques.csv")
    readme = (ROOT / "docs" / "guides" / "communiques.md").read_text(encoding="utf-8")
    named = re.search(r"communiqués of (\d+) to (\d+), without those of (\d+) and (\d+): ([\d,]+) figures", readme)
    assert named
    first, last, *missing, count = (int(number.replace(",", "")) for number in named.groups())
    assert {int(row["period"]) for row in rows} == {*range(first, last + 1)} - {*missing}
    assert len(rows) == count
