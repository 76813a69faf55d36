"""Files are read by several processes or by one: the inventory, what is left out and the texts are the same."""

import pytest

from pipelines.base.pool import fewest
from pipelines.reports.collections import Collection, Folder
from pipelines.reports.inventory import take
from pipelines.reports.read import SECONDS
from pipelines.reports.texts import File, texts
from pipelines.targets.parts.doubt import of_report

PLACES = ("甘肃省", "青海省", "云南省", "贵州省", "海南省", "四川省")
TEXT = "政府工作报告\n各位代表：\n一、{0}年工作回顾\n{0}年粮食产量达到90万吨。\n二、{1}年工作安排\n{1}年粮食产量达到100万吨以上。\n"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("reports")
    for place in PLACES:
        (folder / place).mkdir()
        for year in range(1951, 1951 + fewest(SECONDS) // len(PLACES) + 2):
            (folder / place / f"{year}.md").write_text(TEXT.format(year - 1, year), encoding="utf-8")
    (folder / "甘肃省" / "1960.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "海南省" / "1970.toml").write_text('source_url = "https://example.org/1970"\n', encoding="utf-8")
    (folder / "云南省" / "1980.toml").write_text("year = 1980\nauthor = 1\n", encoding="utf-8")
    return Collection("folder", Folder(folder))


def test_several_processes_take_the_inventory_that_one_takes(collection: Collection) -> None:
    alone, shared = take([collection]), take([collection], workers=2)
    assert shared.reports.equals(alone.reports) and shared.left_out.equals(alone.left_out)
    assert shared.changed == ()
    assert [*shared.left_out["file"]] == ["云南省/1980.toml", "甘肃省/1960.md"]
    assert [*shared.reports.filter(report_id="460000-1970")["source_url"]] == ["https://example.org/1970"]


def test_a_file_that_is_another_than_at_the_look_is_told_by_the_process_that_reads_it(collection: Collection) -> None:
    looked = {"folder": {**collection.files.marks(), "贵州省/1999.md": "the hash of half a text"}}
    assert take([collection], marked=looked, workers=2).changed == ("folder/贵州省/1999.md",)


def test_texts_come_in_the_order_of_the_inventory(collection: Collection) -> None:
    rows = [*take([collection]).reports.iter_rows(named=True)]
    shared = [*texts([File(collection, row["file"], row["year"]) for row in rows], of_report, workers=2)]
    assert [text.sha256 for text in shared] == [row["text_sha256"] for row in rows]
    assert all(str(row["year"]) in text.text for text, row in zip(shared, rows, strict=True))
