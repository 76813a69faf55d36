"""Adding a report to raw/: whose it is follows from what is said, else from the witnesses; what is there already is refused, and nothing is written."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.reports import adding
from pipelines.reports.collections import Collection, Folder
from pipelines.reports.inventory import take
from schemas.errors import InputError

TEXT = (
    "2024年甘肃省政府工作报告\n2024年1月23日在省第十四届人民代表大会上\n一、2023年工作回顾\n"
    "2023年，粮食产量增长2%。\n二、2024年工作安排\n地区生产总值增长6%左右。\n"
)
UNTOLD = "各位代表：\n地区生产总值增长6%左右。\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    return tmp_path / "raw"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A report as somebody keeps it."""
    return write(tmp_path / "下载" / "报告.txt")


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add(path: Path, raw: Path, **said: Any) -> adding.Addition:
    addition = adding.prepare(adding.from_file(path), raw, said)
    adding.store(addition)
    return addition


def stored(raw: Path) -> set[str]:
    return {path.relative_to(raw / "reports").as_posix() for path in raw.glob("reports/*/*")}


def sidecar(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


def test_a_report_is_stored_byte_for_byte_by_code_and_year_and_the_inventory_reads_it(given: Path, raw: Path) -> None:
    given.write_bytes("\ufeff".encode() + TEXT.replace("\n", "\r\n").encode())
    addition = add(given, raw, source_url="https://example.org/a", title="报告")
    assert stored(raw) == {"620000/2024.txt", "620000/2024.toml"}
    assert addition.path.read_bytes() == given.read_bytes()
    report = take([Collection("raw", Folder(raw / "reports"), "reports")]).reports.row(0, named=True)
    assert (report["report_id"], report["title"], report["source_url"]) == (
        "620000-2024",
        "报告",
        "https://example.org/a",
    )
    assert (str(report["published"]), report["disagreement"]) == ("2024-01-23", None)


@pytest.mark.parametrize(
    ("said", "file", "by"),
    [
        ({}, "620000/2024.txt", ("title", "day")),
        ({"region": "甘肃", "year": 2024}, "620000/2024.txt", ("sidecar", "sidecar")),
        ({"region": "青海省"}, "630000/2024.txt", ("sidecar", "day")),
        ({"year": 2023}, "620000/2023.txt", ("title", "sidecar")),
    ],
)
def test_what_the_person_says_counts_before_what_the_text_says(
    given: Path, raw: Path, said: dict[str, Any], file: str, by: tuple[str, str]
) -> None:
    addition = add(given, raw, **said)
    assert file in stored(raw)
    assert tuple(str(each).partition(", ")[0] for each in (addition.whose.region_by, addition.whose.year_by)) == by
    assert bool(addition.whose.disagreement) == (file != "620000/2024.txt")


def test_a_document_of_another_kind_is_refused_and_nothing_is_written(given: Path, raw: Path) -> None:
    write(given, "某市2023年国民经济和社会发展统计公报\n某市统计局\n2024年3月\n全年粮食产量240亿斤。\n")
    with pytest.raises(
        InputError, match=r"no work report but a statistical communiqué .* `mubiao statistics communiques"
    ):
        add(given, raw, region="甘肃省", year=2024)
    assert stored(raw) == set()


def test_folder_and_file_name_tell_where_the_text_does_not(tmp_path: Path, raw: Path) -> None:
    add(write(tmp_path / "凉山州" / "2021.md", UNTOLD), raw)
    assert stored(raw) == {"513400/2021.md", "513400/2021.toml"}


def test_the_sidecar_beside_a_file_comes_along_and_what_is_said_wins(given: Path, raw: Path) -> None:
    given.with_suffix(".toml").write_text(
        'source_url = "https://example.org/a"\npublished = "2024-01"', encoding="utf-8"
    )
    addition = add(given, raw, published="2024-01-25")
    assert sidecar(addition.path) == {
        "source_url": "https://example.org/a",
        "published": "2024-01-25",
        "region_code": "620000",
        "year": 2024,
        "sha256": addition.row["raw_sha256"],
    }


def test_a_page_keeps_its_address_and_the_day_on_which_it_came(raw: Path) -> None:
    page = adding.from_page("https://example.org/a", TEXT.encode(), "text/plain; charset=utf-8", "2024-02-01")
    addition = adding.prepare(page, raw, {})
    assert stored(raw) == set(), "nothing is written before it is stored"
    adding.store(addition)
    assert addition.path == raw / "reports/620000/2024.txt"
    lines = addition.path.with_suffix(".toml").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# As it came on 2024-02-01.", 'source_url = "https://example.org/a"']


@pytest.mark.parametrize(
    ("content_type", "suffix"),
    [("text/plain", ".txt"), ("text/markdown", ".md"), ("text/html;charset=gbk", ".html"), ("", ".html")],
)
def test_the_form_of_a_page_is_what_the_server_calls_it(content_type: str, suffix: str) -> None:
    assert adding.from_page("https://example.org/a", b"", content_type, "2024-02-01").suffix == suffix


@pytest.mark.parametrize("there", ["620000/2024.md", "甘肃省/2024.html", "甘肃/2024.toml"])
def test_a_report_of_that_region_and_year_is_refused_whatever_its_folder_is_called(
    given: Path, raw: Path, there: str
) -> None:
    write(raw / "reports" / there, "另一份。")
    with pytest.raises(InputError, match=f"报告.txt: raw/ has the report of 甘肃省 2024 already, .*/{there}"):
        add(given, raw)
    assert stored(raw) == {there}


def test_the_same_text_is_refused_under_another_region_or_year_though_its_bytes_differ(given: Path, raw: Path) -> None:
    add(given, raw)
    given.write_bytes(TEXT.replace("\n", "\r\n").encode("gb18030"))
    for said in ({"year": 2023}, {"region": "630000"}):
        with pytest.raises(InputError, match="the same text is in raw/ already as the report of 甘肃省 2024, "):
            add(given, raw, **said)
    assert stored(raw) == {"620000/2024.txt", "620000/2024.toml"}


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        (UNTOLD, {}, "报告.txt: nothing in it tells its region and year. Say it: --region 甘肃省 --year 2024"),
        (UNTOLD, {"year": 2024}, "nothing in it tells its region. Say it: --region 甘肃省"),
        (UNTOLD, {"region": "甘肃省"}, "nothing in it tells its year. Say it: --year 2024"),
        (TEXT, {"region": "兰洲"}, "--region: '兰洲' is no region that is known; nearest to it: .*620100 兰州市"),
        (TEXT, {"region": "城关区"}, "--region: '城关区' may be 540102 拉萨市城关区 or 620102 兰州市城关区"),
        (TEXT, {"year": 1900}, "--year: 1900 is no report year from 1949 to 2100"),
        (TEXT, {"published": "2024-13"}, "--published: '2024-13' has no such month"),
        (TEXT, {"title": "=1+1"}, "column title: '=1\\+1'"),
        (TEXT, {"source_url": "file:///etc"}, "column source_url: the value 'file:///etc'"),
        ("", {}, "报告.txt: the file is empty"),
        ("\x00", {}, "报告.txt, character 0: the control character"),
    ],
)
def test_what_cannot_be_added_is_refused_in_one_sentence_and_nothing_is_written(
    given: Path, raw: Path, text: str, said: dict[str, Any], reason: str
) -> None:
    write(given, text)
    with pytest.raises(InputError, match=reason):
        add(given, raw, **said)
    assert stored(raw) == set()


def test_a_form_that_is_not_read_is_refused(tmp_path: Path, raw: Path) -> None:
    with pytest.raises(InputError, match="a report is one of"):
        add(write(tmp_path / "2024.pdf"), raw)
