"""Why a version changed, and of which day it is, follows from what it was made of, not from the tables that it holds."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.packages.catalogue import inputs_of, note_built, one_line
from pipelines.packages.contents import selection
from pipelines.packages.diff import diff, versions_of
from pipelines.packages.inputs import inputs
from pipelines.packages.publish import Publication, publish
from pipelines.packages.versions import causes
from pipelines.wording.dates import day_en, day_zh
from tests.packages.conftest import JUDGED, STATISTIC, definition, descriptor, outcome, report, tables
from tests.packages.test_publish import NAME, files

# A package that says what became of its targets, and holds no figure.
VERDICTS = ("reports", "targets", "outcomes", "regions", "units", "codes")
NEW = STATISTIC | {"value": "498", "value_base": "4980000", "published": date(2025, 2, 27)}
MISSED = JUDGED | {"status": "missed", "status_latest": "missed", "reached": False, "actual": "498"}


def again(published: Path, tables_of: tuple[str, ...] = VERDICTS, **changed: Any) -> Publication:
    stored = tables(**{name: rows for name, rows in changed.items() if isinstance(rows, list)})
    stored |= {name: frame for name, frame in changed.items() if isinstance(frame, pl.DataFrame)}
    return publish(definition(tables=tables_of, formats=("parquet",)), stored, {"targets": 0}, 0, published)


def test_a_figure_that_a_verdict_follows_is_the_reason_and_the_date_though_the_package_holds_no_figure(
    tmp_path: Path,
) -> None:
    first = again(tmp_path)
    assert descriptor(tmp_path / first.path)["created"].startswith("2024-03-01"), (
        "the day of the figure, not of a report"
    )
    second = again(tmp_path, candidates=[NEW], outcomes=[outcome(5, **MISSED), outcome(40), outcome(300)])
    assert (second.version, descriptor(tmp_path / second.path)["created"][:10]) == ("1.0.1", "2025-02-27")
    changes = pl.read_parquet(tmp_path / second.path / "changes.parquet")
    assert set(changes["reason"]) == {"a raw text or a published figure changed"}
    newest, *_ = re.findall(r"^## .*$", (tmp_path / NAME / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest.startswith("## 1.0.1")
    assert day_zh(NEW["published"]) in newest and day_en(NEW["published"]) in newest
    old, new = versions_of([NAME], tmp_path)
    assert diff(old.folder, new.folder, causes(old.inputs, new.inputs)).changes.equals(changes)


def test_a_figure_that_changes_no_row_makes_no_version(tmp_path: Path) -> None:
    again(tmp_path)
    before = files(tmp_path / NAME)
    assert again(tmp_path, candidates=[NEW]).changed is False
    assert files(tmp_path / NAME) == before


def test_the_day_as_of_which_is_judged_and_the_next_report_are_reasons_too() -> None:
    stored = tables()
    now = {
        "inventory": pl.DataFrame({"report_id": ["650000-2024"], "region_code": ["650000"], "year": [2024], "collection": ["raw"], "raw_sha256": ["a" * 64]}, schema_overrides={"year": pl.Int32}),
        "as_of": pl.DataFrame({"as_of": [date(2024, 3, 1)]}),
    }  # fmt: skip

    def of(**other: pl.DataFrame) -> dict[str, str]:
        every = stored | now | other
        return dict(inputs(selection(definition(), every), every).hashes)

    before = of()
    assert causes(before, of()) == set()
    assert causes(before, of(as_of=pl.DataFrame({"as_of": [date(2024, 3, 2)]}))) == {"as_of"}
    revised = now["inventory"].with_columns(raw_sha256=pl.lit("b" * 64))
    assert causes(before, of(inventory=revised)) == {"next_reports"}
    elsewhere = now["inventory"].with_columns(region_code=pl.lit("620000"), raw_sha256=pl.lit("b" * 64))
    assert causes(of(inventory=now["inventory"].clear()), of(inventory=elsewhere)) == set()
    assert causes(inputs_of({"inputs": one_line(before)}), before) == set(), "as the catalogue lists them"
    assert causes(inputs_of({}), before) is None, "a version from before the catalogue listed them"
    assert causes({"reports": "x"}, before) == {"reports"}, "what it does not tell is no cause"


@pytest.mark.parametrize(
    ("change", "builds"),
    [({}, 0), ({"candidates": [NEW]}, 0), ({"outcomes": [outcome(5, **MISSED), outcome(40), outcome(300)]}, 1)],
    ids=["nothing", "a figure that it does not hold", "a cell"],
)
def test_what_follows_from_the_very_same_is_not_built_again(
    tmp_path: Path, change: dict[str, Any], builds: int
) -> None:
    ours = definition(tables=VERDICTS, formats=("parquet",))
    publish(ours, tables(), {"targets": 0}, 0, tmp_path)
    stages: list[str] = []
    publish(ours, tables(**change), {"targets": 0}, 0, tmp_path, at=stages.append)
    assert stages.count("build") == builds


def test_another_count_of_rows_left_out_is_another_input_since_the_readme_says_it(tmp_path: Path) -> None:
    ours = definition(tables=VERDICTS, formats=("parquet",))
    publish(ours, tables(), {"targets": 0}, 0, tmp_path)
    assert publish(ours, tables(), {"targets": 2}, 0, tmp_path).version == "1.0.1"
    assert publish(ours, tables(), {"targets": 2}, 1, tmp_path).version == "1.0.2"


def test_a_version_of_older_code_is_built_once_to_see_that_it_is_the_same(tmp_path: Path) -> None:
    ours = definition(tables=VERDICTS, formats=("parquet",))
    publish(ours, tables(), {"targets": 0}, 0, tmp_path)
    note_built(tmp_path, NAME, "1.0.0", "0" * 64)
    before = (tmp_path / "catalog.json").read_bytes()
    builds = []
    for _ in range(2):
        stages: list[str] = []
        assert publish(ours, tables(), {"targets": 0}, 0, tmp_path, at=stages.append).changed is False
        builds.append(stages.count("build"))
    assert builds == [1, 0]
    assert (tmp_path / "catalog.json").read_bytes() == before, "the catalogue says what was published, and no more"


def test_a_descriptor_that_is_not_the_published_one_is_not_taken_for_the_same(tmp_path: Path) -> None:
    again(tmp_path)
    file = tmp_path / NAME / "1.0.0" / "datapackage.json"
    file.write_text(file.read_text(encoding="utf-8").replace("A small package", "A SMALL package"), encoding="utf-8")
    assert again(tmp_path).version == "1.0.1"


def test_reports_that_are_gone_withdraw_their_rows(tmp_path: Path) -> None:
    other = [report("650000", 2023), report("650000", 2022)]
    both = definition(tables=VERDICTS, formats=("parquet",), years=(2022, 2023))
    publish(both, tables(reports=other), {"targets": 0}, 0, tmp_path)
    done = publish(both, tables(reports=other[1:], targets=[], outcomes=[], matches=[]), {"targets": 0}, 0, tmp_path)
    assert done.version == "1.1.0"
    changes = pl.read_parquet(tmp_path / done.path / "changes.parquet").filter(
        pl.col("table").is_in(["reports", "targets", "outcomes"])
    )
    assert set(changes["kind"]) == {"withdrawn"}
    assert changes.group_by("table").len().sort("table").rows() == [("outcomes", 3), ("reports", 1), ("targets", 3)]
