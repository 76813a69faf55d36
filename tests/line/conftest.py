"""The line over two small reports, on a real instance."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from tests.line.daemon import REPORT_2022, REPORT_2023, Line

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def line(data: Path, add_report: Callable[..., Path]) -> Iterator[Line]:
    """The line over two small reports, from an empty store."""
    (data / "raw" / "statistics").symlink_to(ROOT / "raw" / "statistics")
    add_report(REPORT_2022, region="620000", year=2022)
    add_report(REPORT_2023, region="620000", year=2023)
    with dg.DagsterInstance.local_temp() as instance:
        yield Line(instance, data)
