"""A collection may say beside its folders where each of its texts was taken from, and the inventory says it of every report."""

from pathlib import Path

import pytest

from pipelines.reports import provenance
from pipelines.reports.collections import Collection, Folder, collections, digest
from pipelines.reports.inventory import take
from schemas.errors import InputError

HEAD = "\t".join(provenance.COLUMNS)
TEXT = "政府工作报告\n\n——{}年1月15日在某省第十四届人民代表大会第一次会议上\n\n各位代表：\n\n今年的主要预期目标是：地区生产总值增长6%左右。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for place, year in (("甘肃省", 2023), ("甘肃省", 2024), ("440100", 2023)):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / f"{year}.md").write_text(TEXT.format(year), encoding="utf-8")
    return tmp_path


def table(root: Path, *rows: str) -> None:
    (root / provenance.FILE).write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")


def origins(root: Path) -> dict[str, str | None]:
    """Where the text of each report was taken from, by report."""
    reports = take([Collection("texts", Folder(root))]).reports
    return dict(reports.select("report_id", "text_from").iter_rows())


def test_a_repository_with_its_commit_stands_before_an_address(root: Path) -> None:
    table(
        root,
        "甘肃省/2023.md\towner/texts\tabc1234\treports/gansu/2023.md\thttps://example.org/a",
        "甘肃省/2024.md\t\t\t\thttps://example.org/b",
        "440100/2023.md\towner/texts\t\t\t",
    )
    assert origins(root) == {
        "620000-2023": "owner/texts@abc1234/reports/gansu/2023.md",
        "620000-2024": "https://example.org/b",
        "440100-2023": "owner/texts",
    }


def test_without_a_table_it_is_the_address_that_the_text_names_or_nothing(root: Path) -> None:
    (root / "甘肃省" / "2024.md").write_text(
        "---\nsource: https://example.org/r\ntitle: 2024年甘肃省政府工作报告\n---\n\n" + TEXT.format(2024),
        encoding="utf-8",
    )
    assert origins(root) == {"620000-2023": None, "620000-2024": "https://example.org/r", "440100-2023": None}


def test_another_table_is_another_collection_to_the_line(root: Path, tmp_path: Path) -> None:
    def now() -> str:
        return digest((each, each.files.marks()) for each in collections(tmp_path / "raw", {"texts": str(root)}))

    before = now()
    table(root, "甘肃省/2023.md\towner/texts\t\t\t")
    assert now() != before
    assert take([Collection("texts", Folder(root))]).left_out.is_empty()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("file\taddress\n", "row 1: its columns are not file, repository"),
        (f"{HEAD}\n甘肃省/2023.md\ta\n", "row 2: the row has more or fewer cells"),
        (f"{HEAD}\na/1.md\tx\t\t\t\na/1.md\ty\t\t\t\n", "row 3: a/1.md stands there twice"),
        ("", "row 1: its columns are not"),
    ],
)
def test_a_table_of_another_form_is_named_with_its_row(root: Path, content: str, reason: str) -> None:
    (root / provenance.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=f"{provenance.FILE}, {reason}"):
        take([Collection("texts", Folder(root))])


def test_a_table_in_another_encoding_is_named_with_its_byte(root: Path) -> None:
    (root / provenance.FILE).write_bytes(HEAD.encode() + "\n甘肃".encode("gb18030"))
    with pytest.raises(InputError, match=f"{provenance.FILE}, byte .*not UTF-8"):
        take([Collection("texts", Folder(root))])
