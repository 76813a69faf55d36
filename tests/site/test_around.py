"""What lies around the pages: feeds, the list of pages, descriptions and pictures, as programs read them."""

import json
import re
import struct
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from pipelines.site import addresses
from pipelines.site.feed import feed
from pipelines.site.pages import around, pictures
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from tests.site.conftest import ADDRESS
from tests.site.pages import Read

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(scope="module")
def source(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The prepared tables of the small country, of a site without an address."""
    return prepare(country, tmp_path_factory.mktemp("prepared"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_feed_has_what_atom_asks_for(built: Path, language: str) -> None:
    root = ElementTree.parse(built / language / "feed.xml").getroot()
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", parent.findtext(f"{ATOM}id", ""))
        datetime.fromisoformat(parent.findtext(f"{ATOM}updated", ""))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Made-up owners"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 10
    updated = [entry.findtext(f"{ATOM}updated", "") for entry in root.findall(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(f"{ATOM}updated") == updated[0]
    assert updated[0] <= f"{date.today().isoformat()}T", "dates are those of the data"


def test_the_feed_tells_of_versions_reports_and_turned_verdicts(built: Path) -> None:
    titles = [each.text or "" for each in ElementTree.parse(built / "en/feed.xml").getroot().iter(f"{ATOM}title")]
    assert any("version 1.0.0" in title for title in titles)
    assert any("Zhejiang: work report of" in title for title in titles)
    assert any(title.startswith("Zhejiang 2019, GDP: from") for title in titles)


def test_links_of_the_feed_lead_to_pages_that_are_there(built: Path) -> None:
    for link in ElementTree.parse(built / "zh/feed.xml").getroot().iter(f"{ATOM}link"):
        path = link.attrib["href"].removeprefix(f"{ADDRESS}/")
        assert (built / path.partition("#")[0]).is_file()


def test_without_an_address_links_of_the_feed_are_relative_and_its_ids_stay(source: Source) -> None:
    bare, served = (
        ElementTree.fromstring(feed(each, "zh")) for each in (source, source._replace(address="https://example.org"))
    )
    assert {link.attrib["href"].partition("/")[0] for link in bare.iter(f"{ATOM}link")} <= {
        "index.html", "r", "corrections.html",
    }  # fmt: skip
    assert bare.findtext(f"{ATOM}id") == served.findtext(f"{ATOM}id")
    ids = [[one.findtext(f"{ATOM}id") for one in each.findall(f"{ATOM}entry")] for each in (bare, served)]
    assert ids[0] == ids[1]


def test_without_an_address_nothing_is_written_that_needs_whole_ones(source: Source) -> None:
    paths = {page.path for key in around.keys(source) for page in around.pages(source, key)}
    assert not paths & {"sitemap.xml", "robots.txt", "404.html"}


def test_the_sitemap_lists_every_page_in_both_languages(built: Path) -> None:
    root = ElementTree.parse(built / "sitemap.xml").getroot()
    listed = {loc.text for loc in root.iter(f"{MAP}loc")}
    pages = {f"{ADDRESS}/{path.relative_to(built)}" for language in ("zh", "en") for path in (built / language).rglob("*.html")}  # fmt: skip
    assert listed == pages
    for url in root.iter(f"{MAP}url"):
        assert {link.attrib["href"] for link in url.iter(XHTML)} <= listed
        assert {link.attrib["hreflang"] for link in url.iter(XHTML)} == {"zh-CN", "en"}


def test_more_pages_than_a_sitemap_may_hold_are_several(monkeypatch: pytest.MonkeyPatch, source: Source) -> None:
    monkeypatch.setattr(around, "_MOST", 10)
    files = {page.path: str(page.content) for page in around.pages(source._replace(address="https://example.org"), "sitemap")}  # fmt: skip
    parts = re.findall(r"<loc>https://example.org/(sitemap-\d+.xml)</loc>", files["sitemap.xml"])
    assert sorted(parts) == sorted(set(files) - {"sitemap.xml", "robots.txt"})
    assert all(files[part].count("<url>") <= 10 for part in parts)


def test_each_data_set_is_described_for_programs_and_the_front_page_links_to_it(built: Path) -> None:
    for name in ("governments", "chengdu-2024"):
        described = json.loads((built / f"data/{name}.jsonld").read_text(encoding="utf-8"))
        assert described["@type"] == "Dataset"
        assert described["alternateName"][1] == name
        assert 50 <= len(described["description"]) <= 5000 or name in str(described)
        assert "distribution" not in described, "the site does not hold the packages"
    assert 'href="../data/governments.jsonld"' in (built / "zh/index.html").read_text(encoding="utf-8")


def test_a_lost_address_leads_to_the_front_page_at_any_depth_of_any_host_with_the_same_path(built: Path) -> None:
    root = urlsplit(ADDRESS).path + "/"
    links = Read(built / "404.html").links
    assert {link.removeprefix(root) for link in links} == {"zh/index.html", "en/index.html", "assets/site.css"}
    assert all(link.startswith(root) and (built / link.removeprefix(root)).is_file() for link in links)


def test_every_page_names_a_picture_that_is_there(built: Path) -> None:
    named = set()
    for page in (*built.glob("zh/**/*.html"), *built.glob("en/**/*.html")):
        found = re.search(r'<meta property="og:image" content="([^"]+)"', page.read_text(encoding="utf-8"))
        assert found, page
        named.add(found[1])
    assert f"{ADDRESS}/og/place-440100.png" in named
    assert f"{ADDRESS}/og/year-2022.png" in named
    assert f"{ADDRESS}/og/indicator-gdp.png" in named
    for address in named:
        content = (built / address.removeprefix(f"{ADDRESS}/")).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert (width, height) == (600, 315), "as small as networks take for a large picture"
        assert len(content) < 60_000


def test_pictures_are_the_same_bytes_twice(source: Source) -> None:
    once, twice = (next(pictures.pages(source, "place/440100")).content for _ in range(2))
    assert once == twice


def test_an_indicator_of_few_targets_and_no_verdict_has_the_picture_of_the_site() -> None:
    row = {"indicator_id": "lifts_added", "targets": 19, "judged": 0}
    assert pictures.of_indicator(row) == addresses.PREVIEW
    assert pictures.of_indicator(row | {"judged": 1}) == "og/indicator-lifts_added.png"
    assert pictures.of_indicator(row | {"targets": 20}) == "og/indicator-lifts_added.png"
