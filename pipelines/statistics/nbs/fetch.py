"""Fetching from the National Bureau of Statistics: for a series, a region and some years, one snapshot.

A snapshot is kept only when it can be read and holds a figure, so a changed service never replaces a good one. Belongs here: what
is asked. Does not: how the service is spoken to (``client``), or what an answer says (``rows``).
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.base.web import UnavailableError
from pipelines.statistics import snapshots
from pipelines.statistics.nbs import layout
from pipelines.statistics.nbs.client import Client
from pipelines.statistics.nbs.rows import NATION, figures, name
from pipelines.statistics.nbs.series import FILE, Series, all_series
from pipelines.statistics.snapshots import Snapshot
from schemas import codelists
from schemas.errors import InputError, brief

ROOTS = {"6": "c4d82af16c3d4f0cb4f09d4af7d5888e"}
VALUES = "stream/esData"


class Fetched(NamedTuple):
    """What became of one snapshot; where it is not ``ok``, the outcome is why there is no new one."""

    path: Path
    ok: bool
    outcome: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.outcome}"


def fetch(
    client: Client, folder: Path, regions: list[str], first: int, last: int, *, refresh: bool = False
) -> Iterator[Fetched]:
    """Bring the snapshots of all series up to date, one after the other.

    Args:
        client: speaks to the service.
        folder: where the snapshots rest.
        regions: our codes, of the nation or of provinces.
        first: the first year.
        last: the last year.
        refresh: ask also for what is there already.

    Raises:
        InputError: a region or the years cannot be asked for.
        UnavailableError: the service does not serve; the rest is not asked for.
    """
    check(regions, first, last)
    indicators: dict[str, str] = {}
    for series in all_series().values():
        for region in regions:
            path = folder / name(series.series, region, first, last)
            if not refresh and snapshots.verified(path):
                yield Fetched(path, True, "kept")
                continue
            try:
                if series.series not in indicators:
                    indicators[series.series] = series.indicator_id or indicator_id(client, series)
                snapshot = ask(client, path, series, indicators[series.series], region, first, last)
                count = len(figures(snapshot))
            except UnavailableError:
                raise
            except InputError as fault:
                yield Fetched(path, False, f"failed: {fault}")
                continue
            if count:
                snapshots.write(snapshot)
            yield Fetched(path, count > 0, f"fetched, {count} figures" if count else "failed: no figure in the answer")


def ask(client: Client, path: Path, series: Series, indicator: str, region: str, first: int, last: int) -> Snapshot:
    """The values of one series in one region, not yet written or read."""
    code = "000000" if region == NATION else region
    body = {
        "cid": series.cid,
        "indicatorIds": [indicator],
        "daCatalogId": "",  # else the regions are ignored, or come back in English
        "das": [{"text": _regions()[region], "value": f"{code}000000"}],
        "dts": [f"{first}YY-{last}YY"],
        "showType": "1",
        "rootId": ROOTS[series.code],
    }
    request = json.dumps(body, ensure_ascii=False)
    content = client.post(VALUES, request, path.stem)
    retrieved = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Snapshot(path, content, f"{client.base_address}/{VALUES}", request, retrieved)


def indicator_id(client: Client, series: Series) -> str:
    """The bureau's indicator of a series, by its shown name.

    Raises:
        InputError: the table shows it not at all, or more than once.
    """
    content = client.get("new/queryIndicatorsByCid", {"cid": series.cid, "dt": "", "name": ""}, series.series)
    listed = layout.read(layout.Indicators, content, f"indicators of the series {series.series}").data.items
    ids = {indicator.id for indicator in listed if series.is_shown_as(indicator.i_showname, indicator.du_name)}
    if len(ids) != 1:
        names = ", ".join(indicator.i_showname.strip() for indicator in listed)
        raise InputError(
            FILE.relative_to(FILE.parents[1]),
            f"series {series.series}",
            f"the table shows {series.shown_name} {len(ids)} times among {brief(names)}",
            "Write the shown name as the table has it",
        )
    return ids.pop()


def check(regions: list[str], first: int, last: int) -> None:
    """Refuse what cannot be asked for.

    Raises:
        InputError: a region is neither the nation nor a province, or the years run backwards.
    """
    for region in regions:
        if region not in _regions():
            reason = "it is no code of the nation or a province"
            raise InputError("--regions", region, reason, "Write 100000, or a province's code or name")
    if first > last:
        raise InputError("--first", str(first), f"it lies after the last year {last}", "Swap them")


def _regions() -> dict[str, str]:
    levels = ("nation", "province")
    return {row["region_code"]: row["name_zh"] for row in codelists.read("regions") if row["level"] in levels}
