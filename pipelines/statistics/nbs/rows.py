"""Snapshots of the National Bureau of Statistics -> printed rows, with the columns of bundled tables.

Belongs here: reading what was retrieved, from the service of 2026 and from archived answers of easyquery. Does not: retrieving.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pipelines.statistics import snapshots
from pipelines.statistics.figures import Printed
from pipelines.statistics.nbs import layout
from pipelines.statistics.nbs.series import FILE, Series, all_series
from pipelines.statistics.snapshots import Snapshot
from schemas.contract import DIGITS
from schemas.errors import InputError, brief

PUBLISHER = "国家统计局"
TITLES = {"6": "国家数据：分省年度数据"}
# Where people see the same figures; the address of the service itself shows nothing to them.
PUBLIC_ADDRESS = "https://data.stats.gov.cn/dg/website/page.html#/pc/national/fsYearData"
MISSING = ("", "无")
NATION = "100000"
# No figure of the bureau has more digits; an exponent would unfold to as many as it says.
_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,12}})?")
_REGION, _YEAR = re.compile(r"[0-9]{6}"), re.compile(r"[0-9]{4}")


def printed(folder: Path) -> Iterator[Printed]:
    """The rows of all snapshots in the folder nbs/ of raw/statistics, in the order of their names; a row that several snapshots hold, once.

    Raises:
        InputError: a snapshot that cannot be read, of which ``mubiao statistics fetch`` may bring a better one.
    """
    seen = set()
    for path in sorted((folder / "nbs").glob("*.json")):
        for row in figures(snapshots.read(path)):
            key = tuple(cell for name, cell in row.items() if name not in ("file", "file_row"))
            if key not in seen:
                seen.add(key)
                yield row


def figures(snapshot: Snapshot) -> list[dict[str, str]]:
    """The figures of one snapshot, each with the place where it stands in the JSON.

    Raises:
        InputError: the layout is not the expected one, or the answer is not one to the question.
    """
    return list(_archived(snapshot) if b'"returndata"' in snapshot.content else _new(snapshot))


def region_code(printed: str) -> str:
    """Our code of a region of the bureau's, which has twelve digits, or had six."""
    return NATION if printed[:6] == "000000" else printed[:6]


def name(series: str, region: str, first: int, last: int) -> str:
    """The name of the file that a snapshot rests in."""
    return f"{series}-{region}-{first}-{last}.json"


def _new(snapshot: Snapshot) -> Iterator[dict[str, str]]:
    series, region = _asked(snapshot)
    answer = layout.read(layout.Values, snapshot.content, snapshot.path)
    for number, period in enumerate(answer.data):
        for index, value in enumerate(period.values):
            place = f"data[{number}].values[{index}]"
            if region_code(value.da) != region:
                raise _fault(snapshot, f"{place}.da", f"expected the region {region}, found {value.da}")
            if not series.is_shown_as(value.i_showname, value.du_name):
                there = brief(f"{value.i_showname!r} in {value.du_name!r}")
                raise _fault(snapshot, f"{place}.i_showname", f"expected {series.shown_name}, found {there}")
            if value.value not in MISSING:
                figure = _number(snapshot, f"{place}.value", value.value)
                if not series.is_absent(figure):
                    yield _row(snapshot, place, series, region, period.code[:4], figure) | {
                        "source_url": PUBLIC_ADDRESS
                    }


def _archived(snapshot: Snapshot) -> Iterator[dict[str, str]]:
    """Only what is on our list of series: an archived answer often holds a whole table."""
    answer = layout.read(layout.Easyquery, snapshot.content, snapshot.path).returndata
    nodes = {node.code: node for members in answer.wdnodes if members.wdcode == "zb" for node in members.nodes}
    known = {
        code: series
        for code, node in nodes.items()
        for series in all_series().values()
        if series.is_shown_as(node.name, node.unit)
    }
    if not known:
        names = ", ".join(node.name for node in nodes.values())
        raise _fault(snapshot, "returndata.wdnodes", f"none of the indicators {brief(names)} is in nbs/{FILE.name}")
    for index, node in enumerate(answer.datanodes):
        place = f"returndata.datanodes[{index}]"
        dimensions = {dimension.wdcode: dimension.valuecode for dimension in node.wds}
        indicator, region, period = (dimensions.get(code, "") for code in ("zb", "reg", "sj"))
        if not (_REGION.fullmatch(region) and _YEAR.fullmatch(period)):
            raise _fault(snapshot, f"{place}.wds", f"expected a region and a year, found {region!r} and {period!r}")
        series = known.get(indicator)
        if series and node.data.hasdata:
            figure = _number(snapshot, f"{place}.data.data", str(node.data.data))
            if not series.is_absent(figure):
                yield _row(snapshot, place, series, region_code(region), period, figure)


def _row(snapshot: Snapshot, place: str, series: Series, region: str, period: str, figure: Decimal) -> dict[str, str]:
    return {
        "region_code": region,
        "indicator": series.indicator,
        "period": period,
        "measure": series.measure,
        "value": f"{series.figure(figure):f}",
        "value_bound": "",
        "unit": series.unit,
        "source_title": TITLES[series.code],
        "source_publisher": PUBLISHER,
        "source_kind": "official_statistics",
        "source_published": snapshot.retrieved[:10],
        "source_url": snapshot.address,
        "note": f"{series.shown_name}为{figure:f}" if series.transform else "",
        "file": f"statistics/{snapshot.path.parent.name}/{snapshot.path.name}",
        "file_row": place,
    }


def _asked(snapshot: Snapshot) -> tuple[Series, str]:
    """The series and the region that a snapshot was asked for, from its name and its request."""
    series = all_series().get(snapshot.path.name.partition("-")[0])
    if series is None:
        raise InputError(
            snapshot.path,
            "the name",
            f"it does not begin with a series of nbs/{FILE.name}",
            "Name it <series>-<region>-<first>-<last>.json",
        )
    try:
        return series, region_code(json.loads(snapshot.request)["das"][0]["value"])
    except (ValueError, TypeError, LookupError, RecursionError):
        raise InputError(
            snapshot.path.with_suffix(".toml"), "key request", "it names no region as das[0].value", "Fetch it again"
        ) from None


def _number(snapshot: Snapshot, place: str, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise _fault(snapshot, place, f"expected a number, found {brief(repr(text))}")
    return Decimal(text)


def _fault(snapshot: Snapshot, place: str, reason: str) -> InputError:
    return InputError(snapshot.path, place, reason, layout.CURE)
