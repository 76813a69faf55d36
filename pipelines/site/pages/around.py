"""What lies around the pages for programs: the feeds, the list of all pages for search engines, the description of each data set as JSON-LD, and the
page of an address that is none.

Only data sets are described as JSON-LD: of a place or an indicator search engines and data catalogues read nothing but what its page says.
What needs the site's address (``sitemap.xml``, ``robots.txt``, ``404.html``) is there only where it has one. Belongs here: these files.
Does not: the feed's entries (``feed``).
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

import polars as pl

from pipelines.site import addresses
from pipelines.site.document import Page, render_alone
from pipelines.site.feed import PATH, feed
from pipelines.site.source import Edition, Source

# The pages that there is one of.
SINGLE = (
    "index.html", "places.html", "indicators.html", "explore.html", "reports.html", "method.html", "glossary.html", "limits.html",
    "corrections.html", "programs.html",
)  # fmt: skip
# So many addresses a file of them may hold, as its standard says.
_MOST = 50_000
_MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def keys(source: Source) -> list[str]:
    """The files, of which some hold whole addresses."""
    return ["feed", "described", *(["sitemap", "lost"] if source.address else [])]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The files of one kind."""
    if key == "feed":
        for language in addresses.LANGUAGES:
            yield Page(f"{language}/{PATH}", feed(source, language))
    elif key == "described":
        for edition in source.editions:
            text = json.dumps(_described(source, edition), ensure_ascii=False, indent=1)
            yield Page(description(edition), text + "\n")
    elif key == "sitemap":
        yield from _sitemap(source.address, list(_listed(source)))
        yield Page("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {source.address}/sitemap.xml\n")
    else:
        yield Page("404.html", _lost(source.address))


def description(edition: Edition) -> str:
    """Where a data set is described for programs."""
    return f"data/{edition.name}.jsonld"


def _described(source: Source, edition: Edition) -> dict[str, Any]:
    """A data set in the words of schema.org. Its files are not part of the site, and none is named."""
    years, descriptor = source.table("years")["year"], edition.descriptor
    body = {"@type": "Organization", "name": descriptor["contributors"][0]["title"]}
    indicators = source.table("indicators").sort("targets", "indicator_id", descending=[True, False]).head(50)
    properties = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": edition.titles["en"],
        "alternateName": [edition.titles["zh"], edition.name],
        "description": descriptor["description"],
        "version": edition.version,
        "datePublished": edition.day.isoformat(),
        "url": f"{source.address}/en/index.html" if source.address else "",
        "license": descriptor["licenses"][0]["path"],
        "creator": body,
        "publisher": body,
        "keywords": descriptor["keywords"],
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
    }
    if edition == source.main:
        properties |= {
            "temporalCoverage": f"{years[0]}/{years[-1]}",
            "spatialCoverage": {"@type": "Place", "name": "China", "alternateName": "中国"},
            "variableMeasured": [
                {"@type": "PropertyValue", "propertyID": row["indicator_id"], "name": row["name_en"], "alternateName": row["name_zh"]}
                for row in indicators.iter_rows(named=True)
            ],
        }  # fmt: skip
    return {key: value for key, value in properties.items() if value}


def _listed(source: Source) -> Iterator[str]:
    """The pages below the folder of a language, the same in each."""
    yield from SINGLE
    yield from (addresses.year(year) for year in source.table("years")["year"])
    yield from (addresses.place(code) for code in source.table("places").filter(pl.col("reports") > 0)["region_code"])
    yield from (addresses.indicator(code) for code in source.table("indicators")["indicator_id"])
    yield from (addresses.report(report_id) for report_id in source.table("reports")["report_id"].sort())


def _sitemap(address: str, listed: Sequence[str]) -> Iterator[Page]:
    """The list of all pages, each with the one in the other language; where there are too many for a file, a list of such lists."""
    urls = [_url(address, language, page) for page in listed for language in addresses.LANGUAGES]
    parts = [urls[start : start + _MOST] for start in range(0, len(urls), _MOST)]
    if len(parts) == 1:
        yield Page("sitemap.xml", _map(parts[0]))
        return
    for number, part in enumerate(parts, 1):
        yield Page(f"sitemap-{number}.xml", _map(part))
    names = "".join(f"<sitemap><loc>{address}/sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, len(parts) + 1))  # fmt: skip
    yield Page("sitemap.xml", f"{_XML}<sitemapindex {_MAP}>\n{names}</sitemapindex>\n")


def _map(urls: Sequence[str]) -> str:
    return f'{_XML}<urlset {_MAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(urls)}</urlset>\n'


def _url(address: str, language: str, page: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(f"{address}/{each}/{page}")}/>'
        for each, tag in addresses.LANGUAGES.items()
    )
    return f"<url><loc>{address}/{language}/{page}</loc>{links}</url>\n"


def _lost(address: str) -> str:
    """The page that a host shows instead of one that is not there.

    It lies at any depth, so its addresses begin at the root of the host: a copy below the same path of another host shows it as well.
    """
    return render_alone("lost", root=urlsplit(address).path.rstrip("/"))
