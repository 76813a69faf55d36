"""The version of the software is that of its tags; what stands in pyproject.toml serves where there is no repository."""

import subprocess
from pathlib import Path

import pytest

from pipelines.base import version


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_it_is_the_nearest_tag_and_how_far_it_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "ROOT", tmp_path)
    git(tmp_path, "init")
    git(tmp_path, "commit", "--allow-empty", "--message", "first")
    assert len(version.software_version()) == 12
    git(tmp_path, "tag", "v1.4.0")
    git(tmp_path, "tag", "data-2")
    assert version.software_version() == "1.4.0"
    git(tmp_path, "commit", "--allow-empty", "--message", "second")
    assert version.software_version().startswith("1.4.0-1-g")


def test_without_a_repository_it_is_the_one_that_was_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "ROOT", tmp_path)
    assert version.software_version().count(".") == 2
