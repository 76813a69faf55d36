"""The line publishes a package whole or not at all, with what is its own, and says why where there is nothing to publish."""

import re
import shutil
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines import definitions
from pipelines.base.settings import settings
from pipelines.cli import summary
from pipelines.forms.page import language
from pipelines.line import run
from pipelines.line.summary import Summary
from tests.packages.test_publish import files

ROOT = Path(__file__).resolve().parents[2]
REPORT = "2022年{}政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6.5%左右；粮食产量稳定在240亿斤以上。\n"
# Its second row is none that a spreadsheet may read.
REJECTED = "大力推广=棉花产量5万吨。\n"
ENTRY = """
[[package]]
name = "{name}"
title_zh = "目标"
title_en = "Targets"
regions = {regions}
years = {years}
formats = ["parquet"]
tables = ["reports", "targets", "outcomes", "regions", "units", "codes"]
"""
ENTRIES = (
    ENTRY.format(name="gansu", regions='["620000"]', years="[2022]")
    + ENTRY.format(name="xinjiang", regions='["新疆维吾尔自治区"]', years="[]")
    + ENTRY.format(name="every", regions="[]", years="[]")
)


def line(data: Path, entries: str = ENTRIES) -> run.Line:
    """The line over the data of a folder, with these packages."""
    (data / "packages.toml").write_text(entries, encoding="utf-8")
    folders = {name: data / name for name in ("raw", "store", "published", "instance")}
    return definitions.line(settings(**folders, definitions=data / "packages.toml"))


def steps(line: run.Line, *names: str) -> list[run.Step]:
    return [step for step in line.steps if run.name(step) in names] if names else list(line.steps)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """Two small reports of a year, one with a row that breaks its contract, and three packages, run once."""
    data = tmp_path_factory.mktemp("line")
    for region, text in (("620000", REPORT.format("甘肃省") + REJECTED), ("650000", REPORT.format("自治区"))):
        (data / "raw" / "reports" / region).mkdir(parents=True)
        (data / "raw" / "reports" / region / "2022.txt").write_text(text, encoding="utf-8")
    (data / "raw" / "statistics").symlink_to(ROOT / "raw" / "statistics")
    now = line(data)
    return data, run.run(now, now.steps)


@pytest.fixture
def data(once: tuple[Path, Summary], tmp_path: Path) -> Path:
    """A copy of what that run left."""
    return Path(shutil.copytree(once[0], tmp_path / "data", symlinks=True))


def rejected(data: Path, package: str) -> int:
    readme = (data / "published" / package / "1.0.0" / "README.md").read_text(encoding="utf-8")
    said = {count: language.filled("limit_missing", count=count)["en"] for count in range(1, 10)}
    said[0] = language.filled("limit_unread")["en"]
    (rejects,) = [
        count for count, sentence in said.items() if re.search(rf"{re.escape(sentence)}$", readme, re.MULTILINE)
    ]
    return rejects


def test_no_regions_and_no_years_are_all(data: Path) -> None:
    ids = {
        name: pl.read_parquet(data / "published" / name / "1.0.0" / "reports.parquet")["report_id"]
        for name in ("every", "xinjiang")
    }
    assert ids["every"].to_list() == ["620000-2022", "650000-2022"]
    assert ids["xinjiang"].to_list() == ["650000-2022"]


def test_the_readme_of_a_package_counts_the_rejects_of_its_own_reports(data: Path) -> None:
    assert {name: rejected(data, name) for name in ("gansu", "xinjiang", "every")} == {
        "gansu": 1,
        "xinjiang": 0,
        "every": 1,
    }


def test_half_a_package_is_not_published_and_the_year_that_is_missing_is_named(data: Path) -> None:
    before = files(data / "published")
    (data / "store" / "outcomes" / "2022.parquet").unlink()
    job = line(data).over(["2022"]).resolve_job_def("publish")
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(
            instance=instance,
            asset_selection=[dg.AssetKey(["packages", "gansu"])],
            raise_on_error=False,
        )
    assert not result.success
    (failed,) = result.get_step_failure_events()
    assert (
        "packages/gansu: outcomes of 2022 are not in the store yet, and half a package is not published. Run these years first"
        in str(failed.step_failure_data.error)
    )
    assert files(data / "published") == before


def test_a_collection_that_there_is_not_is_named_and_a_package_that_is_not_for_readers_may_wait_for_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(data / "published")
    entry = ENTRY.format(name="cities", regions="[]", years="[]") + 'collections = ["raw", "cities"]\n'
    now = line(data, ENTRIES + entry)
    with pytest.raises(
        run.RunError,
        match=r"package cities, collections: there is no collection cities\. Use raw, or name it in MUBIAO_COLLECTIONS",
    ):
        run.run(now, steps(now, "cities"))
    assert files(data / "published") == before
    now = line(data, ENTRIES + entry.replace('"raw", ', "") + "publish = false\n")
    summary.run(run.run(now, steps(now, "cities")), now.settings, now.staleness.store.place)
    assert (
        "package cities: it waits for a collection that MUBIAO_COLLECTIONS does not name: cities\n"
        in capsys.readouterr().out
    )


def test_a_package_whose_every_report_is_gone_stays_as_it_was_and_another_withdraws_the_rows(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(data / "published" / "xinjiang")
    shutil.rmtree(data / "raw" / "reports" / "650000")
    now = line(data)
    summary.run(run.run(now, now.steps), now.settings, now.staleness.store.place)
    assert (
        "package xinjiang: none of its reports is at hand; 1.0.0 stays published as it is\n" in capsys.readouterr().out
    )
    assert files(data / "published" / "xinjiang") == before
    changes = pl.read_parquet(data / "published" / "every" / "1.1.0" / "changes.parquet")
    assert {row["table"] for row in changes.filter(kind="withdrawn").to_dicts()} >= {"reports", "targets", "outcomes"}
