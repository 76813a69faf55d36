"""The workbook as a journalist opens it: an answer first, targets in words in either language, links that open, and a filter that finds who missed."""

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from pipelines.forms import workbook
from pipelines.forms.readable import FIRST, HEADINGS, alone, in_words, readable
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from pipelines.packages.contents import contents
from schemas import codelists
from schemas.codelists.statuses import statuses
from tests.packages.conftest import JUDGED, MATCH, STATISTIC, definition, outcome, report, tables, target

ABOUT, ZH, EN = "说明 About", "目标与结果", "Targets and results"
HAN = re.compile("[\u4e00-\u9fff]")
MISSED = JUDGED | {"status": "missed", "status_latest": "missed", "actual": "400", "gap": "-100", "margin": "-100", "attainment": "0.8", "reached": False}  # fmt: skip


def of_gansu(at: int, year: int, **changed: Any) -> dict[str, Any]:
    """A target, or an outcome, of another government and year."""
    ids = {"target_id": f"620000-{year}@{at}", "report_id": f"620000-{year}", "year": year}
    return changed | ids


def several() -> dict[str, pl.DataFrame]:
    """Two governments and two years: of 2022 Gansu misses one target and meets another, Xinjiang meets its own; of 2023 Gansu misses."""
    cells = {"indicator": "棉花产量", "indicator_id": "cotton_output", "period": "2022"}
    of_2022 = {"region_code": "620000", **cells}
    stored = tables(
        reports=[report("650000", 2023), report("620000", 2022), report("620000", 2023)],
        targets=[
            target(5),
            target(5) | of_gansu(7, 2022) | of_2022,
            target(5) | of_gansu(9, 2022) | of_2022 | {"action": "新建", "indicator": "公园", "indicator_id": "parks", "unit": "个", "unit_base": "item"},
            target(5) | of_gansu(7, 2023) | {"region_code": "620000"},
        ],
        outcomes=[
            outcome(5, **JUDGED),
            outcome(5, **MISSED) | of_gansu(7, 2022),
            outcome(5, **JUDGED) | of_gansu(9, 2022),
            outcome(5, **MISSED) | of_gansu(7, 2023),
        ],
        matches=[MATCH | {"target_id": id, "year": int(id[7:11])} for id in ("650000-2023@5", "620000-2022@7", "620000-2022@9", "620000-2023@7")],
        candidates=[STATISTIC | {"year": year, "source_url": "https://example.org/s"} for year in (2022, 2023)],
    )  # fmt: skip
    return contents(definition(regions=("620000", "650000"), years=(2022, 2023)), stored)


@pytest.fixture(scope="module")
def book_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbook")
    workbook.write(Candidate(definition(), "1.0.0", several(), {}, 0, folder))
    return folder / "small-2023.xlsx"


@pytest.fixture(scope="module")
def book(book_path: Path) -> Any:
    return openpyxl.load_workbook(book_path)


def lines(book: Any) -> list[tuple[str, str]]:
    """The first sheet: Chinese and English of each line."""
    return [(zh or "", en or "") for zh, en in book[ABOUT].iter_rows(values_only=True, max_col=2)]


def read(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the English headings."""
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip([name.splitlines()[-1] for name in header], row, strict=True)) for row in rows]


def test_the_first_sheet_answers_with_denominators_in_both_languages(book: Any) -> None:
    assert lines(book)[0] == ("小数据包", "A small package")
    assert "有结果可比的4项目标中，2项实现（50%）" in "".join(zh for zh, _ in lines(book))
    assert "Of the 4 targets with a comparable result, 50% (2) were met" in "".join(en for _, en in lines(book))


def test_the_first_sheet_says_what_each_verdict_means_and_how_many_have_it(book: Any) -> None:
    for status in statuses().values():
        (line,) = [pair for pair in lines(book) if pair[0].startswith(f"{status.sign} {status.label_zh}（")]
        assert line[1].casefold().startswith(f"{status.sign} {status.label_en} (".casefold())
        meaning = line[1].partition(": ")[2]
        assert meaning and not HAN.search(meaning.replace("左右", ""))


def test_the_first_sheet_says_source_version_licence_and_citation(book: Any) -> None:
    said = "\n".join("\n".join(pair) for pair in lines(book))
    for words in (
        "版本：1.0.0",
        "Version 1.0.0, data up to ",
        "CC BY 4.0",
        "Mubiao (2024), small-2023, version 1.0.0.",
    ):
        assert words in said
    empty = [pair for pair in lines(book) if not pair[0] and pair[1]]
    assert empty == [], "what is said in English is said in Chinese"


def links(sheet: Any) -> list[Any]:
    return [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_every_sheet_is_linked_from_the_first_and_the_link_leads_to_it(book: Any) -> None:
    to = {link.location for link in links(book[ABOUT]) if link.location}
    assert to == {f"'{name}'!A1" for name in book.sheetnames if name != ABOUT}


def test_links_lead_to_the_web_alone(book: Any) -> None:
    targets = [link.target for sheet in book for link in links(sheet) if link.target]
    assert targets, "a source with an address is a link"
    assert all(re.match(r"https?://", target) for target in targets)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://example.org/a b", "http://example.org/" + "a" * 2100])  # fmt: skip
def test_an_address_that_is_none_of_the_web_stays_text(address: str, tmp_path: Path) -> None:
    files = several()
    statistics = files["statistics"].with_columns(source_url=pl.lit(address))
    workbook.write(Candidate(definition(), "1.0.0", files | {"statistics": statistics}, {}, 0, tmp_path))
    written = openpyxl.load_workbook(tmp_path / "small-2023.xlsx")
    assert not [link for link in links(written["statistics"]) if link.target]
    assert read(written, "statistics")[0]["source_url"] == address


def test_targets_are_read_in_words_under_headings_in_both_languages(book: Any) -> None:
    for sheet in (ZH, EN):
        header = [cell.value for cell in book[sheet][1]]
        assert header[: len(FIRST)] == ["\n".join(heading) for heading in FIRST.values()]
        assert book[sheet].freeze_panes and book[sheet].auto_filter.ref
    zh, en = read(book, ZH), read(book, EN)
    assert [row["id of the target"] for row in zh] == [row["id of the target"] for row in en]
    park_zh, park_en = (next(row for row in rows if row["id of the target"] == "620000-2022@9") for rows in (zh, en))
    assert (park_zh["place"], park_en["place"]) == ("甘肃省", "Gansu")
    assert park_zh["indicator"] == "新建公园" and park_en["indicator"] == "Parks"


def test_an_english_sheet_holds_chinese_only_in_names_of_sources(book: Any) -> None:
    for row in read(book, EN):
        for name, cell in row.items():
            if name not in ("source", "words of the report", "why this verdict") and isinstance(cell, str):
                assert not HAN.search(cell), f"{name}: {cell}"


def test_a_gap_that_stands_alone_names_what_it_is_from() -> None:
    for sentence, cell in (
        ("102% of it", "102% of the target"),
        ("3 points above it", "3 points above the target"),
        ("2 points below", "2 points below"),
        ("within the limit", "within the limit"),
    ):
        assert alone(sentence) == cell


def test_what_is_sorted_is_a_number(book: Any) -> None:
    for sheet, unit in ((ZH, "万吨"), (EN, "t")):
        first = read(book, sheet)[0]
        assert first["unit"] == unit
        for name in ("year of report", "target as a number", "result as a number", "gap as a number"):
            assert isinstance(first[name], int | float), name
    assert read(book, ZH)[0]["target as a number"] == 500
    assert read(book, EN)[0]["target as a number"] == 5_000_000, "in English in the base unit"


def test_a_verdict_has_a_ground_under_its_word_in_either_language(book: Any) -> None:
    missed = statuses()["missed"]
    for sheet, word in ((ZH, missed.label_zh), (EN, missed.label_en)):
        rules: list[Any] = [rule for ranges in book[sheet].conditional_formatting for rule in ranges.rules]
        grounds = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules}
        assert grounds[f'"{word}"'].endswith(missed.ground.removeprefix("#"))


def test_lists_of_codes_come_behind_the_tables_of_data(book: Any) -> None:
    lists = [(codelists.FOLDER / f"{name}.csv").is_file() for name in book.sheetnames[3:-1]]
    assert lists == sorted(lists) and any(lists) and not all(lists)


def test_a_package_without_a_verdict_still_says_what_it_is(tmp_path: Path) -> None:
    alone = {name: frame for name, frame in several().items() if name in ("reports", "regions")}
    workbook.write(Candidate(definition(), "1.0.0", alone, {}, 0, tmp_path))
    written = openpyxl.load_workbook(tmp_path / "small-2023.xlsx")
    assert written.sheetnames == [ABOUT, "reports", "regions", "codebook"]
    assert lines(written)[0] == ("小数据包", "A small package")


def test_an_english_name_by_a_machine_is_marked_as_one() -> None:
    rows = in_words(joined(several())).with_columns(name_en_machine=pl.lit(value=True))
    assert readable(rows, "en")["by_machine"].to_list() == ["machine translation"] * rows.height
    assert "by_machine" not in readable(in_words(joined(several())), "en").columns


@pytest.fixture(scope="module")
def opened(book_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder with the workbook as LibreOffice writes it, in a form."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")

    def converted(form: str) -> Path:
        into = folder / form.partition(":")[0]
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form, "--outdir", into, book_path]  # fmt: skip
        subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=180)
        return into

    return converted


@pytest.fixture(scope="module")
def sheets(opened: Callable[[str], Path]) -> dict[str, list[dict[str, str]]]:
    """The sheets of targets as LibreOffice writes them, by their English headings."""
    # Comma, quotes, UTF-8, from the first line on, as shown; -1: a file a sheet.
    folder = opened("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    read = {}
    for sheet in (ZH, EN):
        with (folder / f"small-2023-{sheet}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        read[sheet] = [dict(zip([name.splitlines()[-1] for name in header], row, strict=True)) for row in rows]
    return read


def test_links_open_in_libreoffice_too(book: Any, opened: Callable[[str], Path]) -> None:
    theirs = openpyxl.load_workbook(opened("xlsx:Calc MS Excel 2007 XML") / "small-2023.xlsx")
    of_sheets = [len([link for link in links(each[ABOUT]) if link.location or link.target]) for each in (book, theirs)]
    assert of_sheets[0] == of_sheets[1] == len(book.sheetnames) - 1
    assert (
        {link.target for link in links(theirs[EN])}
        == {link.target for link in links(book[EN])}
        == {"https://example.org/s"}
    )


@pytest.mark.parametrize(("sheet", "label", "place"), [(ZH, "label_zh", "甘肃省"), (EN, "label_en", "Gansu")])
def test_a_journalist_opens_it_in_libreoffice_and_finds_who_missed_2022(
    sheets: dict[str, list[dict[str, str]]], sheet: str, label: str, place: str
) -> None:
    missed = getattr(statuses()["missed"], label)
    found = [row for row in sheets[sheet] if row["year of report"] == "2022" and row["verdict"] == missed]
    assert [(row["place"], row["id of the target"]) for row in found] == [(place, "620000-2022@7")]
    (row,) = found
    assert row["gap to target"] and row["source"] == "某公报"


def test_headings_are_words_of_readers() -> None:
    for heading in HEADINGS.values():
        assert not re.search("承诺|度量|界限", heading.zh) and not HAN.search(heading.en)
        assert "_" not in heading.en
