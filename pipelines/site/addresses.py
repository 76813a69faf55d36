"""Where each page lies, below the site's folder, and how pages name each other.

Every address ends in a file name, so that it works from any host, below any path, and from a disk. Belongs here: paths. Does not: which pages
there are (``pages``).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

LANGUAGES = {"zh": "zh-CN", "en": "en"}
# The picture of the site, which stands beside a link to a page that has none of its own.
PREVIEW = "assets/preview.png"


def place(region_code: str) -> str:
    """The page of a government, below the folder of a language."""
    return f"place/{region_code}.html"


def indicator(indicator_id: str) -> str:
    """The page of an indicator."""
    return f"indicator/{indicator_id}.html"


def year(of: int | str) -> str:
    """The page of a year of reports."""
    return f"year/{of}.html"


def report(report_id: str) -> str:
    """The page of a report."""
    return f"r/{report_id}.html"


def report_file(report_id: str) -> str:
    """A report for programs, below the site's folder."""
    return f"report/{report_id}.json"


def row(target_id: str) -> str:
    """A target: its place in the page of its report."""
    report_id, anchor = target_id.split("@")
    return f"{report(report_id)}#{anchor}"


def picture(kind: str, code: str) -> str:
    """The picture that stands beside a link to a page of a place, indicator or year, for both languages."""
    return f"og/{kind}-{code}.png"


def explore(chosen: Mapping[str, Any]) -> str:
    """The table of all targets, filtered as ``chosen`` says: the parameters of ``src/explore`` and their values.

    ``place``, ``indicator``, ``topic``, ``level``, ``verdict`` (codes, several apart by commas), ``year`` (2022 or 2015..2025), ``period``
    (``all`` for targets of other years too), ``changed`` (1), ``gap`` (at least so much), ``q`` (words). A province's code with * behind it
    stands for the province and its cities.
    """
    asked = urlencode({name: value for name, value in chosen.items() if value not in (None, "")}, safe=",.*")
    return f"explore.html?{asked}" if asked else "explore.html"


def relative(path: str, beside: str) -> str:
    """An address below the site's folder as the page ``beside`` names it."""
    bare, mark, rest = _parted(path)
    if mark == "#" and bare == beside:
        return f"#{rest}"
    to, here = bare.split("/"), beside.split("/")[:-1]
    same = 0
    while same < min(len(to) - 1, len(here)) and to[same] == here[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(to[same:]) + mark + rest


def _parted(path: str) -> tuple[str, str, str]:
    """A path without its query or fragment, and those."""
    for mark in ("?", "#"):
        if mark in path:
            return path.partition(mark)
    return path, "", ""
