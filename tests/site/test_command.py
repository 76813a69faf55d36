"""`mubiao site`, and the asset of the same name: where they write, what they say, and when Dagster's daemon asks for it."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipelines.line import triggers
from pipelines.packages.catalogue import withdraw
from pipelines.site.build import is_current
from tests.command import mubiao
from tests.line.daemon import Line
from tests.site.conftest import ADDRESS, CONTACT


@pytest.fixture
def published(country: Path, data: Path) -> Path:
    """A folder that readers see, which the settings point to."""
    shutil.rmtree(data / "published")
    return Path(shutil.copytree(country, data / "published"))


@pytest.fixture
def under(published: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a site that the settings name, with its address and contact."""
    monkeypatch.setenv("MUBIAO_SITE", str(data / "site"))
    monkeypatch.setenv("MUBIAO_SITE_ADDRESS", ADDRESS)
    monkeypatch.setenv("MUBIAO_SITE_CONTACT", CONTACT)
    monkeypatch.setenv("MUBIAO_WORKERS", "1")
    return data / "site"


def test_the_command_writes_the_site_that_the_settings_name_and_says_what_it_wrote_and_how_to_look_at_it(
    under: Path, built: Path
) -> None:
    ended = mubiao("site")
    assert ended.returncode == 0, ended.stderr
    counted, look = ended.stdout.splitlines()
    files = sum(1 for path in under.rglob("*") if path.is_file()) - 1
    assert counted.startswith(f"{under}: {files:,} files, ")
    assert counted.endswith(f"; {files:,} new or changed, 0 removed")
    assert f"python3 -m http.server --directory {under}" in look
    for page in ("zh/index.html", "en/r/510100-2024.html"):
        assert (under / page).read_bytes() == (built / page).read_bytes()
    assert mubiao("site").stdout.splitlines()[0].endswith("; 0 new or changed, 0 removed")


def test_folder_address_and_contact_may_be_others_than_those_of_the_settings(under: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    ended = mubiao("site", other, "--address", "https://data.example.com", "--contact", "https://example.com/issues")
    assert ended.returncode == 0, ended.stderr
    assert not under.exists()
    page = (other / "zh" / "place" / "440000.html").read_text(encoding="utf-8")
    assert "https://data.example.com/zh/place/440000.html" in page
    assert ADDRESS not in page


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["published/site"], "which a publication alone writes"),
        (["foreign"], "holds files and no site.json: it is no site. Name a new or empty folder"),
        (["file"], "it is a file. Name a folder"),
        (["gone"], "it is a link that leads to no folder. Name a folder"),
        (["site", "--address", "mubiao"], "it is no address of a site"),
        (["site", "--contact", "somebody"], "it is neither an e-mail address nor one of the web"),
    ],
)
def test_what_cannot_be_written_is_one_clear_error_and_nothing_is(
    under: Path, data: Path, arguments: list[str], reason: str
) -> None:
    (data / "foreign").mkdir()
    (data / "foreign" / "thesis.txt").write_text("years", encoding="utf-8")
    (data / "file").write_text("a file", encoding="utf-8")
    (data / "gone").symlink_to(data / "nowhere")
    before = {path for path in data.rglob("*") if path.is_file()}
    ended = mubiao("site", *arguments, folder=data)
    assert ended.returncode == 1
    assert reason in ended.stderr and "Traceback" not in ended.stderr
    assert {path for path in data.rglob("*") if path.is_file()} == before


def test_without_a_package_that_can_be_drawn_the_command_says_what_to_do(data: Path) -> None:
    ended = mubiao("site", data / "site")
    assert ended.returncode == 1 and "mubiao run" in ended.stderr


def test_the_job_writes_the_same_site_with_its_figures_and_is_part_of_no_other(
    under: Path, built: Path, data: Path
) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        line = Line(instance, data)
        loaded = line.loaded()
        result = line.run(dg.RunRequest(), job=triggers.SITE)
        jobs = {
            name: loaded.resolve_job_def(name).asset_layer
            for name in (triggers.TABLES, triggers.PUBLISH, triggers.WHOLE)
        }
    site = dg.AssetKey("site")
    assert [name for name, assets in jobs.items() if site in assets.selected_asset_keys] == []
    (event,) = result.asset_materializations_for_node("site")
    files = sum(1 for path in under.rglob("*") if path.is_file()) - 1
    assert {name: event.metadata[name].value for name in ("files", "new or changed", "removed")} == {
        "files": files,
        "new or changed": files,
        "removed": 0,
    }
    assert event.metadata["bytes"].value == sum(
        path.stat().st_size for path in under.rglob("*") if path.name != "site.json" and path.is_file()
    )
    assert (under / "zh" / "index.html").read_bytes() == (built / "zh" / "index.html").read_bytes()
    graph = loaded.resolve_asset_graph()
    assert {key.path[0] for key in graph.get(site).parent_keys} == {"packages"}


def test_the_sensor_asks_for_the_site_once_packages_changed_and_not_again(
    under: Path, published: Path, data: Path
) -> None:
    with dg.DagsterInstance.local_temp() as instance:
        line = Line(instance, data)
        done = line.settle(triggers.packages_changed)
        assert [(job, result.success) for job, _, result in done] == [(triggers.SITE, True)]
        assert line.look(triggers.packages_changed) == "The site is of what is published now."
        withdraw(published, "chengdu-2024", "1.0.0", "Made up.")
        assert [job for job, *_ in line.settle(triggers.packages_changed)] == [triggers.SITE]
        assert is_current(published, under, address=ADDRESS, contact=CONTACT)


def test_a_site_that_could_not_be_written_is_not_asked_for_at_every_look(under: Path, data: Path) -> None:
    under.mkdir()
    (under / "thesis.txt").write_text("years", encoding="utf-8")
    with dg.DagsterInstance.local_temp() as instance:
        line = Line(instance, data)
        ((_, _, result),) = line.settle(triggers.packages_changed)
        assert not result.success
        assert "failed; mend what it says" in str(line.look(triggers.packages_changed))


def test_without_an_address_no_sensor_writes_a_site(under: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUBIAO_SITE_ADDRESS")
    with dg.DagsterInstance.local_temp() as instance:
        assert "MUBIAO_SITE_ADDRESS" in str(Line(instance, data).look(triggers.packages_changed))
