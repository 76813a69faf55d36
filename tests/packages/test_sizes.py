"""How large a version is, is said before it is built, and a form that it is too long for is left out with a sentence."""

from pathlib import Path

import pytest

from pipelines.packages import sizes
from pipelines.packages.definition import FORMATS
from pipelines.packages.package import Package
from pipelines.packages.publish import publish
from pipelines.packages.sizes import estimate, megabytes
from tests.packages.conftest import definition, tables

ROOT = Path(__file__).resolve().parents[2]


def test_the_estimate_is_good_to_a_third_of_the_bundled_package() -> None:
    folder = ROOT / "published" / "xinjiang-2023-targets" / "4.0.0"
    there = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    said = estimate(definition(formats=FORMATS), 1, Package.open(folder).table("targets").height)
    assert abs(said.bytes - there) < there / 3


def test_it_grows_with_targets_and_with_forms_and_is_said_in_one_line() -> None:
    every, alone = definition(formats=FORMATS), definition(formats=sizes.FORMS_OF_LARGE)
    assert str(estimate(every, 801, 51_592)) == "801 reports, about 195 MB a version"
    assert estimate(alone, 801, 51_592).bytes < estimate(every, 801, 51_592).bytes / 10
    assert estimate(every, 801).bytes == estimate(every, 801, 801 * sizes.TARGETS_A_REPORT).bytes
    assert str(estimate(definition(formats=("parquet",)), 1, 33)) == "1 report, about 1.1 MB a version"
    assert (megabytes(9_949_999), megabytes(9_950_000), megabytes(1_234_500_000)) == ("9.9 MB", "10 MB", "1,234 MB")


def test_a_form_that_a_version_is_too_long_for_is_left_out_and_the_readme_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sizes.MOST_ROWS, "html", ("targets", 2))
    done = publish(definition(formats=("parquet", "html")), tables(), {"targets": 0}, 0, tmp_path)
    readme = (tmp_path / done.path / "README.md").read_text(encoding="utf-8")
    assert "\nNo page: table `targets` has 3 rows, and it opens up to 2.\n" in readme
    assert "index.html`: the page" not in readme
    assert not (tmp_path / done.path / "index.html").exists()
    assert f"{done.path}/README.md" in (tmp_path / "index.html").read_text(encoding="utf-8"), "the list still names it"
    assert estimate(definition(formats=("parquet", "html")), 1, 3) == estimate(definition(formats=("parquet",)), 1, 3)
