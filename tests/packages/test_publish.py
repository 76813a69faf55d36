"""Versions follow from the difference, and a run that is killed anywhere leaves readers with the last version."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.packages.publish import STAGES, Publication, is_published, publish, read_catalog
from schemas.errors import InputError
from tests.packages.conftest import JUDGED, STATISTIC, definition, outcome, tables, target

ROOT = Path(__file__).resolve().parents[2]
NAME = "small-2023"


def again(published: Path, changed: dict[str, Any] | None = None, **told: Any) -> Publication:
    return publish(definition(**told), tables(**changed or {}), {"targets": 0}, published)


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
    assert is_published(vars(first), published)


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
        ({}, {"tables": ("reports", "targets", "outcomes")}, "2.0.0"),
    ],
)
def test_the_next_version_follows_from_the_difference(
    first: Publication, published: Path, changed: dict[str, Any], told: dict[str, Any], version: str
) -> None:
    assert again(published, changed, **told).version == version
    assert (published / NAME / "1.0.0").exists()
    assert again(published, changed, **told).changed is False, "the new version is the same when it is made again"


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
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
def at(stage):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
publish(definition(title_en="Another title"), tables(), {"targets": 0}, Path(sys.argv[1]), at)
"""


@pytest.mark.parametrize("stage", STAGES)
def test_a_publisher_killed_at_any_stage_leaves_the_last_version_and_the_next_run_goes_on(
    first: Publication, published: Path, stage: str
) -> None:
    before = files(published)
    done = subprocess.run(
        [sys.executable, "-c", KILL, str(published), stage], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == -signal.SIGKILL
    after = files(published)
    assert {name: after[name] for name in before if name != "catalog.json"} == {
        name: before[name] for name in before if name != "catalog.json"
    }
    told = read_catalog(published)["packages"][NAME]
    assert told["latest"] == ("1.0.1" if stage == "done" else "1.0.0")
    for version in told["versions"]:
        assert after[f"{version['path']}/datapackage.json"] == version["descriptor_sha256"]
    assert again(published, title_en="Another title").version == "1.0.1"
    assert not list(published.glob(".staging*"))


BUILD = """
import sys
from pathlib import Path
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
publish(definition(), tables(), {"targets": 0}, Path(sys.argv[1]))
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
