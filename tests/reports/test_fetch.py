"""Reports from where they were published: real requests to a server of our own, with pages that we wrote."""

import os
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipelines.base.web import USER_AGENT, Client, Manners
from pipelines.reports import addresses, letters
from pipelines.reports.fetch import State, fetch, in_turns
from pipelines.reports.folder import collect

MUBIAO = Path(sys.executable).with_name("mubiao")
QUICK = Manners(pause=0, timeout=5, attempts=3, backoff=0)
PARAGRAPHS = (
    "各位代表：",
    "现在，我代表省人民政府，向大会报告工作，请予审议。",
    "一、2022年工作回顾",
    "过去一年，全省上下攻坚克难，粮食产量达到253亿斤，重点项目建成120个，城乡面貌有了新的变化，群众生活持续改善。",
    "二、2023年主要目标",
    "今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业32万人以上，粮食产量稳定在240亿斤以上。",
    "我们要把这些目标一项一项落到实处，让全省人民看到实实在在的成效，以优异成绩回报各位代表的信任。",
)
REPORT = "\n\n".join(PARAGRAPHS)
# The same report as other hands cleaned it: full-width signs, bold headings, other line ends.
COLLECTED = "\r\n".join(
    f"**{line}**" if line[1] == "、" else line.replace("%", "％").replace("，", ", ") for line in PARAGRAPHS
)


def page(*paragraphs: str, charset: str = "utf-8") -> bytes:
    main = "".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><meta charset='{charset}'><title>2023年甘肃省政府工作报告</title></head><body>"
        "<nav><a href='/'>首页</a><a href='/xw'>新闻</a></nav>"
        "<h1>2023年甘肃省政府工作报告</h1><div class='info'>来源：甘肃日报　日期：2023-01-20　浏览次数：<span>12</span></div>"
        f"<div id='article'>{main}</div><footer>版权所有 甘肃省人民政府</footer></body></html>"
    ).encode(charset)


@dataclass
class Answer:
    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0


class Site:
    """A host whose paths give the answers that are put there: one each time, and the last one for ever."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[str] = []
        self.at: list[float] = []
        self.robots: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.at.append(time.monotonic())
                site.robots.add(self.headers["User-Agent"])
                answers = site.answers.get(self.path, [Answer(status=404)])
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                time.sleep(answer.seconds)
                self.send_response(answer.status)
                headers = {"Content-Type": "text/html", "Content-Length": str(len(answer.content))} | answer.headers
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """A client that hung up is no news."""

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def put(self, path: str, *answers: Answer | bytes) -> str:
        self.answers[path] = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@pytest.fixture
def another_site() -> Iterator[Callable[[], Site]]:
    sites: list[Site] = []

    def open_site() -> Site:
        sites.append(Site())
        return sites[-1]

    yield open_site
    for each in sites:
        each.server.shutdown()
        each.server.server_close()


@pytest.fixture
def site(another_site: Callable[[], Site]) -> Site:
    return another_site()


def row(address: str | None, year: int = 2023, text: str = REPORT) -> dict[str, Any]:
    mark = letters.mark(text)
    return {
        "report_id": f"620000-{year}",
        "region_code": "620000",
        "year": year,
        "title": f"{year}年甘肃省政府工作报告",
        "source_url": address,
        "letters": mark.letters,
        "letters_sha256": mark.sha256,
    }


def get(into: Path, *rows: dict[str, Any], manners: Manners = QUICK) -> dict[int, tuple[State, str]]:
    with Client(manners) as client:
        return {int(found.report_id[-4:]): (found.state, found.reason) for found in fetch(client, rows, into)}


def states(into: Path, *rows: dict[str, Any], manners: Manners = QUICK) -> list[State]:
    return [state for _, (state, _) in sorted(get(into, *rows, manners=manners).items())]


def test_a_page_is_kept_as_it_came_and_the_report_in_it_becomes_a_text_with_its_provenance(
    site: Site, tmp_path: Path
) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    assert states(tmp_path, row(address)) == [State.fetched]
    assert (tmp_path / "pages/620000/2023.html").read_bytes() == page(*PARAGRAPHS)
    text = (tmp_path / "reports/620000/2023.txt").read_text(encoding="utf-8")
    assert letters.mark(text) == letters.mark(REPORT)
    assert text.startswith("各位代表：") and text.endswith("信任。"), "what the page has around the report is left out"
    told = tomllib.loads((tmp_path / "reports/620000/2023.toml").read_text(encoding="utf-8"))
    assert (told["source_url"], told["region_code"], told["year"]) == (address, "620000", 2023)


def test_what_was_fetched_is_read_like_any_report_and_knows_its_address(
    site: Site, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.reports.read import read_reports

    address = site.put("/2023.html", page(*PARAGRAPHS))
    get(data / "raw", row(address))
    (read,) = read_reports(data / "raw", 2023)
    (collected,) = collect(data / "raw" / "reports").rows
    for report in (read, collected):
        assert (report["report_id"], report["source_url"]) == ("620000-2023", address)
        assert report["title"] == "2023年甘肃省政府工作报告"


def test_signs_and_white_space_make_no_difference_and_a_single_figure_does() -> None:
    assert letters.find(REPORT, letters.mark(COLLECTED)) == REPORT
    assert letters.find(REPORT, letters.mark(COLLECTED.replace("253", "254"))) is None
    assert letters.find(REPORT[:-30], letters.mark(REPORT)) is None
    assert letters.find("栏目" * len(REPORT) + REPORT, letters.mark(REPORT)) is None, "mostly something else"


def test_a_page_with_another_text_is_kept_apart_and_told_of(site: Site, tmp_path: Path) -> None:
    good, amended = site.put("/2022.html", page(*PARAGRAPHS)), page(*PARAGRAPHS[:-1], "本报告有删节，全文另行公布。")
    found = get(tmp_path, row(good, 2022), row(site.put("/2023.html", amended)))
    assert [found[2022][0], found[2023][0]] == [State.fetched, State.differs]
    assert f"of the page do not hold the {letters.mark(REPORT).letters} of the report" in found[2023][1]
    assert [path.name for path in tmp_path.glob("reports/*/*.txt")] == ["2022.txt"]
    assert "本报告有删节" in (tmp_path / "differs/620000/2023.txt").read_text(encoding="utf-8")
    assert (tmp_path / "differs/620000/2023.toml").exists()


def test_a_second_run_asks_nothing_again_and_an_interrupted_one_goes_on(site: Site, tmp_path: Path) -> None:
    good, other, late = (site.put(f"/{year}.html", page(*PARAGRAPHS)) for year in (2021, 2022, 2023))
    rows = [row(good, 2021), row(other, 2022, REPORT.replace("253", "254")), row(late, 2023)]
    with Client(QUICK) as client:
        results = fetch(client, rows, tmp_path)
        next(results), next(results)
    assert site.pages() == ["/2021.html", "/2022.html"]
    assert states(tmp_path, *rows) == [State.there, State.differs, State.fetched]
    assert site.pages() == ["/2021.html", "/2022.html", "/2023.html"]
    site.asked.clear()
    assert states(tmp_path, *rows) == [State.there, State.differs, State.there]
    assert site.asked == [], "not even robots.txt"


def test_a_page_that_was_cut_off_while_it_was_written_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    get(tmp_path, row(address))
    (tmp_path / "reports/620000/2023.txt").unlink()
    kept = tmp_path / "pages/620000/2023.html"
    kept.write_bytes(kept.read_bytes()[:300])
    assert states(tmp_path, row(address)) == [State.fetched]
    assert site.pages() == ["/2023.html", "/2023.html"]


def test_a_page_kept_apart_becomes_a_report_without_a_request_when_the_table_is_mended(
    site: Site, tmp_path: Path
) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    assert states(tmp_path, row(address, text=REPORT.replace("253", "254"))) == [State.differs]
    assert states(tmp_path, row(address)) == [State.there]
    assert site.pages() == ["/2023.html"]
    assert list(tmp_path.glob("differs/*/*")) == []


def test_a_report_that_someone_else_put_there_is_never_overwritten(site: Site, tmp_path: Path) -> None:
    ours = tmp_path / "reports/620000/2023.md"
    ours.parent.mkdir(parents=True)
    ours.write_text("只有计划部分。", encoding="utf-8")
    state, reason = get(tmp_path, row(site.put("/2023.html", page(*PARAGRAPHS))))[2023]
    assert (state, site.asked) == (State.differs, []) and "stays as it is" in reason
    ours.write_text(COLLECTED, encoding="utf-8")
    assert states(tmp_path, row(site.put("/2023.html", b""))) == [State.there]


def test_a_page_in_gb18030_is_read(site: Site, tmp_path: Path) -> None:
    content = page(*PARAGRAPHS, charset="gb18030")
    assert states(tmp_path, row(site.put("/2023.html", content))) == [State.fetched]
    assert (tmp_path / "pages/620000/2023.html").read_bytes() == content
    assert "城镇新增就业32万人" in (tmp_path / "reports/620000/2023.txt").read_text(encoding="utf-8")


def test_what_is_gone_or_no_text_fails_with_its_reason_and_leaves_nothing(site: Site, tmp_path: Path) -> None:
    found = get(
        tmp_path,
        row(site.put("/gone.html", Answer(status=404)), 2020),
        row(site.put("/binary.html", b"%PDF-1.7\x00\x01\xff"), 2021),
        row(site.put("/empty.html", b""), 2022),
    )
    assert {state for state, _ in found.values()} == {State.failed}
    for year, told in (
        (2020, "gone.html: status 404"),
        (2021, "binary.html: what came is no report: the text is neither UTF-8"),
        (2022, "the file is empty"),
    ):
        assert told in found[year][1]
    assert site.pages() == ["/gone.html", "/binary.html", "/empty.html"], "another attempt is of no use"
    assert list(tmp_path.rglob("*")) == []


def test_a_server_in_trouble_is_asked_again_after_growing_pauses(site: Site, tmp_path: Path) -> None:
    waited: list[float] = []
    trouble = Answer(status=500)
    address = site.put("/2023.html", trouble, trouble, Answer(page(*PARAGRAPHS)))
    with Client(Manners(pause=0, attempts=3, backoff=7), sleep=waited.append) as client:
        (found,) = fetch(client, [row(address)], tmp_path)
    assert (found.state, site.pages(), waited) == (State.fetched, ["/2023.html"] * 3, [7, 14])


def test_a_server_in_trouble_for_good_is_given_up(site: Site, tmp_path: Path) -> None:
    state, reason = get(tmp_path, row(site.put("/2023.html", Answer(status=503))))[2023]
    assert state == State.failed and "2023.html: status 503 (3 attempts)" in reason
    assert len(site.pages()) == 3


@pytest.mark.parametrize("as_date", [False, True])
def test_a_server_that_says_when_to_come_back_is_asked_then(site: Site, tmp_path: Path, as_date: bool) -> None:
    from datetime import UTC, datetime, timedelta

    waited: list[float] = []
    told = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True) if as_date else "100"
    address = site.put("/2023.html", Answer(status=429, headers={"Retry-After": told}), Answer(page(*PARAGRAPHS)))
    with Client(Manners(pause=0, backoff=1), sleep=waited.append) as client:
        (found,) = fetch(client, [row(address)], tmp_path)
    assert found.state == State.fetched
    assert waited == [pytest.approx(100, abs=3)]


def test_a_server_that_wants_hours_is_left_alone(site: Site, tmp_path: Path) -> None:
    address = site.put("/2023.html", Answer(status=503, headers={"Retry-After": "7200"}))
    state, reason = get(tmp_path, row(address))[2023]
    assert (state, site.pages()) == (State.failed, ["/2023.html"])
    assert "it asks to come back after 7200 seconds" in reason


def test_a_slow_server_is_given_up_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    slow = row(site.put("/2022.html", Answer(page(*PARAGRAPHS), seconds=2)), 2022)
    good = row(site.put("/2023.html", page(*PARAGRAPHS)))
    found = get(tmp_path, slow, good, manners=Manners(pause=0, timeout=0.3, attempts=2, backoff=0))
    assert [found[2022][0], found[2023][0]] == [State.failed, State.fetched]
    assert "no answer: ReadTimeout (2 attempts)" in found[2022][1]


def test_a_host_that_is_not_there_is_asked_once_for_all_its_reports(tmp_path: Path) -> None:
    found = get(tmp_path, *(row("http://127.0.0.1:9/report.html", year) for year in (2022, 2023)))
    assert {state for state, _ in found.values()} == {State.failed}
    assert "http://127.0.0.1:9/robots.txt: no answer: ConnectionError" in found[2023][1]


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /inner/\n\nUser-agent: mubiao\nDisallow: /not-for-you/\n")
    found = get(
        tmp_path,
        row(site.put("/not-for-you/a.html", page(*PARAGRAPHS)), 2022),
        row(site.put("/free/b.html", page(*PARAGRAPHS)), 2023),
    )
    assert [found[2022][0], found[2023][0]] == [State.failed, State.fetched]
    assert "robots.txt forbids it" in found[2022][1]
    assert site.asked == ["/robots.txt", "/free/b.html"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, False), (500, False)])
def test_without_robots_txt_all_is_allowed_and_where_it_is_refused_or_broken_nothing_is(
    site: Site, tmp_path: Path, status: int, allowed: bool
) -> None:
    site.put("/robots.txt", Answer(status=status))
    found = get(tmp_path, row(site.put("/2023.html", page(*PARAGRAPHS))))
    assert (found[2023][0] == State.fetched, site.pages() == ["/2023.html"]) == (allowed, allowed)


def test_a_redirection_is_followed_and_asks_the_robots_txt_of_where_it_leads(
    another_site: Callable[[], Site], tmp_path: Path
) -> None:
    old, new = another_site(), another_site()
    moved = old.put("/a", Answer(status=302, headers={"Location": new.put("/b", page(*PARAGRAPHS))}))
    hidden = old.put("/c", Answer(status=301, headers={"Location": new.put("/hidden", page(*PARAGRAPHS))}))
    circle = old.put("/d", Answer(status=301, headers={"Location": "/d"}))
    new.put("/robots.txt", b"User-agent: *\nDisallow: /hidden\n")
    found = get(tmp_path, row(moved, 2021), row(hidden, 2022), row(circle, 2023))
    assert [found[year][0] for year in (2021, 2022, 2023)] == [State.fetched, State.failed, State.failed]
    assert "robots.txt forbids it" in found[2022][1] and "more than 5 redirections" in found[2023][1]
    assert new.asked == ["/robots.txt", "/b"]


def test_between_two_requests_to_a_host_lies_the_pause_or_what_its_robots_txt_asks_for(
    site: Site, tmp_path: Path
) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 1\n")
    rows = [row(site.put(f"/{year}.html", page(*PARAGRAPHS)), year) for year in (2022, 2023)]
    get(tmp_path, *rows, manners=Manners(pause=0.2))
    assert [round(later - earlier, 1) >= 1 for earlier, later in zip(site.at, site.at[1:], strict=False)] == [True] * 2


def test_while_one_host_rests_another_is_asked() -> None:
    rows = [row(f"http://{host}/", year) for host, year in (("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5))]
    assert [each["source_url"][7] for each in in_turns(rows)] == ["a", "b", "c", "a", "a"]


def test_a_server_is_told_who_asks_and_how_to_reach_them(site: Site, tmp_path: Path) -> None:
    get(tmp_path, row(site.put("/2023.html", page(*PARAGRAPHS))), manners=Manners(pause=0, contact="me@example.org"))
    assert site.robots == {USER_AGENT.format(contact="; me@example.org")}
    assert "Mubiao" in USER_AGENT and "README.md" in USER_AGENT


def mubiao(*arguments: object, raw: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MUBIAO, *map(str, arguments)],
        env=os.environ | {"MUBIAO_RAW": str(raw)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_commands_make_the_table_of_a_folder_and_fetch_what_it_names(site: Site, tmp_path: Path) -> None:
    collected, raw, into = tmp_path / "collected", tmp_path / "raw", tmp_path / "into"
    (raw / "reference").mkdir(parents=True)
    (collected / "甘肃省").mkdir(parents=True)
    address = site.put("/2023.html", page(*PARAGRAPHS))
    gone = site.put("/2022.html", Answer(status=404))
    for year, source in ((2021, ""), (2022, f"source: {gone}\n"), (2023, f"source: {address}\n")):
        text = f"---\n{source}title: {year}年甘肃省政府工作报告\n---\n{COLLECTED.replace('2022', str(year - 1)).replace('2023', str(year))}"
        (collected / "甘肃省" / f"{year}.md").write_text(text, encoding="utf-8")

    printed = mubiao("addresses", collected, raw=raw).stdout
    assert mubiao("addresses", collected, "--write", raw=raw).returncode == 0
    assert (raw / addresses.FILE).read_text(encoding="utf-8") == printed
    assert [each["report_id"] for each in addresses.read(raw / addresses.FILE)] == [
        "620000-2021", "620000-2022", "620000-2023",
    ]  # fmt: skip

    done = mubiao("fetch", "--into", into, "--pause", 0, raw=raw)
    assert done.returncode == 1, "an address gave nothing"
    assert "620000-2022: failed" in done.stdout and "status 404" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 fetched, 0 already there, 0 differs, 1 failed, 1 without an address"
    again = mubiao("fetch", "--into", into, "--year", 2023, "--region", "620000", "--pause", 0, raw=raw)
    assert (again.returncode, again.stdout) == (
        0, "0 fetched, 1 already there, 0 differs, 0 failed, 0 without an address\n",
    )  # fmt: skip


def test_a_table_that_breaks_its_contract_is_refused_in_one_sentence(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "report_id,region_code,year,title,source_url,chars,text_sha256,letters,letters_sha256\n"
        f"620000-2023,620000,2023,甘,ftp://x,1,{'0' * 64},1,{'0' * 64}\n",
        encoding="utf-8",
    )
    done = mubiao("fetch", "--table", table, raw=tmp_path)
    assert done.returncode == 1
    assert f"error: {table}, row 2, column source_url" in done.stderr and "Traceback" not in done.stderr


def test_the_table_of_addresses_in_the_house_keeps_its_contract_and_names_each_report_once() -> None:
    from schemas import codelists

    rows = addresses.read(Path(__file__).parents[2] / "raw" / addresses.FILE)
    regions = {each["region_code"] for each in codelists.read("regions")}
    assert len({each["report_id"] for each in rows}) == len(rows) == 399
    assert sum(each["source_url"] is not None for each in rows) == 296
    for each in rows:
        assert each["region_code"] in regions and each["report_id"] == f"{each['region_code']}-{each['year']}"


@pytest.mark.skipif("MUBIAO_CORPUS" not in os.environ, reason="MUBIAO_CORPUS names the folder of the 400 reports")
def test_the_table_of_addresses_is_what_the_command_makes_of_the_collected_reports() -> None:
    made = addresses.rows(collect(Path(os.environ["MUBIAO_CORPUS"])))
    assert made == addresses.read(Path(__file__).parents[2] / "raw" / addresses.FILE)
