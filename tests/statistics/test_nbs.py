"""The service of the National Bureau of Statistics, played by a local server in the shapes that are known of it."""

import hashlib
import json
import socket
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import schemas
from pipelines.base.web import Manners, UnavailableError
from pipelines.statistics import snapshots, sources
from pipelines.statistics.nbs import fetch as nbs
from pipelines.statistics.nbs import probe as nbs_probe
from pipelines.statistics.nbs import rows as nbs_rows
from pipelines.statistics.nbs.client import Client
from pipelines.statistics.nbs.series import all_series
from pipelines.statistics.snapshots import Snapshot
from schemas import codelists, contract
from schemas.errors import InputError
from tests import command
from tests.base.server import Answer, Asked, Server

PATH = "/dg/website/publicrelease/web/external"
QUICK = Manners(pause=0, timeout=5, attempts=3, backoff=0)
SERIES = all_series()
# What the service shows: the name has a unit and white space around it, and the unit stands for itself too.
SHOWN = {
    "gdp": ("地区生产总值 (亿元) ", "亿元", "47353.7"),
    "gdp_growth": ("地区生产总值指数 (上年=100) ", "", "105.2"),
    "income_all": ("全体居民人均可支配收入 (元) ", "元", "81752"),
    "retail_sales": ("社会消费品零售总额 (亿元) ", "亿元", "14462.7"),
    "consumer_prices": ("居民消费价格指数 (上年=100) ", None, "100.4"),
}
IDS = {name: SERIES[name].indicator_id or f"{name:0<32}" for name in SHOWN}


def reply(content: bytes, status: int = 200, **more: Any) -> Answer:
    return Answer(content, status, {"Content-Type": "application/json;charset=UTF-8"}, **more)


def as_json(data: Any) -> Answer:
    return reply(json.dumps({"success": True, "data": data}, ensure_ascii=False).encode())


def page(status: int = 200) -> Answer:
    return Answer(b"<html>blocked, reason:UrlACL</html>", status)


def value(name: str, region: str = "650000", **changes: Any) -> dict[str, Any]:
    shown, unit, number = SHOWN[name]
    plain = {"_id": IDS[name], "i_showname": shown, "value": number, "du_name": unit, "da": f"{region}000000"}
    return plain | changes


def periods(*values: dict[str, Any], code: str = "2023YY") -> Answer:
    return as_json([{"code": code, "name": f"{code[:4]}年", "values": list(values)}])


class Service(Server):
    """Answers as the service should, unless ``answers`` holds others for an endpoint."""

    @property
    def base_address(self) -> str:
        return self.address + PATH

    def answer(self, asked: Asked) -> Answer:
        return self.next(endpoint(asked)) or self.usual(asked)

    def usual(self, asked: Asked) -> Answer:
        if endpoint(asked) == "esData":
            question = json.loads(asked.body)
            (name,) = (name for name, series in SERIES.items() if series.cid == question["cid"])
            return periods(value(name, question["das"][0]["value"][:6]))
        if endpoint(asked) == "queryIndicatorsByCid":
            (cid,) = parse_qs(urlsplit(asked.path).query)["cid"]
            shown = [value(name) for name in SHOWN if SERIES[name].cid == cid]
            return as_json(
                {"list": [*shown, {"_id": "other", "i_showname": "第一产业增加值 (亿元) ", "du_name": "亿元"}]}
            )
        return {
            "page.html": Answer(b"<html></html>"),
            "queryIndexTreeAsync": as_json([{"_id": nbs.ROOTS["6"], "name": "分省年度数据", "isLeaf": False}]),
            "getDasByDaCatalogId": as_json([{"name_value": "110000000000", "show_name": "北京市"}]),
        }[endpoint(asked)]

    def questions(self) -> list[Asked]:
        """What was asked for figures."""
        return [asked for asked in self.asked if endpoint(asked) == "esData"]

    def count(self, name: str) -> int:
        return sum(endpoint(asked) == name for asked in self.asked)


def endpoint(asked: Asked) -> str:
    return urlsplit(asked.path).path.rsplit("/", 1)[-1]


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as service:
        yield service


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "raw" / "statistics" / "nbs"


def fetch(service: Service, folder: Path, *regions: str, refresh: bool = False, **manners: Any) -> list[nbs.Fetched]:
    client = Client(service.base_address, replace(QUICK, **manners))
    return list(nbs.fetch(client, folder, list(regions or ["650000"]), 2020, 2024, refresh=refresh))


def snapshot(folder: Path, answer: Answer, name: str = "gdp-650000-2020-2024.json", region: str = "650000") -> Snapshot:
    request = json.dumps({"das": [{"value": f"{region}000000"}]})
    return Snapshot(folder / name, answer.content, "https://example.org/a", request, "2026-10-02T08:15:00Z")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Fetching


def test_every_series_of_every_region_becomes_one_snapshot_and_one_row(service: Service, folder: Path) -> None:
    fetched = fetch(service, folder, "650000", "620000")
    assert [snapshot.outcome for snapshot in fetched] == ["fetched, 1 figures"] * 2 * len(SERIES)
    rows, faults = sources.read(folder.parent)
    parts = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    assert parts.rejects.is_empty()
    of_xinjiang = parts.good.filter(region_code="650000")
    growth = dict(of_xinjiang.select("indicator_id", "value").filter(of_xinjiang["measure"] == "growth").iter_rows())
    assert growth == {"gdp": Decimal("5.2"), "cpi": Decimal("0.4")}, "an index of 上年=100 becomes a growth rate"
    assert parts.good["region_code"].value_counts(sort=True).rows() == [
        (region, len(SERIES)) for region in ("620000", "650000")
    ]


def test_a_snapshot_is_what_came_and_its_sidecar_says_whence_and_when(service: Service, folder: Path) -> None:
    fetch(service, folder)
    content = (folder / "gdp-650000-2020-2024.json").read_bytes()
    sidecar = tomllib.loads((folder / "gdp-650000-2020-2024.toml").read_text(encoding="utf-8"))
    assert content == periods(value("gdp")).content
    assert sidecar["sha256"] == hashlib.sha256(content).hexdigest()
    assert sidecar["address"] == f"{service.base_address}/stream/esData"
    assert abs(datetime.now(UTC) - datetime.fromisoformat(sidecar["retrieved"])) < timedelta(minutes=1)
    assert json.loads(sidecar["request"]) == {
        "cid": SERIES["gdp"].cid,
        "indicatorIds": [IDS["gdp"]],
        "daCatalogId": "",
        "das": [{"text": "新疆维吾尔自治区", "value": "650000000000"}],
        "dts": ["2020YY-2024YY"],
        "showType": "1",
        "rootId": nbs.ROOTS["6"],
    }


def test_the_public_page_is_visited_once_and_an_indicator_without_id_is_looked_up_once(
    service: Service, folder: Path
) -> None:
    fetch(service, folder, "650000", "620000")
    assert endpoint(service.asked[0]) == "page.html"
    assert service.count("page.html") == 1
    assert service.count("queryIndicatorsByCid") == sum(not series.indicator_id for series in SERIES.values())
    assert {IDS["retail_sales"]} == {
        question["indicatorIds"][0]
        for question in (json.loads(asked.body) for asked in service.questions())
        if question["cid"] == SERIES["retail_sales"].cid
    }


def test_a_second_fetch_asks_nothing_unless_a_snapshot_was_changed_or_all_are_wanted_anew(
    service: Service, folder: Path
) -> None:
    fetch(service, folder)
    service.asked.clear()
    assert {snapshot.outcome for snapshot in fetch(service, folder)} == {"kept"}
    assert service.asked == []
    (folder / "gdp-650000-2020-2024.json").write_text("{}", encoding="utf-8")
    assert [snapshot.outcome for snapshot in fetch(service, folder)].count("kept") == len(SERIES) - 1
    assert service.count("esData") == 1
    fetch(service, folder, refresh=True)
    assert service.count("esData") == 1 + len(SERIES)


def test_the_nation_is_asked_for_as_000000_and_printed_as_100000(service: Service, folder: Path) -> None:
    service.answers["esData"] = [periods(value("gdp", "000000"))]
    fetch(service, folder, "100000")
    assert json.loads(service.questions()[0].body)["das"] == [{"text": "中华人民共和国", "value": "000000000000"}]
    assert {row["region_code"] for row in nbs_rows.printed(folder.parent)} == {"100000"}


@pytest.mark.parametrize(
    "passing",
    [
        reply(b"{}", 500),
        reply(b"{}", 429),
        reply(periods(value("gdp")).content[:-9]),
        page(),
        as_json([]),
        reply(b'{"success": false, "message": "busy", "data": null}'),
    ],
    ids=["500", "429", "truncated JSON", "web page", "no data", "no success"],
)
def test_what_may_pass_is_asked_again(service: Service, folder: Path, passing: Answer) -> None:
    service.answers["esData"] = [passing, periods(value("gdp"))]
    assert fetch(service, folder)[0].outcome == "fetched, 1 figures"


@pytest.mark.parametrize(
    ("lasting", "reason", "attempts"),
    [
        (page(403), "status 403, text/html, reason UrlACL", 1),
        (reply(b"{}", 404), "status 404, application/json", 1),
        (reply(b"{}", 500), r"status 500, .* \(3 attempts\)", 3),
        (page(), r"a web page instead of JSON: status 200, text/html, reason UrlACL \(3 attempts\)", 3),
        (reply(b'{"success": tr'), r"the JSON is broken or cut off: .* 14 bytes \(3 attempts\)", 3),
    ],
    ids=["403", "404", "500", "web page", "truncated JSON"],
)
def test_what_lasts_is_one_clear_error_and_the_last_good_snapshot_stays(
    service: Service, folder: Path, lasting: Answer, reason: str, attempts: int
) -> None:
    fetch(service, folder)
    before, asked = contents(folder), service.count("esData")
    service.answers["esData"] = [lasting]
    with pytest.raises(UnavailableError, match=reason) as error:
        fetch(service, folder, refresh=True)
    assert error.value.file == f"{service.base_address}/stream/esData"
    assert error.value.place == "gdp-650000-2020-2024"
    assert "mubiao statistics probe" in error.value.cure
    assert contents(folder) == before
    assert service.count("esData") == asked + attempts, "a service that does not serve is left alone"


def test_a_service_that_does_not_answer_in_time_is_given_up(service: Service, folder: Path) -> None:
    over = threading.Event()
    service.answers["esData"] = [replace(periods(value("gdp")), before=lambda: over.wait(5))]
    with pytest.raises(UnavailableError, match=r"no answer within 1 seconds"):
        fetch(service, folder, timeout=1, attempts=2)
    over.set()
    assert not folder.exists()


def test_success_without_data_fails_one_snapshot_and_not_the_others(service: Service, folder: Path) -> None:
    service.answers["esData"] = [as_json([])] * QUICK.attempts + [periods(value("gdp_growth"))]
    first, second, *_ = fetch(service, folder)
    assert not first.ok
    assert "gdp-650000-2020-2024: success without data (3 attempts)" in first.outcome
    assert second.outcome == "fetched, 1 figures"
    assert not first.path.exists()


@pytest.mark.parametrize(
    "empty", [[], [value("gdp", value="")], [value("gdp", value="0")]], ids=["none", "missing", "zero"]
)
def test_an_answer_without_a_figure_never_replaces_a_good_snapshot(
    service: Service, folder: Path, empty: list[dict[str, Any]]
) -> None:
    fetch(service, folder)
    before = contents(folder)
    service.answers["esData"] = [periods(*empty), page(403)]
    client = Client(service.base_address, QUICK)
    fetched = next(nbs.fetch(client, folder, ["650000"], 2020, 2024, refresh=True))
    assert (fetched.ok, fetched.outcome) == (False, "failed: no figure in the answer")
    assert contents(folder) == before


def test_a_challenge_is_answered_with_its_cookie(service: Service, folder: Path) -> None:
    challenge = Answer(b"", 307, {"Set-Cookie": "wzws_cid=abc; path=/", "Location": "/elsewhere"})
    service.answers["esData"] = [challenge, periods(value("gdp"))]
    assert fetch(service, folder, attempts=1)[0].outcome == "fetched, 1 figures"
    first, second = service.questions()[:2]
    assert (first.headers["Cookie"], second.headers["Cookie"]) == (None, "wzws_cid=abc")
    assert first.body == second.body


def test_requests_wait_their_turn_repeated_ones_too(service: Service, folder: Path) -> None:
    waits: list[float] = []
    service.answers["esData"] = [reply(b"{}", 500), reply(b"{}", 500), *[periods(value("gdp"))] * 9]
    client = Client(service.base_address, Manners(pause=60, backoff=7), sleep=waits.append)
    list(nbs.fetch(client, folder, ["650000"], 2020, 2024))
    assert [round(wait) for wait in waits if wait < 30] == [7, 14], "the second wait before a retry is twice the first"
    turns = [wait for wait in waits if wait > 30]
    assert len(turns) == len(service.asked) - 1
    assert all(55 < turn <= 60 for turn in turns)


def test_an_indicator_that_the_table_does_not_show_is_told_with_those_that_it_shows(
    service: Service, folder: Path
) -> None:
    service.answers["queryIndicatorsByCid"] = [as_json({"list": [{"_id": "1", "i_showname": "别的", "du_name": ""}]})]
    failed = [snapshot.outcome for snapshot in fetch(service, folder) if not snapshot.ok]
    assert len(failed) == 2
    assert (
        "nbs/series.csv, series retail_sales: the table shows 社会消费品零售总额(亿元) 0 times among 别的" in failed[0]
    )


@pytest.mark.parametrize(
    ("regions", "years", "reason"),
    [(["650100"], (2020, 2024), "650100"), (["650000"], (2024, 2020), "2020"), (["新疆"], (2020, 2024), "新疆")],
)
def test_what_cannot_be_asked_for_is_not_asked(
    service: Service, folder: Path, regions: list[str], years: tuple[int, int], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        list(nbs.fetch(Client(service.base_address), folder, regions, *years))
    assert service.asked == []


# Reading


def test_a_row_says_what_stands_where_and_since_when_it_was_known(folder: Path) -> None:
    (row,) = nbs_rows.figures(snapshot(folder, periods(value("gdp_growth")), "gdp_growth-650000-2023-2023.json"))
    assert row == {
        "region_code": "650000",
        "indicator": "地区生产总值",
        "period": "2023",
        "measure": "growth",
        "value": "5.2",
        "value_bound": "",
        "unit": "%",
        "source_title": "国家数据：分省年度数据",
        "source_publisher": "国家统计局",
        "source_kind": "official_statistics",
        "source_published": "2026-10-02",
        "source_url": "https://data.stats.gov.cn/dg/website/page.html#/pc/national/fsYearData",
        "note": "地区生产总值指数(上年=100)为105.2",
        "file": "statistics/nbs/gdp_growth-650000-2023-2023.json",
        "file_row": "data[0].values[0]",
    }


def test_the_empty_text_wu_and_a_level_of_zero_are_missing_and_a_growth_of_zero_is_a_figure(folder: Path) -> None:
    levels = [value("gdp", value=printed) for printed in ("", "无", "0", "0.00", "1.50")]
    assert [row["value"] for row in nbs_rows.figures(snapshot(folder, periods(*levels)))] == ["1.50"]
    indices = [value("gdp_growth", value=printed) for printed in ("0", "100.0", "96.90")]
    growth = snapshot(folder, periods(*indices), "gdp_growth-650000-2020-2024.json")
    assert [row["value"] for row in nbs_rows.figures(growth)] == ["0.0", "-3.10"]


@pytest.mark.parametrize(
    ("answer", "place", "reason"),
    [
        (as_json({"rows": []}), "data", "input should be a valid array, found the keys rows"),
        (as_json([{"values": []}]), "data[0].code", "field required, found the keys values"),
        (as_json([{"code": "2023YY"}]), "data[0].values", "field required, found the keys code"),
        (periods(value("gdp"), code="202301MM"), "data[0].code", "string should match"),
        (periods(value("gdp", value=47353.7)), "data[0].values[0].value", "should be a valid string, found 47353.7"),
        (periods(value("gdp", value=None)), "data[0].values[0].value", "should be a valid string, found None"),
        (periods(value("gdp", value="47,353")), "data[0].values[0].value", "expected a number, found '47,353'"),
        (periods(value("gdp", value="NaN")), "data[0].values[0].value", "expected a number, found 'NaN'"),
        (periods(value("gdp", da="650000")), "data[0].values[0].da", "string should match"),
        (periods(value("gdp", da="110000000000")), "data[0].values[0].da", "expected the region 650000, found 1100000"),
        (periods(value("gdp", i_showname="第一产业增加值")), "data[0].values[0].i_showname", "expected 地区生产总值(亿元), found"),
        (periods(value("gdp", i_showname="地区生产总值", du_name="万元")), "data[0].values[0].i_showname", "in '万元'"),
        (reply(b'{"data": []}'), "success", "field required"),
        (reply(b"["), "", "invalid JSON"),
    ],
)  # fmt: skip
def test_another_layout_is_told_with_file_place_and_what_was_expected(
    folder: Path, answer: Answer, place: str, reason: str
) -> None:
    with pytest.raises(InputError) as error:
        nbs_rows.figures(snapshot(folder, answer))
    assert error.value.file == str(folder / "gdp-650000-2020-2024.json")
    assert error.value.place == place
    assert reason in error.value.reason


def test_a_fetch_of_another_layout_leaves_the_last_good_snapshot(service: Service, folder: Path) -> None:
    fetch(service, folder)
    before = contents(folder)
    service.answers["esData"] = [periods({"id": 1})]
    outcomes = [snapshot.outcome for snapshot in fetch(service, folder, refresh=True)]
    assert outcomes
    assert all("data[0].values[0]._id: field required" in outcome for outcome in outcomes)
    assert contents(folder) == before


def test_the_same_figure_of_two_snapshots_of_a_day_is_one_row_and_of_two_days_two(folder: Path) -> None:
    of_a_day = snapshot(folder, periods(value("gdp")))
    snapshots.write(of_a_day)
    snapshots.write(replace(of_a_day, path=folder / "gdp-650000-2023-2023.json"))
    assert len(list(nbs_rows.printed(folder.parent))) == 1
    snapshots.write(replace(of_a_day, path=folder / "gdp-650000-2023-2025.json", retrieved="2026-11-02"))
    assert [row["source_published"] for row in nbs_rows.printed(folder.parent)] == ["2026-10-02", "2026-11-02"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("gdp-650000-2020-2024.json", "{}", "the content is not the one that gdp-650000-2020-2024.toml describes"),
        ("gdp-650000-2020-2024.toml", None, "the snapshot has no sidecar"),
        ("gdp-650000-2020-2024.toml", "address =", "the sidecar is no TOML"),
        ("gdp-650000-2020-2024.toml", "address = 'a'", "key request: the text is missing"),
        ("gdp-650000-2020-2024.toml", "address = ''\nrequest = ''\nretrieved = 'May'\nsha256 = ''", "'May' is no date"),
    ],
)
def test_a_snapshot_that_is_not_what_its_sidecar_says_is_not_read(
    folder: Path, name: str, content: str | None, reason: str
) -> None:
    snapshots.write(snapshot(folder, periods(value("gdp"))))
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        list(nbs_rows.printed(folder.parent))
    assert not snapshots.verified(folder / "gdp-650000-2020-2024.json")


def test_a_snapshot_of_no_series_is_told_by_its_name(folder: Path) -> None:
    with pytest.raises(InputError, match="does not begin with a series of nbs/series"):
        nbs_rows.figures(snapshot(folder, periods(value("gdp")), "gnp-650000-2020-2024.json"))


def easyquery(*nodes: tuple[str, str, float, bool], name: str = "地区生产总值", period: str = "2013") -> Answer:
    """An archived answer: of each node the indicator, the region, the number and whether there is one."""
    datanodes = [
        {
            "code": f"zb.{indicator}_reg.{region}_sj.{period}",
            "data": {"data": number, "strdata": str(number), "hasdata": has, "dotcount": 2},
            "wds": [
                {"wdcode": "sj", "valuecode": period},
                {"wdcode": "zb", "valuecode": indicator},
                {"wdcode": "reg", "valuecode": region},
            ],
        }
        for indicator, region, number, has in nodes
    ]
    members = [
        {"code": "A020101", "name": name, "cname": name, "unit": "亿元", "sortcode": 1},
        {"code": "A020102", "name": "第一产业增加值", "cname": "第一产业增加值", "unit": "亿元", "sortcode": 2},
    ]
    returned = {"datanodes": datanodes, "wdnodes": [{"wdcode": "zb", "wdname": "指标", "nodes": members}]}
    return reply(json.dumps({"returncode": 200, "returndata": returned}, ensure_ascii=False).encode())


def test_an_archived_answer_of_easyquery_is_read_and_its_absent_zeros_are_none(folder: Path) -> None:
    nodes = [
        ("A020101", "650000", 8443.84, True),
        ("A020101", "620000", 0, False),
        ("A020101", "000000", 0, True),
        ("A020102", "650000", 1434.5, True),
    ]
    archived = replace(snapshot(folder, easyquery(*nodes), "archived.json"), retrieved="2015-03-01")
    rows = nbs_rows.figures(archived)
    assert [(row["region_code"], row["period"], row["value"]) for row in rows] == [
        ("650000", "2013", "8443.84"),
    ]
    assert (rows[0]["source_published"], rows[0]["source_url"]) == ("2015-03-01", "https://example.org/a")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (easyquery(("A020101", "650000", 1, True), name="月球产量"), "none of the indicators 月球产量, 第一产业增加值"),
        (easyquery(("A020101", "650000", 1, True), period="201301"), "expected a region and a year, found '650000'"),
        (reply(b'{"returncode": 501, "returndata": "busy"}'), "returncode: input should be 200, found 501"),
        (reply(b'{"returncode": 200, "returndata": {"datanodes": []}}'), "wdnodes: field required"),
    ],
)
def test_an_archived_answer_that_cannot_be_read_is_told_with_its_place(
    folder: Path, answer: Answer, reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        nbs_rows.figures(snapshot(folder, answer, "archived.json"))


def test_every_series_has_an_indicator_of_ours_and_a_unit_of_its_dimension() -> None:
    assert list(SHOWN) == list(SERIES)
    for series in SERIES.values():
        assert codelists.indicator_id(series.indicator), series
        assert codelists.base_unit(series.unit), series
        assert series.measure in codelists.codes("measure"), series
        assert series.transform in ("", "index_minus_100"), series
        assert series.code in nbs.ROOTS, series
        assert "-" not in series.series, series


# Probing


def probed(base_address: str, expected: nbs_probe.Known | None = None) -> list[str]:
    client = Client(base_address, replace(nbs_probe.MANNERS, pause=0))
    return [str(step) for step in nbs_probe.probe(client, expected or nbs_probe.Known("110000", 2023))]


def test_a_probe_of_a_service_as_expected_says_ok_four_times(service: Service) -> None:
    lines = probed(service.base_address, nbs_probe.known("110000-2023=47353.70"))
    assert [line.partition(": ok: ")[0] for line in lines] == ["tree", "indicators", "regions", "values"]
    assert lines[-1] == "values: ok: 地区生产总值 of 110000 in 2023 is 47353.7 亿元"


def test_a_probe_says_which_known_value_differs(service: Service) -> None:
    *_, line = probed(service.base_address, nbs_probe.known("110000-2023=43760.7"))
    assert line == "values: differs: 地区生产总值 of 110000 in 2023 is 47353.7 亿元, known is 43760.7"


def test_a_probe_of_a_blocked_service_tells_status_content_type_and_reason(service: Service) -> None:
    for endpoint in ("queryIndexTreeAsync", "queryIndicatorsByCid", "getDasByDaCatalogId"):
        service.answers[endpoint] = [page(403)]
    service.answers["esData"] = [page()]
    tree, _, _, values = probed(service.base_address)
    assert tree == "tree: differs: status 403, text/html, reason UrlACL"
    assert "a web page instead of JSON: status 200, text/html, reason UrlACL" in values


def test_a_probe_tells_a_changed_key_and_goes_on(service: Service) -> None:
    service.answers["queryIndexTreeAsync"] = [as_json([{"id": "1", "name": "分省年度数据"}])]
    service.answers["getDasByDaCatalogId"] = [as_json([{"name_value": "120000000000", "show_name": "天津市"}])]
    tree, indicators, regions, values = probed(service.base_address)
    assert tree == "tree: differs: data[0]._id: field required, found the keys id, name"
    assert regions == "regions: differs: the region 110000 is not among 120000"
    assert indicators.startswith("indicators: ok")
    assert values.startswith("values: ok")


def test_a_probe_of_a_dead_port_tells_that_nothing_answers() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        lines = probed(f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert len(lines) == 4
    assert all("differs" in line and "no answer: ConnectionError" in line for line in lines)


@pytest.mark.parametrize("printed", ["110000", "110000-2023=viel", "a-b=1", "1-2023=1"])
def test_a_known_value_that_is_written_otherwise_is_told(printed: str) -> None:
    with pytest.raises(InputError, match=r"--known|--regions"):
        nbs_probe.known(printed)


# As a command


def mubiao(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return command.mubiao("statistics", *arguments, settings={"MUBIAO_RAW": str(data / "raw")})


def test_the_command_fetches_keeps_and_ends_with_one_sentence_where_it_is_blocked(
    service: Service, tmp_path: Path
) -> None:
    at = ("--base-address", service.base_address, "--interval", "0")
    arguments = ("fetch", "nbs", "--regions", "650000,620000", "--first", "2020", "--last", "2024", *at)
    first = mubiao(tmp_path, *arguments)
    assert (first.returncode, first.stderr) == (0, "")
    assert "gdp-620000-2020-2024.json: fetched, 1 figures" in first.stdout
    assert mubiao(tmp_path, *arguments).stdout.count(": kept") == 2 * len(SERIES)
    service.answers["esData"] = [page(403)]
    blocked = mubiao(tmp_path, *arguments, "--refresh")
    assert blocked.returncode == 1
    assert blocked.stderr.startswith(f"error: {service.base_address}/stream/esData, gdp-650000-2020-2024: status 403")
    assert len(blocked.stderr.splitlines()) == 1


def test_the_command_probes_and_its_exit_code_tells_whether_all_is_well(service: Service, tmp_path: Path) -> None:
    at = ("--base-address", service.base_address, "--interval", "0")
    assert mubiao(tmp_path, "probe", *at, "--known", "110000-2023=47353.7").returncode == 0
    different = mubiao(tmp_path, "probe", *at, "--known", "110000-2023=43760.7")
    assert different.returncode == 1
    assert different.stdout.splitlines()[-1].startswith("values: differs:")
