"""All sources are one table, and one interface."""

import json
from pathlib import Path

import pytest

from pipelines.statistics import bundled, snapshots, sources
from pipelines.statistics.snapshots import Snapshot

ANSWER = json.dumps(
    {
        "success": True,
        "data": [
            {
                "code": "2023YY",
                "values": [
                    {"_id": "1", "i_showname": "地区生产总值 (亿元) ", "value": "8443.84", "du_name": "亿元", "da": "650000000000"}
                ],
            }
        ],
    }
)  # fmt: skip


@pytest.fixture
def folder(data: Path) -> Path:
    """raw/statistics with a row of each source."""
    folder = data / "raw" / "statistics"
    folder.mkdir()
    row = "650000,地区生产总值,2023,growth,6.8,%,某公报,某统计局,2024-02,,"
    (folder / "figures.csv").write_text(f"{','.join((*bundled.COLUMNS, *bundled.EMPTY))}\n{row}\n", encoding="utf-8")
    request = json.dumps({"das": [{"value": "650000000000"}]})
    path = folder / "nbs" / "gdp-650000-2023-2023.json"
    snapshots.write(Snapshot(path, ANSWER.encode(), "https://example.org/a", request, "2026-10-02T08:15:00Z"))
    return folder


def test_the_rows_of_all_sources_are_one_table_in_the_order_of_the_sources(folder: Path) -> None:
    rows, faults = sources.read(folder)
    assert faults == {}
    assert [row["file"] for row in rows] == ["statistics/figures.csv", "statistics/nbs/gdp-650000-2023-2023.json"]


def test_a_source_of_no_file_has_no_row(tmp_path: Path) -> None:
    assert sources.read(tmp_path) == ([], {})
