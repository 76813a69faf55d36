"""The 33 targets of the bundled report with every column of the contract, written down by hand in seed.tsv."""

import csv
from decimal import Decimal
from pathlib import Path

import schemas
from pipelines.reports.lookup import read_file
from pipelines.targets.extract import extract
from schemas import contract

ROOT = Path(__file__).resolve().parents[2]


def seed() -> str:
    return read_file(ROOT / "raw" / "reports" / "650000" / "2023.txt").text


def printed(cell: object) -> str:
    return "" if cell is None else f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def test_all_33_targets_are_read_with_every_column_right() -> None:
    with (Path(__file__).parent / "seed.tsv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [{name: printed(cell) for name, cell in row.items()} for row in extract(seed(), "650000", 2023)]
    assert len(wanted) == 33
    assert [row["target_id"] for row in rows] == [row["target_id"] for row in wanted]
    for got, want in zip(rows, wanted, strict=True):
        assert got == want | {"period_in_doubt": printed(False)}


def test_no_target_of_the_seed_breaks_the_contract() -> None:
    split = contract.split(schemas.model("targets"), extract(seed(), "650000", 2023), "targets", 2023)
    assert split.good.height == 33
    assert split.rejects.is_empty()
