"""`mubiao add` as people run it: a file, or a page of a real server."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import command
from tests.base.server import Answer, Server

Run = Callable[..., subprocess.CompletedProcess[str]]
LINES = (
    "2024年甘肃省政府工作报告",
    "2024年1月23日在省第十四届人民代表大会第二次会议上",
    "各位代表：现在，我代表省人民政府，向大会报告工作，请予审议。",
    "一、2023年工作回顾",
    "过去一年，全省上下攻坚克难，粮食产量达到253亿斤，重点项目建成120个，城乡面貌有了新的变化，群众生活持续改善。",
    "二、2024年主要目标",
    "今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业32万人以上，粮食产量稳定在240亿斤以上。",
)


@pytest.fixture
def add(data: Path) -> Run:
    """Run `mubiao add` over the test's own raw/, in the folder of the test."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return command.mubiao("add", *arguments, folder=data, settings={"COLUMNS": "200"})

    return run


def stored(data: Path) -> list[str]:
    return sorted(path.relative_to(data / "raw").as_posix() for path in data.glob("raw/*/*/*"))


def test_a_file_is_stored_and_the_screen_says_whose_it_is_by_whom_how_much_is_read_and_what_comes_next(
    add: Run, data: Path
) -> None:
    (data / "报告.txt").write_text("\n".join(LINES), encoding="utf-8")
    result = add("报告.txt", "--region", "甘肃")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        f"{data}/raw/reports/620000/2024.txt: 2024年甘肃省政府工作报告",
        "  region: 620000 甘肃省 (by --region)",
        "  year: 2024 (by day, heading of the plan, title, heading of the review)",
        "  published: 2024-01-23",
        "  source: not known; --source-url says it",
        "  read in it: 3 targets, 2 figures of the past",
        "next: make run",
    ]
    again = add("报告.txt")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("error: 报告.txt: raw/ has the report of 甘肃省 2024 already, ")
    assert stored(data) == ["reports/620000/2024.toml", "reports/620000/2024.txt"]


def test_a_page_is_stored_as_it_came_with_its_address(add: Run, data: Path, site: Server) -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    page = f"<html><head><title>{LINES[0]}</title></head><body><nav>首页</nav><div>{body}</div></body></html>".encode()
    address = site.put("/2024.html", Answer(page, headers={"Content-Type": "text/html; charset=utf-8"}))
    closed = add(address)
    assert closed.returncode == 1 and "name it with --allow-private" in closed.stderr
    result = add(address, "--allow-private", site.address)
    assert result.returncode == 0, result.stderr
    assert (data / "raw/reports/620000/2024.html").read_bytes() == page
    assert f'source_url = "{address}"' in (data / "raw/reports/620000/2024.toml").read_text(encoding="utf-8")
    assert f"  source: {address}" in result.stdout.splitlines()


def test_a_report_without_a_number_is_taken_with_a_warning(add: Run, data: Path) -> None:
    text = "2024年甘肃省政府工作报告\n各位代表：\n现在，我代表省人民政府，向大会报告工作。\n一、工作回顾\n各项事业都有进步。\n"
    (data / "a.txt").write_text(text, encoding="utf-8")
    result = add(str(data / "a.txt"))
    assert result.returncode == 0, result.stderr
    assert "warning: no target is read in it" in result.stderr
    assert (data / "raw/reports/620000/2024.txt").exists()


def test_an_address_without_a_page_or_a_report_leaves_nothing(add: Run, data: Path, site: Server) -> None:
    site.put("/notice.html", "<html><body><p>本网站正在维护，请稍后再来。</p></body></html>".encode())
    for path, options, reason in (
        ("/none.html", [], "status 404"),
        ("/notice.html", [], "nothing in it tells its region and year"),
        ("/notice.html", ["--region", "620000", "--year", "2024"], "nothing of a work report is read in it"),
    ):
        result = add(site.address + path, "--allow-private", site.address, *options)
        assert result.returncode == 1
        assert f"error: {site.address}{path}: {reason}" in result.stderr
        assert "Traceback" not in result.stderr
    assert stored(data) == []


def test_who_disagrees_is_warned_of_and_the_report_is_stored_as_the_person_says(add: Run, data: Path) -> None:
    (data / "报告.txt").write_text("\n".join(LINES), encoding="utf-8")
    result = add("报告.txt", "--year", "2025")
    assert "warning: not all agree whose report it is: day: 2024; title: 2024" in result.stderr
    assert stored(data) == ["reports/620000/2025.toml", "reports/620000/2025.txt"]
