"""The line over two small reports, on a real instance."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from tests.line.daemon import REPORT_2022, REPORT_2023, Line

# Of the bundled figures one short table; all of them take seconds to read.
FIGURES = Path(__file__).resolve().parents[2] / "raw" / "statistics" / "provinces_2023.csv"


@pytest.fixture
def line(data: Path, add_report: Callable[..., Path]) -> Iterator[Line]:
    """The line over two small reports, from an empty store."""
    (data / "raw" / "statistics").mkdir()
    (data / "raw" / "statistics" / FIGURES.name).symlink_to(FIGURES)
    add_report(REPORT_2022, region="620000", year=2022)
    add_report(REPORT_2023, region="620000", year=2023)
    with dg.DagsterInstance.local_temp() as instance:
        yield Line(instance, data)
