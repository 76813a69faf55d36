"""The inventory of collections as people keep them: which file is which report, and which is left out, with reason and cure."""

from pathlib import Path

import pytest

from pipelines.reports.collections import Collection, Folder
from pipelines.reports.inventory import Inventory, take
from schemas.errors import InputError

TEXT = "一、2022年工作回顾\n2022年，粮食产量增长2%。\n二、2023年工作安排\n地区生产总值增长6%左右。\n"
TITLE = "2023年政府工作报告"


class Place:
    """raw/reports and one collection, filled by the test."""

    def __init__(self, root: Path) -> None:
        self.raw, self.folder = root / "raw", root / "folder"
        self.raw.mkdir()

    def put(self, file: str, title: str = TITLE, text: str = TEXT, *, raw: bool = False) -> Path:
        path = (self.raw if raw else self.folder) / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{title}\n{text}", encoding="utf-8")
        return path

    def take(self) -> Inventory:
        kept = [Collection("raw", Folder(self.raw), "reports")]
        return take([*kept, *([Collection("folder", Folder(self.folder))] if self.folder.exists() else [])])

    def reports(self) -> dict[str, str]:
        return dict(self.take().reports.select("report_id", "file").iter_rows())

    def left_out(self) -> dict[str, tuple[str, str]]:
        return {row["file"]: (row["kind"], row["reason"]) for row in self.take().left_out.to_dicts()}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_report_is_known_by_its_folder_and_text_wherever_it_lies(place: Place) -> None:
    place.put("甘肃省/2022.md")
    place.put("下载/一.md", "2023年青海省政府工作报告")
    place.put("650000/2023.txt", raw=True)
    assert place.reports() == {
        "650000-2023": "reports/650000/2023.txt", "630000-2023": "下载/一.md", "620000-2023": "甘肃省/2022.md",
    }  # fmt: skip
    row = place.take().reports.filter(report_id="620000-2023").row(0, named=True)
    assert (row["collection"], row["disagreement"]) == ("folder", "file name: 2022")


def test_of_two_files_of_one_report_the_first_counts(place: Place) -> None:
    place.put("甘肃/2023.md")
    place.put("甘肃省/2023.md", text=TEXT + "又一版。")
    assert place.reports() == {"620000-2023": "甘肃/2023.md"}
    assert place.left_out() == {"甘肃省/2023.md": ("superseded", "620000-2023 is read from 甘肃/2023.md")}


def test_a_copy_under_another_year_does_not_take_the_place_of_the_file_that_lies_where_it_belongs(
    place: Place,
) -> None:
    place.put("甘肃省/2022.md")
    place.put("甘肃省/2023.md", text=TEXT + "又一版。")
    assert place.reports() == {"620000-2023": "甘肃省/2023.md"}
    assert place.left_out() == {"甘肃省/2022.md": ("superseded", "620000-2023 is read from 甘肃省/2023.md")}


def test_a_report_of_raw_wins_over_that_of_a_collection(place: Place) -> None:
    place.put("新疆/2023.md")
    place.put("650000/2023.txt", text=TEXT + "原文。", raw=True)
    assert place.reports() == {"650000-2023": "reports/650000/2023.txt"}
    assert place.left_out()["新疆/2023.md"][0] == "superseded"


def test_one_text_twice_in_raw_is_a_mistake(place: Place) -> None:
    place.put("620000/2023.txt", raw=True)
    place.put("650000/2023.txt", raw=True)
    assert place.left_out() == {
        "reports/650000/2023.txt": ("set_aside", "the same report stands in reports/620000/2023.txt")
    }


def test_a_file_that_cannot_be_used_is_set_aside_and_the_others_are_read(place: Place) -> None:
    place.put("甘肃省/2023.md")
    place.put("青海省/2023.md").write_bytes(b"")
    place.put("宁夏/2023.txt").write_bytes(b"\x7fELF\x00")
    place.put("下载/一.md", "通知", "没有年份。")
    place.put("陕西省/2023.pdf")
    place.put("北京市/2023.md", title="=1+1")
    place.put("上海市/2023.md").with_suffix(".toml").write_text("title = ")
    assert place.reports() == {"620000-2023": "甘肃省/2023.md"}
    assert place.left_out() == {
        "上海市/2023.toml": ("set_aside", "the sidecar is no TOML: Invalid value (at end of document)"),
        "下载/一.md": ("set_aside", "neither folder, file name nor text tells its place and year"),
        "北京市/2023.md": (
            "set_aside",
            "'=1+1' begins with '=', as a formula of a spreadsheet does. Begin with a word",
        ),
        "宁夏/2023.txt": ("set_aside", "the control character '\\x7f' shows that this is a binary file"),
        "陕西省/2023.pdf": ("set_aside", "a report is one of .txt, .md, .html, .htm"),
        "青海省/2023.md": ("set_aside", "the file is empty"),
    }
    assert all(row["cure"] for row in place.take().left_out.to_dicts())


def test_a_document_of_another_kind_is_set_aside_with_what_reads_it_but_what_lies_in_raw_is_a_report(
    place: Place,
) -> None:
    title = "甘肃省2022年国民经济和社会发展统计公报"
    place.put("甘肃省/2023.md", title)
    place.put("620000/2022.txt", title, raw=True)
    assert place.reports() == {"620000-2022": "reports/620000/2022.txt"}
    assert place.left_out()["甘肃省/2023.md"] == (
        "set_aside", "it is no work report but a statistical communiqué (统计公报)",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["2023.md.part", "2023.md.bak", "2023.MD.TMP", "2023.md~", "2023.md.crdownload"])
@pytest.mark.parametrize("raw", [True, False])
def test_a_name_that_is_no_reports_is_ignored_and_told(place: Place, name: str, raw: bool) -> None:
    place.put("620000/2024.md", raw=raw)
    place.put(f"620000/{name}", raw=raw)
    (ignored,) = place.left_out().items()
    assert ignored[0].endswith(name)
    assert ignored[1] == ("ignored", "the name is that of a part, a copy or a temporary file")


def test_in_raw_the_name_of_a_file_is_a_year_and_that_of_a_folder_a_region(place: Place) -> None:
    place.put("620000/一.txt", raw=True)
    place.put("999999/2023.txt", text="另一份。", raw=True)
    assert place.left_out() == {
        "reports/620000/一.txt": ("set_aside", "'一' is no report year from 1949 to 2100"),
        "reports/999999/2023.txt": ("set_aside", "'999999' is no region that is known"),
    }


def test_a_collection_without_a_report_is_a_mistake_in_the_settings_and_an_empty_raw_is_none(place: Place) -> None:
    assert place.take().reports.is_empty()
    place.put("甘肃省/2023.md.bak")
    with pytest.raises(InputError, match="folder: the collection holds no report"):
        place.take()


def test_the_years_of_an_inventory_are_those_of_its_reports_in_order(place: Place) -> None:
    place.put("甘肃省/2023.md")
    place.put("青海省/2019.md", "2019年政府工作报告", "回顾2018年工作。")
    assert place.take().years() == ["2019", "2023"]


def test_provenance_comes_from_the_sidecar_else_from_front_matter_and_text(place: Place) -> None:
    path = place.put(
        "620000/2023.md", "---\ntitle: 报告\nsource: https://example.org/a\n---\n政府工作报告\n2023年1月15日", raw=True
    )
    row = place.take().reports.row(0, named=True)
    assert (row["title"], row["source_url"], str(row["published"])) == ("报告", "https://example.org/a", "2023-01-15")
    path.with_suffix(".toml").write_text('title = "工作报告"\npublished = "2023-02"\n', encoding="utf-8")
    row = place.take().reports.row(0, named=True)
    assert (row["title"], str(row["published"]), row["published_precision"]) == ("工作报告", "2023-02-28", "month")


@pytest.mark.parametrize("folder", ["甘肃省", "甘肃", "620000"])
def test_a_folder_of_raw_is_named_by_the_place_or_its_code(place: Place, folder: str) -> None:
    place.put(f"{folder}/2023.txt", raw=True)
    assert place.reports() == {"620000-2023": f"reports/{folder}/2023.txt"}


def test_one_report_under_the_name_and_the_code_of_its_place_is_a_mistake(place: Place) -> None:
    place.put("620000/2023.txt", raw=True)
    place.put("甘肃省/2023.txt", text=TEXT + "又一版。", raw=True)
    assert place.left_out() == {
        "reports/甘肃省/2023.txt": ("set_aside", "the same report stands in reports/620000/2023.txt")
    }


def test_a_folder_of_raw_that_is_no_place_is_refused_with_the_codes_of_those_that_it_may_be(place: Place) -> None:
    place.put("兰州新区/2023.txt", raw=True)
    place.put("城关区/2023.txt", raw=True)
    assert place.left_out() == {
        "reports/兰州新区/2023.txt": (
            "set_aside", "'兰州新区' is no region that is known; nearest to it: 620100 兰州市"),
        "reports/城关区/2023.txt": ("set_aside", "'城关区' may be 540102 拉萨市城关区 or 620102 兰州市城关区"),
    }  # fmt: skip
    cures = set(place.take().left_out["cure"])
    assert cures == {
        "Name the folder by the government, 甘肃省, or by its six-digit code of GB/T 2260, "
        "the national standard of administrative divisions (all stand in schemas/codelists/regions.csv)"
    }


def test_a_folder_whose_name_several_places_share_is_told_with_their_codes_unless_the_text_tells_which(
    place: Place,
) -> None:
    place.put("城关区/2022.md", "2022年政府工作报告")
    place.put("朝阳区/2023.md", "2023年北京市朝阳区政府工作报告")
    assert place.reports() == {"110105-2023": "朝阳区/2023.md"}
    assert place.left_out()["城关区/2022.md"][1] == (
        "neither folder, file name nor text tells its place; '城关区' may be 540102 拉萨市城关区 or 620102 兰州市城关区"
    )


def test_a_sidecar_names_its_region_by_code_or_name(place: Place) -> None:
    place.put("下载/2023.md").with_suffix(".toml").write_text('region_code = "凉山州"', encoding="utf-8")
    assert place.reports() == {"513400-2023": "下载/2023.md"}
