"""The kinds of pages: a module each. Belongs here: which there are.

A module has two functions. ``keys(source)`` gives the pieces of its work, each of which some process does; ``pages(source, key)`` gives the
files of one piece, in both languages.
"""

from types import ModuleType

from pipelines.site.pages import (
    around,
    corrections,
    explore,
    files,
    front,
    glossary,
    indicator,
    indicators,
    limits,
    method,
    pictures,
    place,
    places,
    programs,
    report,
    reports,
    search,
    whole_site,
    year,
)

KINDS: dict[str, ModuleType] = {
    "whole_site": whole_site,
    "front": front,
    "around": around,
    "pictures": pictures,
    "search": search,
    "report": report,
    "place": place,
    "places": places,
    "indicator": indicator,
    "indicators": indicators,
    "year": year,
    "files": files,
    "explore": explore,
    "glossary": glossary,
    "reports": reports,
    "method": method,
    "limits": limits,
    "corrections": corrections,
    "programs": programs,
}
