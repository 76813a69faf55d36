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


def seed_rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "seed.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_all_33_targets_are_read_with_every_column_right() -> None:
    rows = [{name: printed(cell) for name, cell in row.items()} for row in extract(seed(), "650000", 2023)]
    wanted = [row | {"period_in_doubt": printed(False)} for row in seed_rows()]
    assert len(wanted) == 33, "what the README says of it"
    assert [row["target_id"] for row in rows] == [row["target_id"] for row in wanted]
    for row, right in zip(rows, wanted, strict=True):
        assert row == right


def test_no_target_of_the_seed_breaks_the_contract() -> None:
    split = contract.split(schemas.model("targets"), extract(seed(), "650000", 2023), "targets", 2023)
    assert split.good["target_id"].to_list() == [row["target_id"] for row in seed_rows()]
    assert split.rejects.is_empty()
