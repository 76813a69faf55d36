"""Versions follow from the difference, and a run that is killed anywhere leaves readers with the last version."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet
import pytest

from pipelines.packages import around
from pipelines.packages.catalogue import alone, is_published, read_catalog, withdraw
from pipelines.packages.publish import STAGES, InvalidCandidateError, Publication, build_and_check, publish
from schemas.errors import InputError
from tests.packages.conftest import JUDGED, STATISTIC, definition, descriptor, outcome, report, tables, target

ROOT = Path(__file__).resolve().parents[2]
NAME = "small-2023"
TABLES = definition().tables
BARE = ("parquet",)


def again(published: Path, changed: dict[str, Any] | None = None, **told: Any) -> Publication:
    return publish(definition(**told), tables(**changed or {}), {"targets": 0}, 0, published)


@pytest.fixture(scope="module")
def bare_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small package as Parquet alone, published once, where a test is about versions and not about forms."""
    published = tmp_path_factory.mktemp("bare") / "published"
    again(published, formats=BARE)
    return published


@pytest.fixture
def bare(tmp_path: Path, bare_once: Path) -> Path:
    """The same for one test."""
    return Path(shutil.copytree(bare_once, tmp_path / "published"))


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_first_version_is_1_0_0_and_the_catalogue_lists_it(first: Publication, published: Path) -> None:
    assert (first.version, first.changed) == ("1.0.0", True)
    entry = read_catalog(published)["packages"][NAME]
    assert entry["latest"] == "1.0.0"
    assert entry["versions"][0]["descriptor_sha256"] == files(published)[f"{NAME}/1.0.0/datapackage.json"]


@pytest.mark.parametrize("key", ["software_version", "code_version"])
def test_a_new_version_names_the_software_that_built_it_and_newer_software_alone_makes_none(
    first: Publication, published: Path, key: str
) -> None:
    def by(software: str, **changed: Any) -> tuple[str, bool, str | None]:
        one = publish(definition(), tables(**changed), {"targets": 0}, 0, published, **{key: software})
        return one.version, one.changed, descriptor(published / one.path).get(key)

    assert by("0.2.0") == ("1.0.0", False, None)
    more = {"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]}
    version, changed, software = by("0.2.0", **more)
    assert (changed, software) == (True, "0.2.0")
    assert by("0.3.0-2-gabcdef", **more) == (version, False, "0.2.0")


def test_what_a_withdrawn_version_says_is_not_published_again_and_other_rows_are(
    first: Publication, published: Path
) -> None:
    withdraw(published, NAME, "1.0.0", "A figure was misread.")
    same = publish(definition(), tables(), {"targets": 3}, 2, published)
    assert (same.version, same.changed) == ("1.0.0", False), "only the README would differ"
    assert read_catalog(published)["packages"][NAME]["latest"] is None
    mended = again(published, {"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]})
    assert (mended.version, mended.changed) == ("1.0.1", True)


def test_a_package_without_any_date_is_of_the_year_of_its_newest_report(tmp_path: Path) -> None:
    undated = [report("650000", 2023) | {"published": None}]
    open_rows = [outcome(number) for number in (5, 40, 300)]
    only = again(tmp_path, {"reports": undated, "candidates": [], "matches": [], "outcomes": open_rows})
    assert descriptor(tmp_path / only.path)["created"] == "2023-01-01T00:00:00Z"


def test_the_same_input_publishes_nothing(first: Publication, published: Path) -> None:
    before = files(published)
    assert again(published) == Publication(**vars(first) | {"changed": False})
    assert files(published) == before


@pytest.mark.parametrize(
    ("changed", "told", "version"),
    [
        ({}, {"title_en": "Another title"}, "1.0.1"),
        ({"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]}, {}, "1.0.1"),
        ({"targets": [target(5), target(40)], "outcomes": [outcome(5, **JUDGED), outcome(40)]}, {}, "1.1.0"),
        ({}, {"tables": (*TABLES, "conflicts")}, "2.0.0"),
    ],
)
def test_the_next_version_follows_from_the_difference(
    first: Publication, published: Path, changed: dict[str, Any], told: dict[str, Any], version: str
) -> None:
    assert again(published, changed, **told).version == version
    assert (published / NAME / "1.0.0").exists()
    assert again(published, changed, **told).changed is False, "the new version is the same when it is made again"


@pytest.mark.parametrize(
    ("changed", "told", "builds"),
    [
        ({}, {}, 0),
        ({"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]}, {}, 1),
        ({}, {"tables": (*TABLES, "conflicts")}, 1),
        ({"targets": [target(5), target(40)], "outcomes": [outcome(5, **JUDGED), outcome(40)]}, {}, 1),
        ({}, {"title_en": "Another title"}, 2),
    ],
    ids=["unchanged", "a cell", "major", "minor", "bytes alone"],
)
def test_only_where_bytes_alone_decide_is_a_version_built_twice(
    published: Path, changed: dict[str, Any], told: dict[str, Any], builds: int
) -> None:
    stages: list[str] = []
    publish(definition(**told), tables(**changed), {"targets": 0}, 0, published, at=stages.append)
    assert stages.count("build") == builds


def test_changes_are_told_cell_by_cell_with_what_caused_them(first: Publication, published: Path) -> None:
    changed = {"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]}
    second = again(published, changed)
    told = pl.read_parquet(published / second.path / "changes.parquet").to_dicts()
    assert [(row["table"], row["column"], row["old"], row["new"], row["kind"]) for row in told] == [
        ("statistics", "value", "511.200000", "511.300000", "source_revised"),
        ("statistics", "value_base", "5112000.000000", "5113000.000000", "source_revised"),
    ]
    third = again(
        published, changed | {"targets": [target(5), target(40)], "outcomes": [outcome(5, **JUDGED), outcome(40)]}
    )
    told = pl.read_parquet(published / third.path / "changes.parquet").to_dicts()
    assert [(row["table"], row["column"], row["kind"], row["version"]) for row in told] == [
        ("outcomes", "*", "withdrawn", "1.1.0"),
        ("targets", "*", "withdrawn", "1.1.0"),
    ]


def test_charts_are_drawn_for_a_new_version_and_not_to_see_that_nothing_changed(tmp_path: Path) -> None:
    published, formats = tmp_path / "published", ("parquet", "charts")
    first = again(published, formats=formats)
    assert (published / first.path / "charts" / "chart_verdicts.png").read_bytes().startswith(b"\x89PNG")
    before = files(published)
    script = UNCHANGED.format(formats=formats)
    loaded = subprocess.run(
        [sys.executable, "-c", script, str(published)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert loaded.returncode == 0, "an unchanged package loads what draws"
    assert files(published) == before
    second = again(published, formats=formats, title_en="Another title")
    assert second.version == "1.0.1"
    assert (published / second.path / "charts" / "chart_verdicts.svg").exists()


UNCHANGED = """
import sys
from pathlib import Path
from pipelines.packages import checks
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
checks.MOST_ROWS_OF_FRICTIONLESS = -1
done = publish(definition(formats={formats}), tables(), {{"targets": 0}}, 0, Path(sys.argv[1]))
sys.exit(done.changed or "vl_convert" in sys.modules)
"""


def test_a_table_goes_only_after_a_version_said_so(first: Publication, published: Path) -> None:
    fewer = tuple(table for table in TABLES if table != "units")
    with pytest.raises(InputError, match=r"units, units_csv would go without warning.*`deprecated`"):
        again(published, tables=fewer)
    assert again(published, deprecated=("units",)).version == "1.0.1"
    told = json.loads((published / NAME / "1.0.1" / "datapackage.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in told["resources"] if each.get("deprecated")] == ["units", "units_csv"]
    assert again(published, tables=fewer).version == "2.0.0"


def test_what_only_a_withdrawn_version_had_goes_without_warning(published: Path) -> None:
    fewer = tuple(table for table in TABLES if table != "units")
    withdraw(published, NAME, "1.0.0", "Its units were wrong.")
    assert again(published, tables=fewer).version == "2.0.0"


def test_a_version_with_many_more_rows_after_a_withdrawn_one_begins_anew_and_lists_no_changes(published: Path) -> None:
    withdraw(published, NAME, "1.0.0", "Most of it was misread.")
    many = [target(number) for number in range(2000)]
    anew = again(published, {"targets": many, "outcomes": [outcome(number) for number in range(2000)], "matches": []})
    assert not list((published / anew.path).glob("changes.*"))
    log = (published / NAME / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "It does not follow from the withdrawn 1.0.0: all reports were read anew; 1 report, 2,000 targets." in log
    assert "no verdict changed" not in log.partition("## 1.0.0")[0]


def test_a_withdrawn_version_stays_and_is_no_longer_the_latest(first: Publication, published: Path) -> None:
    again(published, title_en="Another title")
    assert (published / NAME / "latest").read_text() == "1.0.1\n"
    before = files(published / NAME / "1.0.1")
    assert withdraw(published, NAME, "1.0.1", "The title was wrong.") == "1.0.0"
    around.refresh(published, definition())
    assert (published / NAME / "latest").read_text() == "1.0.0\n"
    assert files(published / NAME / "1.0.1") == before
    assert "**Withdrawn 撤回**: The title was wrong." in (published / NAME / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{NAME}/1.0.0/index.html" in (published / "index.html").read_text(encoding="utf-8")
    page = (published / "index.html").read_text(encoding="utf-8")
    assert "The title was wrong." in page and f"{NAME}/1.0.1/index.html" in page, (
        "the list says what is withdrawn, and why"
    )
    entry = read_catalog(published)["packages"][NAME]
    assert (entry["latest"], entry["versions"][1]["withdrawn"]) == ("1.0.0", "The title was wrong.")
    with pytest.raises(InputError, match="withdrawn already"):
        withdraw(published, NAME, "1.0.1", "Again.")
    assert again(published).version == "1.0.2", "its number is never used again"


def test_a_package_whose_every_version_is_withdrawn_is_still_told_of(first: Publication, published: Path) -> None:
    withdraw(published, NAME, "1.0.0", "Its verdicts were wrong.")
    around.refresh(published, definition())
    assert (published / NAME / "latest").read_text() == "\n"
    assert "Its verdicts were wrong." in (published / "index.html").read_text(encoding="utf-8")


def test_the_zip_holds_what_people_open(first: Publication, published: Path) -> None:
    with zipfile.ZipFile(published / first.path / f"{NAME}-1.0.0.zip") as archive:
        names = [name.removeprefix(f"{NAME}-1.0.0/") for name in archive.namelist()]
        assert archive.testzip() is None
    assert names[:3] == ["README.md", "index.html", f"{NAME}.xlsx"], "what is opened first comes first"
    assert {"LICENSE.md", "targets.csv", "briefs/650000-2023.html"} <= set(names)
    assert not [name for name in names if name.endswith((".parquet", ".json"))]


def test_an_invalid_candidate_is_not_published(first: Publication, published: Path) -> None:
    before = files(published)
    with pytest.raises(InputError, match="the candidate is not valid"):
        again(
            published,
            {
                "outcomes": [
                    outcome(5, **JUDGED | {"statistic_id": "650000-2023-ffffffffffff"}),
                    outcome(40),
                    outcome(300),
                ]
            },
        )
    assert files(published) == before


KILL = """
import os, signal, sys
from pathlib import Path
from pipelines.packages import checks
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
checks.MOST_ROWS_OF_FRICTIONLESS = -1
def at(stage):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
publish(definition(title_en="Another title", formats=("parquet",)), tables(), {"targets": 0}, 0, Path(sys.argv[1]), at)
"""


@pytest.mark.parametrize("stage", STAGES)
def test_a_publisher_killed_at_any_stage_leaves_the_last_version_and_the_next_run_goes_on(
    bare: Path, stage: str
) -> None:
    before = files(bare)
    done = subprocess.run(
        [sys.executable, "-c", KILL, str(bare), stage], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == -signal.SIGKILL
    after = files(bare)
    changed = ("catalog.json", "index.html", f"{NAME}/latest", f"{NAME}/CHANGELOG.md", f".built-{NAME}")
    assert {name: after[name] for name in before if name not in changed} == {
        name: before[name] for name in before if name not in changed
    }
    told = read_catalog(bare)["packages"][NAME]
    assert told["latest"] == ("1.0.1" if stage == "done" else "1.0.0")
    for version in told["versions"]:
        assert after[f"{version['path']}/datapackage.json"] == version["descriptor_sha256"]
    assert again(bare, title_en="Another title", formats=BARE).version == "1.0.1"
    assert not list(bare.glob(".staging*"))


BUILD = """
import sys
import zipfile
from pathlib import Path
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
publish(definition(), tables(), {"targets": 0}, 0, Path(sys.argv[1]))
"""


def test_the_same_input_gives_the_same_bytes_in_another_process_time_zone_and_thread_count(tmp_path: Path) -> None:
    made = []
    for name, other in (
        ("a", {"TZ": "UTC"}),
        ("b", {"TZ": "Pacific/Kiritimati", "POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "7"}),
    ):
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | other
        subprocess.run([sys.executable, "-c", BUILD, str(tmp_path / name)], cwd=ROOT, env=environment, check=True)
        made.append(files(tmp_path / name))
    assert made[0] == made[1]


def test_a_second_publisher_waits_until_the_first_is_done(bare: Path) -> None:
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        publish(
            definition(title_en="Title two", formats=BARE),
            tables(),
            {"targets": 0},
            0,
            bare,
            at=lambda stage: order.append(f"second {stage}"),
        )

    def first(stage: str) -> None:
        order.append(f"first {stage}")
        if stage == "build" and not waiting.is_set():
            other.start()
            waiting.wait()
            other.join(timeout=1)  # without the lock it would go on, and stand in the way of the first

    other = threading.Thread(target=second)
    publish(definition(title_en="Title one", formats=BARE), tables(), {"targets": 0}, 0, bare, at=first)
    other.join()
    ours = [event for event in order if event.startswith("first")]
    assert order[: len(ours)] == ours, "the stages of two publishers never mix"
    assert [entry["version"] for entry in read_catalog(bare)["packages"][NAME]["versions"]] == [
        "1.0.0",
        "1.0.1",
        "1.0.2",
    ]


def test_withdrawing_waits_for_a_publisher_too(published: Path) -> None:
    done = threading.Event()
    other = threading.Thread(target=lambda: (withdraw(published, NAME, "1.0.0", "It was wrong."), done.set()))
    with alone(published):
        other.start()
        assert not done.wait(timeout=0.5)
    other.join()
    assert read_catalog(published)["packages"][NAME]["versions"][0]["withdrawn"] == "It was wrong."


def row(publication: Publication) -> dict[str, Any]:
    """The row of ``packages`` of what readers see."""
    return publication.row() | {"published": True}


def test_a_row_of_packages_stands_while_its_version_is_the_last_and_its_descriptor_is_unchanged(
    first: Publication, published: Path
) -> None:
    assert is_published(row(first), published)
    descriptor = published / first.path / "datapackage.json"
    content = descriptor.read_bytes()
    descriptor.write_bytes(content.replace(b"Two sentences.", b"One sentence.."))
    assert not is_published(row(first), published), "a changed descriptor is not what was published"
    descriptor.unlink()
    assert not is_published(row(first), published)
    descriptor.write_bytes(content)
    second = again(published, title_en="Another title")
    assert not is_published(row(first), published) and is_published(row(second), published)
    assert is_published(row(first) | {"published": False}, published), (
        "what readers do not see stands as long as its row"
    )


def test_of_a_withdrawn_latest_version_the_newest_that_stands_takes_the_place(bare: Path) -> None:
    for title in ("Title one", "Title two", "Title three"):
        again(bare, title_en=title, formats=BARE)
    assert withdraw(bare, NAME, "1.0.1", "One.") == "1.0.3"
    assert withdraw(bare, NAME, "1.0.3", "Three.") == "1.0.2"
    assert read_catalog(bare)["packages"][NAME]["latest"] == "1.0.2"
    assert [withdraw(bare, NAME, version, "All.") for version in ("1.0.2", "1.0.0")] == ["1.0.0", None]


def test_every_file_tells_what_it_was_made_of_and_a_revised_figure_changes_it(
    first: Publication, published: Path
) -> None:
    second = again(published, {"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]})
    third = again(
        published, {"candidates": [STATISTIC | {"value": "511.3", "value_base": "5113000"}]}, title_en="Another title"
    )
    made_of = [
        pyarrow.parquet.read_schema(published / version.path / "targets.parquet").metadata[b"inputs_sha256"]
        for version in (first, second, third)
    ]
    assert made_of[0] != made_of[1] == made_of[2]


def test_all_faults_of_an_invalid_candidate_are_told(tmp_path: Path) -> None:
    wrong = [outcome(number, **JUDGED | {"statistic_id": "650000-2023-ffffffffffff"}) for number in (5, 40, 300)]
    with pytest.raises(InvalidCandidateError) as raised:
        again(tmp_path, {"outcomes": wrong, "matches": []}, formats=("parquet",))
    assert any("3 values of statistic_id are not in statistics.statistic_id" in fault for fault in raised.value.faults)
    assert f"package {NAME}: the candidate is not valid" in str(raised.value)


def test_a_package_that_is_not_to_be_published_is_built_and_checked_as_the_version_it_would_be(
    published: Path, tmp_path: Path
) -> None:
    before, into = files(published), tmp_path / "candidates"
    small = definition(formats=("parquet", "csv"), deprecated=("units",))
    more = tables(targets=[target(5), target(40)], outcomes=[outcome(5, **JUDGED), outcome(40)])
    for _ in range(2):
        built = build_and_check(small, more, {"targets": 0}, 0, published, into)
        assert (built.version, built.changed, built.faults) == ("1.1.0", True, ())
        assert built.descriptor_sha256 == files(into)["datapackage.json"]
    assert files(published) == before, "readers see nothing of it"
    wrong = tables(
        outcomes=[outcome(5, **JUDGED | {"statistic_id": "650000-2023-ffffffffffff"}), outcome(40), outcome(300)]
    )
    built = build_and_check(small, wrong, {"targets": 0}, 0, published, into)
    assert any("are not in statistics.statistic_id" in fault for fault in built.faults)
    assert files(published) == before
