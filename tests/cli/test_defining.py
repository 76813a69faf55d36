"""`mubiao package new` as people run it, and the run that follows: the package of one's own is published."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.packages import sizes
from tests import command

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def mubiao(data: Path) -> Run:
    """Run the command with the test's own folders and file of packages."""
    own = {
        "MUBIAO_DEFINITIONS": str(data / "packages.toml"),
        "MUBIAO_INSTANCE": str(data / "instance"),
        "COLUMNS": "200",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return command.mubiao(*arguments, settings=own)

    return run


def test_a_new_package_is_printed_and_the_next_run_publishes_its_reports_alone(
    mubiao: Run, data: Path, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "raw" / "statistics").mkdir()
    for region, place in (("兰州", "兰州市"), ("630000", "青海省")):
        add_report(f"2024年{place}政府工作报告\n今年的主要目标是：粮食产量稳定在24亿斤以上。\n", region, 2024)
    new = mubiao("package", "new", "lanzhou", "--regions", "兰州市，凉山州", "--years", "2023-2024")
    assert new.returncode == 0, new.stderr
    assert new.stdout.splitlines()[:6] == [
        "[[package]]",
        'name = "lanzhou"',
        'title_zh = "兰州市、凉山彝族自治州2023—2024年政府工作报告量化目标及其实现情况"',
        'title_en = "Numeric targets of the work reports of 2023 to 2024 of Lanzhou and Liangshan and what became of them"',
        'regions = ["620100", "513400"]',
        "years = [2023, 2024]",
    ]
    assert new.stdout.splitlines()[-1] == "next: make run"
    run = mubiao("run")
    assert run.returncode == 0, run.stderr
    catalog = json.loads((data / "published" / "catalog.json").read_text(encoding="utf-8"))
    assert list(catalog["packages"]) == ["lanzhou"], "the packages of the clone are not those of the settings"
    reports = (data / "published" / "lanzhou" / "1.0.0" / "reports.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in reports[1:]] == ["620100-2024"]
    shown = mubiao("package", "show").stdout.splitlines()
    assert shown[0].startswith("lanzhou: 1 report, about 3.6 MB a version, as parquet, csv, xlsx, ")
    assert re.fullmatch(r"  1\.0\.0 of \d{4}-\d\d-\d\d, \d\.\d MB", shown[1]) and len(shown) == 2
    assert "there is no package gansu. Name one of lanzhou" in mubiao("package", "show", "gansu").stderr
    monkeypatch.setattr(sizes, "LARGE", 3_000_000)
    large = mubiao("package", "new", "every", "--regions", "all", "--years", "all").stdout
    assert 'formats = ["parquet", "html"]\n' in large
    assert "at hand: 2 reports, about 1.8 MB a version\nin all forms it would be about 3.8 MB: " in large
    assert (
        "formats ="
        not in mubiao("package", "new", "all", "--regions", "all", "--years", "all", "--formats", "all").stdout
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ["--regions", "兰州新区", "--years", "2024"],
            "--regions: '兰州新区' is no region that is known; nearest to it: 620100 ",
        ),
        (
            ["--regions", "all", "--years", "24"],
            "--years: '24' is no year and no range of years from 1949 to 2100. Write",
        ),
        (["--regions", "all", "--years", "1-9999"], "--years: '1-9999' is no year and no range"),
        (["--regions", "all", "--years", "2024-2023"], "--years: '2024-2023' is no year and no range"),
        (["--regions", "all", "--years", "all", "--text", "some"], "text: 'some' is not known, use whole or none"),
    ],
)
def test_what_cannot_be_defined_is_refused_in_one_sentence(
    mubiao: Run, data: Path, arguments: list[str], reason: str
) -> None:
    result = mubiao("package", "new", "own", *arguments)
    assert result.returncode == 1
    assert f"error: {reason}" in result.stderr or f", package own: {reason}" in result.stderr
    assert result.stderr.count("error:") == 1 and "Traceback" not in result.stderr
    assert not (data / "packages.toml").exists()


def test_a_run_names_a_file_of_packages_that_is_not_there_or_wrong(mubiao: Run, data: Path) -> None:
    assert "packages.toml: there is no such file of packages. Mend MUBIAO_DEFINITIONS" in mubiao("run").stderr
    (data / "packages.toml").write_text("[[package]]\nname = 'x'\n")
    result = mubiao("run")
    assert result.returncode == 1 and "package x: missing: title_zh, title_en, regions, years" in result.stderr
    assert "Traceback" not in result.stderr
