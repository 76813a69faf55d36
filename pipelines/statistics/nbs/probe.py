"""Does the service of the National Bureau of Statistics answer as we expect? Four questions, one line each.

Belongs here: comparing what comes with what is expected. Does not: mending or storing anything.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipelines.base.web import Manners
from pipelines.statistics.nbs import fetch, layout
from pipelines.statistics.nbs.client import Client
from pipelines.statistics.nbs.rows import figures, name, region_code
from pipelines.statistics.nbs.series import all_series
from schemas.errors import InputError, shown

# One attempt each, and done within a minute even where nothing answers.
MANNERS = Manners(pause=1, timeout=5, attempts=1)
SERIES = "gdp"
PROVINCES = "a10dceae75d245008bf4b9a0e6fe1d55"


class Known(NamedTuple):
    """A value of the gross domestic product that the service is known to have."""

    region: str
    year: int
    value: Decimal | None = None


KNOWN = Known("110000", 2023)


class Step(NamedTuple):
    """A step of the probe: whether the service answered as expected, and what was seen or what differs."""

    name: str
    ok: bool
    seen: str

    def __str__(self) -> str:
        return f"{self.name}: {'ok' if self.ok else 'differs'}: {self.seen}"


def known(printed: str) -> Known:
    """A known value as people write it: ``110000-2023=47353.7``.

    Raises:
        InputError: it is written otherwise, or of no province.
    """
    try:
        place, value = printed.split("=")
        region, year = place.split("-")
        expected = Known(region, int(year), Decimal(value))
    except (ValueError, ArithmeticError):
        raise InputError(
            "--known", printed, "it is not of the form REGION-YEAR=VALUE", "Write 110000-2023=47353.7"
        ) from None
    fetch.check([expected.region], expected.year, expected.year)
    return expected


def probe(client: Client, expected: Known) -> Iterator[Step]:
    """Ask the four questions that a fetch rests on; what fails is a step that is not ok, and raises nothing."""
    steps: dict[str, Callable[[Client, Known], str]] = {
        "tree": _tree,
        "indicators": _indicators,
        "regions": _regions,
        "values": _values,
    }
    for step, ask in steps.items():
        try:
            yield Step(step, True, ask(client, expected))
        except InputError as error:
            place = "" if error.place == step else f"{error.place}: "
            yield Step(step, False, shown(f"{place}{error.reason}"))


def _tree(client: Client, _: Known) -> str:
    code = all_series()[SERIES].code
    content = client.get("new/queryIndexTreeAsync", {"pid": "", "code": code}, "tree")
    roots = {node.id for node in layout.read(layout.Tree, content, "tree").data}
    return _holds("tree", roots, fetch.ROOTS[code], "root")


def _indicators(client: Client, _: Known) -> str:
    series = all_series()[SERIES]
    indicator = fetch.indicator_id(client, series)
    return _holds("indicators", {indicator}, series.indicator_id, f"indicator {series.shown_name}")


def _regions(client: Client, expected: Known) -> str:
    content = client.get("getDasByDaCatalogId", {"daCid": PROVINCES}, "regions")
    regions = {region_code(node.name_value) for node in layout.read(layout.Regions, content, "regions").data}
    return _holds("regions", regions, expected.region, "region")


def _values(client: Client, expected: Known) -> str:
    series, region, year = all_series()[SERIES], expected.region, expected.year
    path = Path(name(SERIES, region, year, year))
    rows = figures(fetch.ask(client, path, series, series.indicator_id, region, year, year))
    figure = " and ".join(f"{row['value']} {row['unit']}" for row in rows) or "no figure"
    seen = f"{series.indicator} of {region} in {year} is {figure}"
    if expected.value is not None and [Decimal(row["value"]) for row in rows] != [expected.value]:
        raise InputError("values", "values", f"{seen}, known is {expected.value}", "The figure may have been revised")
    return seen


def _holds(step: str, shown: set[str], expected: str, what: str) -> str:
    if expected not in shown:
        raise InputError(step, step, f"the {what} {expected} is not among {', '.join(sorted(shown)) or 'none'}", "")
    return f"{what} {expected}, {len(shown)} in all"
