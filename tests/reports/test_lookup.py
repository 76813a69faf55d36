"""Reports by name, for commands that compare."""

import hashlib
from pathlib import Path

import pytest

from pipelines.reports.lookup import find_report, read_content, read_file, read_folder, texts_at_hand
from schemas.errors import InputError

TEXT = "今年的主要预期目标是：地区生产总值增长6%左右。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("620000/2022.txt", "某省/2023.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{path.stem}年政府工作报告\n{TEXT}", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_report_by_report(folder: Path) -> None:
    assert [report.year for report in read_folder(folder)] == [2022, 2023]
    (folder / "empty").mkdir()
    with pytest.raises(InputError, match="the folder holds no report"):
        next(read_folder(folder / "empty"))


@pytest.mark.parametrize("name", ["620000-2022", "甘肃/2022", "甘肃省/2022", "某省/2023"])
def test_a_report_is_found_by_its_id_or_its_place_and_year(folder: Path, name: str) -> None:
    (folder / "620000").rename(folder / "甘肃")
    report = find_report(name, [folder / "nowhere", folder])
    assert report.text.endswith(TEXT)
    assert report.text_sha256 == hashlib.sha256(report.text.encode()).hexdigest()


def test_a_report_that_is_in_no_folder_is_named_with_the_folders(folder: Path) -> None:
    with pytest.raises(InputError, match=f"某省/2024: the report is in none of {folder}"):
        find_report("某省/2024", [folder])


def test_a_text_is_at_hand_by_its_file_else_by_its_id_else_not(folder: Path) -> None:
    (by_file,) = texts_at_hand("000000-1999", "reports/620000/2022.txt", [folder])
    assert [by_file] == list(texts_at_hand("620000-2022", "elsewhere/1.txt", [folder]))
    raw = (folder / "620000" / "2022.txt").read_bytes()
    assert by_file.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert by_file.text_sha256 == hashlib.sha256(by_file.text.encode()).hexdigest()
    assert list(texts_at_hand("620000-2021", "620000/2021.txt", [folder, folder / "nowhere"])) == []


@pytest.mark.parametrize(
    ("report_id", "file"),
    [("1", "../secret.txt"), ("1", "/secret.txt"), ("../secret", "1.txt"), ("/secret/2022", "1.txt"), ("*-2022", "")],
)
def test_no_id_and_no_file_of_a_strangers_package_leads_out_of_the_folders(
    folder: Path, report_id: str, file: str
) -> None:
    (folder.parent / "secret.txt").write_text("not yours", encoding="utf-8")
    assert list(texts_at_hand(report_id, file, [folder])) == []


def test_every_folder_that_holds_a_report_gives_its_text(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "620000").mkdir(parents=True)
    (tmp_path / "other" / "620000" / "2022.md").write_text("另一个文本", encoding="utf-8")
    texts = [at_hand.text for at_hand in texts_at_hand("620000-2022", "620000/2022.txt", [tmp_path / "other", folder])]
    assert texts[0] == "另一个文本" and texts[1].endswith(TEXT)


def test_a_sidecar_says_whose_a_loose_file_is_and_standard_input_has_none(folder: Path) -> None:
    path = folder / "一.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.with_suffix(".toml").write_text('region_code = "620000"\nyear = 2024\n', encoding="utf-8")
    assert read_file(path)[1:3] == ("620000", 2024)
    assert read_content(TEXT.encode())[1:3] == (None, None)
