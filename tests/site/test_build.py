"""The site as files: whole, valid, in one language a page, the same at every build, and brought up to date with what changed alone."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines.packages import checks
from pipelines.packages.catalogue import withdraw
from pipelines.site import build as building
from pipelines.site import keys
from pipelines.site.build import build, is_current
from pipelines.site.document import say
from schemas.errors import InputError
from tests.site import world
from tests.site.conftest import ADDRESS, CONTACT
from tests.site.pages import Read, missing

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Three words in a row of nothing but Latin letters; names of things (GDP, CSV, JSON) stand alone.
ENGLISH = re.compile(r"\b[a-z]{2,}(?: [a-z]{2,}){2,}\b")


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def hashes(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_there_is_a_page_in_both_languages_of_every_place_indicator_year_and_report(built: Path, country: Path) -> None:
    results = pl.read_parquet(country / "governments" / "1.0.0" / "results.parquet")
    coded = results["indicator_id"].drop_nulls().unique()
    for language in ("zh", "en"):
        stems = {
            folder: {path.stem for path in (built / language / folder).glob("*.html")}
            for folder in ("place", "indicator", "year", "r")
        }
        assert stems["place"] == set(world.NAMES)
        assert stems["indicator"] == set(coded)
        assert stems["year"] == set(map(str, world.YEARS))
        assert stems["r"] == {f"{place}-{year}" for place in world.NAMES for year in world.YEARS}
    assert {path.relative_to(built / "zh") for path in pages(built / "zh")} == {
        path.relative_to(built / "en") for path in pages(built / "en")
    }


def test_every_link_to_the_site_itself_leads_to_a_file_and_an_anchor_that_are_there(built: Path) -> None:
    faults = {page.relative_to(built).as_posix(): list(missing(built, page)) for page in pages(built)}
    assert {page: some[:5] for page, some in faults.items() if some} == {}


def test_pages_are_well_formed_have_no_id_twice_and_nothing_that_their_policy_forbids(built: Path) -> None:
    faults = {}
    for page in pages(built):
        read = Read(page)
        twice = (
            sorted({one for one in read.ids if read.ids.count(one) > 1}) if len(set(read.ids)) < len(read.ids) else []
        )
        if read.faults or twice:
            faults[page.relative_to(built).as_posix()] = read.faults[:3] + [
                f"the id {one} is there twice" for one in twice[:3]
            ]
    assert faults == {}


def test_pages_are_in_one_language_but_for_names_and_quotations_marked_as_such(built: Path) -> None:
    """Whatever is of another language says so by ``lang``: a screen reader reads it in that."""
    faults = []
    for page in pages(built):
        if page.parent == built:  # leads to a language
            continue
        name = page.relative_to(built).as_posix()
        other = CHINESE if name.startswith("en/") else ENGLISH
        own = "en" if name.startswith("en/") else "zh"
        faults += [
            f"{name}: <{said.element}> {said.text[:60]}"
            for said in Read(page).said
            if said.language.startswith(own) and other.search(said.text) and "://" not in said.text
        ][:3]
    assert faults == []


def test_two_builds_with_another_clock_time_zone_and_number_of_workers_have_the_same_bytes(
    built: Path, country: Path, tmp_path: Path
) -> None:
    script = "import sys; from pathlib import Path; from pipelines.site.build import build; build(Path(sys.argv[1]), Path(sys.argv[2]), address=sys.argv[3], contact=sys.argv[4], workers=2)"
    clock = [shutil.which("faketime") or "", "2031-07-01 23:30:00"] if shutil.which("faketime") else []
    command = [*clock, sys.executable, "-c", script, str(country), str(tmp_path / "again"), ADDRESS, CONTACT]
    environment = os.environ | {
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "7",
        "LANG": "C",
        "POLARS_MAX_THREADS": "1",
    }
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2])
    first, again = hashes(built), hashes(tmp_path / "again")
    assert [name for name in first | again if first.get(name) != again.get(name)] == []


def test_a_site_that_is_up_to_date_is_not_written_again_and_one_that_lacks_a_file_gets_it_back(
    built: Path, country: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    before = times(site)
    ended = build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert (ended.new, ended.gone, ended.files) == (0, 0, len(before) - 1)
    (site / "zh" / "index.html").unlink()
    (site / "en" / "index.html").write_text("spoilt", encoding="utf-8")
    ended = build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert ended.new == 2
    assert hashes(site) == hashes(built)
    written = {name for name, at in times(site).items() if at != before.get(name)}
    assert written == {"zh/index.html", "en/index.html", "site.json"}


def test_after_a_new_version_only_pages_that_changed_are_written_and_pages_of_what_is_gone_go(
    built: Path, country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)
    home = Path(shutil.copytree(country.parent, tmp_path / "country"))
    site = Path(shutil.copytree(built, tmp_path / "site"))
    assert is_current(country, site, address=ADDRESS, contact=CONTACT)
    assert not is_current(country, site, address=ADDRESS)
    # The first report of Xinjiang is withdrawn by its source: nobody else says anything of it.
    (home / "raw" / "reports" / "650000" / "2015.txt").unlink()
    world.publish(home / "raw", home / "published", home / "store")
    assert not is_current(home / "published", site, address=ADDRESS, contact=CONTACT)
    before = hashes(site)
    ended = build(home / "published", site, address=ADDRESS, contact=CONTACT, workers=1)
    after = hashes(site)
    assert is_current(home / "published", site, address=ADDRESS, contact=CONTACT)
    gone = before.keys() - after.keys()
    assert {"zh/r/650000-2015.html", "en/r/650000-2015.html"} <= gone
    assert {name for name in gone if "650000-2015" not in name} == set()
    assert ended.gone == len(gone)
    changed = {name for name in after if before.get(name) != after[name]} - {"site.json"}
    assert ended.new == len(changed)
    assert {"zh/place/650000.html", "zh/year/2015.html"} <= changed


def test_a_build_that_was_stopped_is_taken_up_by_the_next(
    built: Path, country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"

    class StoppedError(Exception):
        pass

    def stop(*arguments: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patch, pytest.raises(StoppedError):
        patch.setattr(building.folders, "finish", stop)
        build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert not is_current(country, site, address=ADDRESS, contact=CONTACT)
    ended = build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert ended.new == 0
    assert hashes(site) == hashes(built)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"address": "example.org/mubiao"}, "it is no address of a site. Write it as https://example.org/mubiao"),
        ({"address": "javascript:alert(1)"}, "it is no address of a site"),
        ({"address": 'https://example.org/"><script>'}, "it is no address of a site"),
        ({"address": "https://example.org/?a=1&b=2"}, "it is no address of a site"),
        ({"address": "https:///mubiao"}, "it is no address of a site"),
        ({"address": "https://example.org:port/"}, "it is no address of a site"),
        ({"address": "https://user:word@example.org/"}, "it is no address of a site"),
        ({"address": "https://例子.example/目标"}, "other letters than a to z as xn-- in the name of the host"),
        ({"address": "https://example.org/100%"}, "it is no address of a site"),
        ({"address": "https://example.org/\u202emubiao"}, "it is no address of a site"),
        ({"contact": "javascript:alert(1)@example.org"}, "it is neither an e-mail address nor one of the web"),
        ({"contact": "data@example.org\nBcc: other@example.org"}, "it is neither an e-mail address nor one of the web"),
        ({"contact": "@"}, "it is neither an e-mail address nor one of the web"),
        ({"contact": "https://"}, "it is neither an e-mail address nor one of the web"),
        ({"contact": "nobody"}, "it is neither an e-mail address nor one of the web"),
    ],
)
def test_an_address_that_no_page_could_link_to_is_refused(
    country: Path, tmp_path: Path, given: dict[str, str], reason: str
) -> None:
    with pytest.raises(InputError, match=re.escape(reason)):
        build(country, tmp_path / "site", workers=1, **given)
    assert not (tmp_path / "site").exists()


def test_a_folder_that_holds_what_is_no_site_stays_as_it_was(country: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds files and no site\.json"):
        build(country, tmp_path, workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_list_of_files_that_names_others_of_the_disk_removes_none_of_them(
    built: Path, country: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    precious = tmp_path / "precious.txt"
    precious.write_text("kept", encoding="utf-8")
    text = (site / "site.json").read_text(encoding="utf-8")
    (site / "site.json").write_text(
        text.replace('"files": [', f'"files": ["../precious.txt", "{precious}",'), encoding="utf-8"
    )
    build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert precious.read_text(encoding="utf-8") == "kept"


def test_a_link_in_the_folder_is_not_followed_out_of_it(built: Path, country: Path, tmp_path: Path) -> None:
    site, outside = Path(shutil.copytree(built, tmp_path / "site")), tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(site / "zh" / "year")
    (site / "zh" / "year").symlink_to(outside)
    with pytest.raises(InputError, match=r"a link leads out of the site's folder there\. Remove the link"):
        build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert list(outside.iterdir()) == []


def test_while_a_site_is_written_nobody_else_writes_it_and_it_is_not_current(
    built: Path, country: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    with building.folders.alone(site):
        building.folders.begin(site)
        assert not is_current(country, site, address=ADDRESS, contact=CONTACT)
        with pytest.raises(InputError, match="another process writes this site"):
            build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    # The one that began came to no end: the files are as they were, and nobody knows it.
    assert not is_current(country, site, address=ADDRESS, contact=CONTACT)
    assert build(country, site, address=ADDRESS, contact=CONTACT, workers=1).new == 0
    assert hashes(site) == hashes(built)


def test_a_package_whose_report_is_named_like_a_path_is_refused_and_nothing_is_written_beside_the_site(
    country: Path, tmp_path: Path
) -> None:
    published = Path(shutil.copytree(country, tmp_path / "published"))
    file = published / "governments" / "1.0.0" / "reports.parquet"
    reports = pl.read_parquet(file)
    odd = pl.when(pl.col("report_id") == "440000-2022").then(pl.lit("../../../stranger")).otherwise("report_id")
    reports.with_columns(report_id=odd).write_parquet(file)
    world.sign(published, "governments", "1.0.0")
    with pytest.raises(InputError, match=r"reports, report_id: it is no such key: \.\./"):
        build(published, tmp_path / "site", workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"target_id": "440000-2022@7 onclick=alert(1)"}, "target_id: it is no such key"),
        ({"target_id": "440000-2022@7\n"}, "target_id: it is no such key"),
        ({"repeats": "440000-2022@<b>"}, "repeats: it is no such key"),
        ({"indicator_id": "../gdp"}, "indicator_id: it is no such key"),
        ({"region_code": "999999"}, "region_code: it is not on the list of codes"),
        ({"status": "met quoted"}, "status: it is not on the list of codes"),
        ({"target_id": 7}, "target_id: it is no such key"),
        ({"topic": "x"}, "topic: it is not on the list of codes"),
        ({"report_id": "440000-2022", "region_code": "440100", "year": 2022}, "report_id: it is of another government"),
        ({"report_id": "440000-2022", "target_id": "440100-2022@7"}, "target_id: it is of another report"),
    ],
)
def test_a_key_that_could_name_no_file_or_anchor_is_refused(
    tmp_path: Path, row: dict[str, object], reason: str
) -> None:
    with pytest.raises(InputError, match=re.escape(f"targets, {reason}")):
        keys.refuse_odd(tmp_path, "targets", pl.DataFrame([row]))


def test_keys_as_the_line_writes_them_and_empty_cells_are_let_in(country: Path) -> None:
    folder = country / "governments" / "1.0.0"
    for name in ("reports", "targets", "outcomes", "results", "claims", "statistics"):
        keys.refuse_odd(folder, name, pl.read_parquet(folder / f"{name}.parquet"))
    keys.refuse_odd(folder, "targets", pl.DataFrame({"indicator_id": [None, "gdp"], "repeats": [None, None]}))


def test_without_an_address_the_site_is_whole_and_names_no_place_on_the_web(country: Path, tmp_path: Path) -> None:
    build(country, tmp_path / "site", workers=1)
    faults = [fault for page in pages(tmp_path / "site") for fault in missing(tmp_path / "site", page)]
    assert faults == []
    naming = [page.name for page in pages(tmp_path / "site") if ADDRESS.encode() in page.read_bytes()]
    assert naming == []


def test_an_empty_folder_of_packages_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    with pytest.raises(InputError, match="mubiao run"):
        build(tmp_path / "published", tmp_path / "site", workers=1)
    assert not (tmp_path / "site").exists(), "nothing is left that looks like a site"


def test_a_folder_that_is_not_there_is_not_said_to_hold_packages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing is published in it"):
        build(tmp_path / "mistyped", tmp_path / "site", workers=1)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("governments/1.0.0/results.parquet", r"governments/1\.0\.0: results\.parquet: its SHA-256 is not"),
        ("chengdu-2024/1.0.0/datapackage.json", r"chengdu-2024/1\.0\.0: datapackage\.json: its SHA-256 is not"),
    ],
)
def test_a_package_with_another_file_than_was_published_is_refused_and_the_site_stays_as_it_was(
    built: Path, country: Path, tmp_path: Path, file: str, reason: str
) -> None:
    published = Path(shutil.copytree(country, tmp_path / "published"))
    site = Path(shutil.copytree(built, tmp_path / "site"))
    with (published / file).open("ab") as opened:
        opened.write(b"\n")
    before = times(site)
    with pytest.raises(InputError, match=reason):
        build(published, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert times(site) == before


def test_a_package_that_names_nobody_is_refused(country: Path, tmp_path: Path) -> None:
    published = Path(shutil.copytree(country, tmp_path / "published"))
    file = published / "governments" / "1.0.0" / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    del descriptor["licenses"]
    file.write_text(json.dumps(descriptor | {"contributors": []}), encoding="utf-8")
    world.sign(published, "governments", "1.0.0")
    with pytest.raises(InputError, match=r"datapackage\.json: it does not say contributors, licenses"):
        build(published, tmp_path / "site", workers=1)


def test_a_site_is_not_current_once_an_older_version_is_withdrawn(country: Path, tmp_path: Path) -> None:
    """The page of corrections and the feeds say so."""
    published, site = tmp_path / "published", tmp_path / "site"
    published.mkdir()
    catalog = json.loads((country / "catalog.json").read_text(encoding="utf-8"))
    versions = catalog["packages"]["governments"]["versions"]
    versions.insert(0, versions[0] | {"version": "0.9.0", "path": "governments/0.9.0"})
    (published / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    with building.folders.alone(site):
        building.folders.finish(site, [], building.fingerprint(published, ADDRESS, CONTACT))
    assert is_current(published, site, address=ADDRESS, contact=CONTACT)
    withdraw(published, "governments", "0.9.0", "Made up.")
    assert not is_current(published, site, address=ADDRESS, contact=CONTACT)


def test_what_a_killed_build_left_goes_with_the_next_and_files_of_others_stay(
    built: Path, country: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(built, tmp_path / "site"))
    left = ["zh/r/440000-1999.html", "place/.440000.csv.4711", "zh/place/.440000.html.4711", ".index.json.4711"]
    for name in left:
        (site / name).write_text("<!doctype html>", encoding="utf-8")
    (site / "CNAME").write_text("data.example.net", encoding="utf-8")
    (site / ".nojekyll").touch()
    ended = build(country, site, address=ADDRESS, contact=CONTACT, workers=1)
    assert (ended.new, ended.gone) == (0, len(left))
    assert hashes(site).keys() - hashes(built).keys() == {"CNAME", ".nojekyll"}


def test_a_count_chooses_its_words() -> None:
    """One target was met; two thousand, or none, were."""
    said = [
        say("report", "en", "described", title="Report", targets=count, judged=count, met=count)
        for count in (1, 2000, 0)
    ]

    assert said == [
        "Report: 1 target. 1 of 1 with a comparable result was met.",
        "Report: 2,000 targets. 2,000 of 2,000 with a comparable result were met.",
        "Report: 0 targets. 0 of 0 with a comparable result were met.",
    ]
