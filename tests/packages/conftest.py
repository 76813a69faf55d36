"""A small set of stored tables made by hand: two reports, three targets, one of which is judged."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import polars as pl
import pytest

import pipelines.forms  # noqa: F401 - the forms register themselves
import schemas
from pipelines.packages import checks
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.publish import Publication, publish
from schemas import contract

HASH = "0123456789abcdef" * 4


def report(region: str, year: int) -> dict[str, Any]:
    return {
        "report_id": f"{region}-{year}", "region_code": region, "year": year, "title": f"{year}年政府工作报告", "source_url": "https://example.org/r",
        "published": date(year, 1, 15), "published_precision": "day", "file": f"reports/{region}/{year}.txt", "encoding": "utf-8",
        "raw_sha256": HASH, "text_sha256": HASH, "chars": 100, "level": "province", "collection": "raw", "text": "不发布的正文", "parts": "sure",
    }  # fmt: skip


def target(number: int, **other: Any) -> dict[str, Any]:
    row = {
        "target_id": f"650000-2023@{number}", "report_id": "650000-2023", "region_code": "650000", "year": 2023, "period": "2023",
        "section": None, "paragraph": None, "indicator": "棉花产量", "indicator_id": "cotton_output", "measure": "amount", "bound": "at_least",
        "value": "500", "unit": "万吨", "value_base": "5000000", "unit_base": "t", "binding": "unstated", "strength": "plan",
        "quote": "棉花产量500万吨以上", "char_start": number, "char_end": number + 11, "rule": "level",
        "period_kind": "year", "aspect": "flow", "price_basis": "unstated",
    }  # fmt: skip
    return row | other


def outcome(number: int, **other: Any) -> dict[str, Any]:
    row = {
        "target_id": f"650000-2023@{number}", "report_id": "650000-2023", "year": 2023, "status": "no_data", "why_zh": "没有数字。", "why_en": "No figure.",
        "polarity": "more", "polarity_source": "default", "status_latest": "no_data", "counted": True,
    }  # fmt: skip
    return row | other


STATISTIC = {
    "statistic_id": "650000-2023-0123456789ab", "region_code": "650000", "indicator": "棉花产量", "indicator_id": "cotton_output", "period": "2023",
    "measure": "amount", "value": "511.2", "unit": "万吨", "value_base": "5112000", "unit_base": "t", "price_basis": "unstated", "source_title": "某公报",
    "publisher": "某统计局", "source_kind": "communique", "published": date(2024, 3, 1), "published_precision": "day", "derived": False, "year": 2023,
    "period_kind": "year", "aspect": "flow", "serves": "all",
}  # fmt: skip
MATCH = {
    "target_id": "650000-2023@5",
    "statistic_id": "650000-2023-0123456789ab",
    "year": 2023,
    "comparability": "comparable",
    "rank": 1,
    "link": "code",
    "names_agree": True,
}
JUDGED = {
    "statistic_id": "650000-2023-0123456789ab", "actual": "511.2", "gap": "11.2", "margin": "11.2", "attainment": "1.0224", "reached": True, "status": "met",
    "rule": "amount", "tolerance_used": False, "tolerance_sensitive": False, "price_basis": "unstated", "price_basis_conflict": False,
    "comparability": "comparable", "status_latest": "met", "why_zh": "承诺500，实际511.2。", "why_en": "Set 500; actual: 511.2.",
}  # fmt: skip


def tables(**changed: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Tables of the store; ``changed`` names those with other rows."""
    rows: dict[str, list[dict[str, Any]]] = {
        "reports": [report("650000", 2023), report("620000", 2023)],
        "targets": [target(5), target(40), target(300, value="-3.5", unit="%", measure="growth", value_base="-3.5", unit_base="%")],
        "achieved": [],
        "commitments": [],
        "claims": [],
        "project_lists": [],
        "outcomes": [outcome(5, **JUDGED), outcome(40), outcome(300)],
        "matches": [MATCH],
        "vintages": [],
        "conflicts": [],
        "candidates": [STATISTIC, STATISTIC | {"statistic_id": "620000-2023-0123456789ab", "region_code": "620000"}],
    }  # fmt: skip
    made = {}
    for table, given in (rows | changed).items():
        split = contract.split(schemas.model(table), given, table)
        assert split.rejects.is_empty(), split.rejects
        made[table] = split.good
    return made


def definition(**changed: Any) -> Definition:
    told: dict[str, Any] = {
        "name": "small-2023", "title_zh": "小数据包", "title_en": "A small package", "description_zh": "两句话。", "description_en": "Two sentences.",
        "regions": ("650000",), "years": (2023,),
        "tables": ("reports", "targets", "outcomes", "matches", "statistics", "indicators", "polarities", "verdict_rules", "regions", "units", "codes"),
        "owner": Owner("Mubiao contributors"),
        # Drawing charts takes seconds; tests of the charts and of the seed's package do.
        "formats": ("parquet", "csv", "xlsx", "briefs", "html", "zip"),
    }  # fmt: skip
    return Definition(**told | changed)


@pytest.fixture(autouse=True)
def checked_as_if_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests publish and validate is checked in DuckDB alone, as a long package is: frictionless takes as long as all else together."""
    monkeypatch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)


@pytest.fixture
def checked_by_frictionless(checked_as_if_long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """By frictionless too, as every short package is."""
    monkeypatch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", 20_000)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    """The small package, published once for all tests, which each get a copy."""
    folder = tmp_path_factory.mktemp("once") / "published"
    return folder, publish(definition(), tables(), {"targets": 0}, 0, folder)


@pytest.fixture
def published(tmp_path: Path, published_once: tuple[Path, Publication]) -> Path:
    """A folder that readers see, with the small package in its first version."""
    return Path(shutil.copytree(published_once[0], tmp_path / "published"))


@pytest.fixture
def folder(first: Publication, published: Path) -> Path:
    """The folder of the small package's first version."""
    return published / first.path


def descriptor(folder: Path) -> dict[str, Any]:
    """The descriptor of a version as it stands on disk."""
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture
def first(published_once: tuple[Path, Publication]) -> Publication:
    """What publishing the small package for the first time gave."""
    return published_once[1]


def faults_by_pandas(folder: Path) -> list[str]:
    """What frictionless finds where pandas is installed beside it, as with `pip install frictionless[parquet]`: it reads Parquet too."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [error.message for error in (*report.errors, *(error for task in report.tasks for error in task.errors))]
