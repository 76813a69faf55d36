"""Reports from where they were published: real requests to a server of our own, with pages that we wrote."""

import subprocess
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.base.web import Client, Manners
from pipelines.reports import addresses, letters
from pipelines.reports.collections import Collection, Folder, collections
from pipelines.reports.fetch import State, fetch, in_turns
from pipelines.reports.inventory import take
from pipelines.reports.read import canonical_text
from tests import command
from tests.base.server import Answer, Server

ROOT = Path(__file__).resolve().parents[2]
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


def client(*rows: dict[str, Any], manners: Manners = QUICK) -> Client:
    """A client that may ask the servers of these rows, which are our own."""
    return Client(replace(manners, private=frozenset(filter(None, (row["source_url"] for row in rows)))))


def get(into: Path, *rows: dict[str, Any], manners: Manners = QUICK) -> dict[int, tuple[State, str]]:
    results = fetch(client(*rows, manners=manners), rows, into)
    return {int(result.report_id[-4:]): (result.state, result.reason) for result in results}


def states(into: Path, *rows: dict[str, Any], manners: Manners = QUICK) -> list[State]:
    return [state for _, (state, _) in sorted(get(into, *rows, manners=manners).items())]


def test_a_page_is_kept_as_it_came_and_the_report_in_it_becomes_a_text_with_its_provenance(
    site: Server, tmp_path: Path
) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    assert states(tmp_path, row(address)) == [State.fetched]
    assert (tmp_path / "pages/620000/2023.html").read_bytes() == page(*PARAGRAPHS)
    text = (tmp_path / "reports/620000/2023.txt").read_text(encoding="utf-8")
    assert letters.mark(text) == letters.mark(REPORT)
    assert text.startswith("各位代表：") and text.endswith("信任。"), "what the page has around the report is left out"
    sidecar = tomllib.loads((tmp_path / "reports/620000/2023.toml").read_text(encoding="utf-8"))
    assert (sidecar["source_url"], sidecar["region_code"], sidecar["year"]) == (address, "620000", 2023)


def test_what_was_fetched_is_read_like_any_report_and_knows_its_address(
    site: Server, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    get(data / "raw", row(address))
    for collection in collections(data / "raw", {"fetched": str(data / "raw" / "reports")}):
        report = take([collection]).reports.row(0, named=True)
        assert (report["report_id"], report["source_url"]) == ("620000-2023", address)
        assert report["title"] == "2023年甘肃省政府工作报告"


def test_signs_and_white_space_make_no_difference_and_a_single_figure_does() -> None:
    assert letters.find(REPORT, letters.mark(COLLECTED)) == REPORT
    assert letters.find(REPORT, letters.mark(COLLECTED.replace("253", "254"))) is None
    assert letters.find(REPORT[:-30], letters.mark(REPORT)) is None
    assert letters.find("栏目" * len(REPORT) + REPORT, letters.mark(REPORT)) is None, "mostly something else"


def test_a_page_with_another_text_is_kept_apart_and_told_of(site: Server, tmp_path: Path) -> None:
    good, amended = site.put("/2022.html", page(*PARAGRAPHS)), page(*PARAGRAPHS[:-1], "本报告有删节，全文另行公布。")
    results = get(tmp_path, row(good, 2022), row(site.put("/2023.html", amended)))
    assert [results[2022][0], results[2023][0]] == [State.fetched, State.differs]
    assert f"of the page do not hold the {letters.mark(REPORT).letters} of the report" in results[2023][1]
    assert [path.name for path in tmp_path.glob("reports/*/*.txt")] == ["2022.txt"]
    assert "本报告有删节" in (tmp_path / "differs/620000/2023.txt").read_text(encoding="utf-8")
    assert (tmp_path / "differs/620000/2023.toml").exists()


def test_a_second_run_asks_nothing_again_and_an_interrupted_one_goes_on(site: Server, tmp_path: Path) -> None:
    good, other, late = (site.put(f"/{year}.html", page(*PARAGRAPHS)) for year in (2021, 2022, 2023))
    rows = [row(good, 2021), row(other, 2022, REPORT.replace("253", "254")), row(late, 2023)]
    results = fetch(client(*rows), rows, tmp_path)
    next(results), next(results)
    assert site.paths() == ["/2021.html", "/2022.html"]
    assert states(tmp_path, *rows) == [State.there, State.differs, State.fetched]
    assert site.paths() == ["/2021.html", "/2022.html", "/2023.html"]
    site.asked.clear()
    assert states(tmp_path, *rows) == [State.there, State.differs, State.there]
    assert site.asked == [], "not even robots.txt"


def test_a_page_that_was_cut_off_while_it_was_written_is_asked_for_again(site: Server, tmp_path: Path) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    get(tmp_path, row(address))
    (tmp_path / "reports/620000/2023.txt").unlink()
    kept = tmp_path / "pages/620000/2023.html"
    kept.write_bytes(kept.read_bytes()[:300])
    assert states(tmp_path, row(address)) == [State.fetched]
    assert site.paths() == ["/2023.html"] * 2
    (tmp_path / "reports/620000/2023.txt").unlink()
    kept.with_suffix(".toml").write_text("title = ", encoding="utf-8")
    assert states(tmp_path, row(address)) == [State.fetched]
    assert site.paths() == ["/2023.html"] * 3, "nobody knows where the page is from"


def test_a_page_kept_apart_becomes_a_report_without_a_request_when_the_table_is_mended(
    site: Server, tmp_path: Path
) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    assert states(tmp_path, row(address, text=REPORT.replace("253", "254"))) == [State.differs]
    assert states(tmp_path, row(address)) == [State.there]
    assert site.paths() == ["/2023.html"]
    assert list(tmp_path.glob("differs/*/*")) == []


def test_a_report_that_someone_else_put_there_is_never_overwritten(site: Server, tmp_path: Path) -> None:
    ours = tmp_path / "reports/620000/2023.md"
    ours.parent.mkdir(parents=True)
    ours.write_text("只有计划部分。", encoding="utf-8")
    state, reason = get(tmp_path, row(site.put("/2023.html", page(*PARAGRAPHS))))[2023]
    assert (state, site.asked) == (State.differs, []) and "stays as it is" in reason
    ours.write_text(COLLECTED, encoding="utf-8")
    assert states(tmp_path, row(site.put("/2023.html", b""))) == [State.there]


def test_a_page_in_gb18030_is_read(site: Server, tmp_path: Path) -> None:
    content = page(*PARAGRAPHS, charset="gb18030")
    assert states(tmp_path, row(site.put("/2023.html", content))) == [State.fetched]
    assert (tmp_path / "pages/620000/2023.html").read_bytes() == content
    assert "城镇新增就业32万人" in (tmp_path / "reports/620000/2023.txt").read_text(encoding="utf-8")


def test_what_is_gone_or_no_text_fails_with_its_reason_and_leaves_nothing(site: Server, tmp_path: Path) -> None:
    results = get(
        tmp_path,
        row(site.put("/gone.html", Answer(status=404)), 2020),
        row(site.put("/binary.html", b"%PDF-1.7\x00\x01\xff"), 2021),
        row(site.put("/empty.html", b""), 2022),
    )
    assert {state for state, _ in results.values()} == {State.failed}
    for year, reason in (
        (2020, "gone.html: status 404"),
        (2021, "binary.html: what came is no report: the text is neither UTF-8"),
        (2022, "the file is empty"),
    ):
        assert reason in results[year][1]
    assert site.paths() == ["/gone.html", "/binary.html", "/empty.html"], "another attempt is of no use"
    assert list(tmp_path.rglob("*")) == []


def test_a_slow_server_is_given_up_and_the_rest_goes_on(site: Server, tmp_path: Path) -> None:
    slow = row(site.put("/2022.html", Answer(page(*PARAGRAPHS), before=lambda: time.sleep(4))), 2022)
    good = row(site.put("/2023.html", page(*PARAGRAPHS)))
    results = get(tmp_path, slow, good, manners=Manners(pause=0, timeout=1, attempts=2, backoff=0))
    assert [results[2022][0], results[2023][0]] == [State.failed, State.fetched]
    assert "no answer within 1 seconds" in results[2022][1]


def test_a_host_that_is_not_there_is_asked_once_for_all_its_reports(tmp_path: Path) -> None:
    results = get(tmp_path, *(row("http://127.0.0.1:9/report.html", year) for year in (2022, 2023)))
    assert {state for state, _ in results.values()} == {State.failed}
    assert "http://127.0.0.1:9/robots.txt: no answer: ConnectionError" in results[2023][1]


def test_while_one_host_rests_another_is_asked() -> None:
    rows = [row(f"http://{host}/", year) for host, year in (("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5))]
    assert [named["source_url"][7] for named in in_turns(rows)] == ["a", "b", "c", "a", "a"]


def mubiao(*arguments: object, raw: Path) -> subprocess.CompletedProcess[str]:
    return command.mubiao(*arguments, settings={"MUBIAO_RAW": str(raw)})


def test_the_commands_make_the_table_of_a_folder_and_fetch_what_it_names(site: Server, tmp_path: Path) -> None:
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
    assert [named["report_id"] for named in addresses.read(raw / addresses.FILE)] == [
        "620000-2021", "620000-2022", "620000-2023",
    ]  # fmt: skip

    bare = mubiao("fetch", raw=raw)
    assert bare.returncode == 1 and "nothing says which of the 3 reports of the table to get" in bare.stderr
    assert site.asked == []
    run = mubiao("fetch", "--all", "--into", into, "--pause", 0, "--allow-private", site.address, raw=raw)
    assert run.returncode == 1, "an address gave nothing"
    assert "620000-2022: failed" in run.stdout and "status 404" in run.stdout
    assert run.stdout.splitlines()[-1] == "1 fetched, 0 already there, 0 differs, 1 failed, 1 without an address"
    again = mubiao("fetch", "--into", into, "--year", 2023, "--region", "甘肃省", "--pause", 0, raw=raw)
    assert (again.returncode, again.stdout) == (
        0, "0 fetched, 1 already there, 0 differs, 0 failed, 0 without an address\n",
    )  # fmt: skip


def test_an_address_in_a_private_network_is_not_asked_unless_it_is_named(site: Server, tmp_path: Path) -> None:
    address = site.put("/2023.html", page(*PARAGRAPHS))
    (result,) = fetch(Client(QUICK), [row(address)], tmp_path)
    assert (result.state, site.asked) == (State.failed, [])
    assert "127.0.0.1, which is no address of the public internet" in result.reason


def test_a_table_that_breaks_its_contract_is_refused_in_one_sentence(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "report_id,region_code,year,title,source_url,chars,text_sha256,letters,letters_sha256\n"
        f"620000-2023,620000,2023,甘,ftp://x,1,{'0' * 64},1,{'0' * 64}\n",
        encoding="utf-8",
    )
    run = mubiao("fetch", "--table", table, raw=tmp_path)
    assert run.returncode == 1
    assert f"error: {table}, row 2, column source_url" in run.stderr and "Traceback" not in run.stderr


def test_the_table_of_addresses_in_the_house_keeps_its_contract_and_names_each_report_once() -> None:
    from schemas import codelists

    rows = addresses.read(ROOT / "raw" / addresses.FILE)
    regions = {region["region_code"] for region in codelists.read("regions")}
    assert len({named["report_id"] for named in rows}) == len(rows) > 0
    for named in rows:
        assert named["region_code"] in regions and named["report_id"] == f"{named['region_code']}-{named['year']}"


def test_the_readme_says_how_many_addresses_the_table_has() -> None:
    rows = addresses.read(ROOT / "raw" / addresses.FILE)
    count = sum(named["source_url"] is not None for named in rows)
    readme = (ROOT / "docs" / "guides" / "fetch.md").read_text(encoding="utf-8")
    assert f"says where {count} of them were published" in readme and f"how many of the {count} addresses" in readme


def test_the_table_of_addresses_is_what_the_command_makes_of_the_collected_reports(corpus: Path) -> None:
    """Fixed to the 400 reports of MUBIAO_CORPUS: the table names these."""
    collection = Collection("collected", Folder(corpus))
    reports = take([collection]).reports.to_dicts()
    texts = (canonical_text(collection.read(report["file"]), report["file"]).text for report in reports)
    rows = addresses.rows(report | {"text": text} for report, text in zip(reports, texts, strict=True))
    assert rows == addresses.read(ROOT / "raw" / addresses.FILE)
