"""Tables of strangers that unfold to more than they say, or are broken: one sentence with file and place, in seconds, within memory."""

import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from pipelines.base.settings import ROOT
from pipelines.statistics.tables import parts, rows, sheets
from schemas.errors import InputError

HEADER = ["地区", "指标", "数值"]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOST_MEMORY = 1_000_000_000


def saved(path: Path, change: Callable[[Any, Any], object] = lambda book, sheet: None) -> Path:
    """A workbook of one header and one row, changed as a spreadsheet would change it."""
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(["新疆", "粮食产量", 2119.2])
    change(book, book.active)
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object], **packing: Any) -> Path:
    """The same workbook with parts that no spreadsheet writes."""
    saved(path)
    with zipfile.ZipFile(path) as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    change(there)
    with zipfile.ZipFile(path, "w", **{"compression": zipfile.ZIP_DEFLATED, **packing}) as archive:
        for name, content in there.items():
            archive.writestr(name, content)
    return path


def sheet_of(cells: str, after: str = "") -> Callable[[dict[str, bytes]], object]:
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return lambda there: there.update({SHEET: content.encode()})


def in_part(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(there: dict[str, bytes]) -> None:
        assert old.encode() in there[name]
        there[name] = there[name].replace(old.encode(), new.encode(), 1)

    return change


def bombs(levels: int) -> str:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha"}">' for at in range(levels))
    return f"<!DOCTYPE x [{entities}]>"


BY_SPREADSHEET: dict[str, tuple[Callable[[Any, Any], object], str]] = {
    "a cell far away": (lambda book, sheet: sheet.cell(20_000, 520, 1), "reach to row 20,000 and column SZ, and 2,000,000 cells are the most"),
    "a cell at the last place": (lambda book, sheet: sheet.cell(1_048_576, 16_384, "x"), "reach to row 1,048,576 and column XFD"),
    "all cells merged": (lambda book, sheet: sheet.merged_cells.add("A1:XFD1048576"), "merges more than 2,000,000 cells"),
    "many columns merged": (lambda book, sheet: sheet.merged_cells.add("B2:E900000"), "merges more than 2,000,000 cells"),
    "merges that add up": (lambda book, sheet: [sheet.merged_cells.add(f"A1:Z{40_000 + at}") for at in range(3)], "merges more than"),
    "a formula without a result": (lambda book, sheet: sheet.append(["甘肃", "粮食产量", "=1+1"]), "sheet Sheet, cell C3: the formula has no stored result"),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_SPREADSHEET)
def test_a_sheet_that_reaches_too_far_is_refused(tmp_path: Path, case: str) -> None:
    change, reason = BY_SPREADSHEET[case]
    path = saved(tmp_path / "t.xlsx", change)
    assert path.stat().st_size < 10_000
    with pytest.raises(InputError, match=rf"t\.xlsx, .*{reason}"):
        sheets.read(path, None)


BLANK = '<row r="{}">' + '<c s="1"/>' * 1000 + "</row>"
WRITTEN: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a million blanks": (sheet_of("".join(BLANK.format(row) for row in range(1, 1002))), "more than 1,000,000 cells that hold nothing"),
    "a row of the number 10^12": (sheet_of('<row r="1000000000000"><c><v>1</v></c></row>'), "'1000000000000' is no row"),
    "a row past the last": (sheet_of('<row r="1048577"><c><v>1</v></c></row>'), "row 1,048,577 stands after row 0"),
    "rows that go back": (sheet_of('<row r="9"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>'), "row 3 stands after row 9"),
    "a row twice": (sheet_of('<row r="9"/><row r="9"/>'), "row 9 stands after row 9"),
    "a column past the last": (sheet_of('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "'ZZZ1' is no cell of a sheet"),
    "a cell of another row": (sheet_of('<row r="1"><c r="A900000"><v>1</v></c></row>'), "cell A900000 stands in row 1"),
    "a cell of no place": (sheet_of('<row r="1"><c r="八1"><v>1</v></c></row>'), "'八1' is no cell of a sheet"),
    "a merge of no place": (sheet_of("", '<mergeCells><mergeCell ref="A1:A99999999"/></mergeCells>'), "'A99999999' is no cell"),
    "links by the hundred thousand": (sheet_of("", '<hyperlink ref="A1"/>' * 200_001), "more than 200,000 styles, merges and the like"),
    "deep elements": (sheet_of("<row>" * 200 + "</row>" * 200), "more than 100 levels"),
    "a laugh a billion times": (in_part(SHEET, "<worksheet", bombs(9) + "<worksheet"), "declares a type of document"),
    "a type of document in the texts": (in_part("xl/workbook.xml", "<workbook", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x"><workbook'), "part xl/workbook.xml: .* declares a type of document"),
    "an entity of a file": (in_part("xl/styles.xml", "<styleSheet", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><styleSheet'), "declares a type of document"),
    "XML that is cut off": (lambda there: there.update({SHEET: there[SHEET][:-20]}), "part xl/worksheets/sheet1.xml: the workbook cannot be read"),
    "no XML": (lambda there: there.update({SHEET: b"\x00\x01\x02"}), "part xl/worksheets/sheet1.xml"),
    "an empty part": (lambda there: there.update({SHEET: b""}), "part xl/worksheets/sheet1.xml"),
    "no sheet": (lambda there: there.pop(SHEET), r"t\.xlsx, sheet : the workbook has only"),
    "no list of sheets": (lambda there: there.pop("xl/workbook.xml"), "the file is no workbook"),
    "no list of parts": (lambda there: there.pop("[Content_Types].xml"), "the file is no workbook"),
    "no styles where they are used": (in_part(SHEET, "<c ", '<c s="99" '), ""),
    "a text that is not there": (in_part(SHEET, 't="n"><v>2119.2', 't="s"><v>2119'), "the file is no workbook"),
    "a number that is none": (in_part(SHEET, "2119.2", "abc"), "the file is no workbook"),
    "a number of 5,000 digits": (in_part(SHEET, "2119.2", "9" * 5000), "the file is no workbook"),
    "one part as a thousand sheets": (in_part("xl/workbook.xml", "</sheets>", '<sheet name="a" sheetId="2" state="visible" r:id="rId1"/></sheets>'), "two sheets are one part, 'rId1'"),
    "one part under two names": (in_part("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml" Id="rId9"/></Relationships>'), "two sheets are one part"),
    "parts by the ten thousand": (lambda there: there.update({f"x/{at}.xml": b"<a/>" for at in range(10_000)}), "parts, and 10,000 are the most"),
    "a part of 150 MB": (lambda there: there.update({"xl/media/a.png": bytes(150_000_000)}), "unpacks to more than 100 MB"),
    "texts by the million": (lambda there: there.update({"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 6_000_001 + b"</sst>"}), "part xl/sharedStrings.xml: .* more than 6,000,000 elements"),
    "styles by the hundred thousand": (lambda there: there.update({"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 200_001 + b"</styleSheet>"}), "part xl/styles.xml: .* more than 200,000 styles"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN)
def test_a_workbook_that_no_spreadsheet_writes_is_refused(tmp_path: Path, case: str) -> None:
    change, reason = WRITTEN[case]
    path = rewritten(tmp_path / "t.xlsx", change)
    if not reason:
        assert sheets.read(path, None)[2] == ["新疆", "粮食产量", "2119.2"]
        return
    with pytest.raises(InputError, match=reason) as caught:
        sheets.read(path, None)
    assert "t.xlsx" in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_small_workbook_of_blanks_takes_little_memory(tmp_path: Path) -> None:
    path = rewritten(tmp_path / "t.xlsx", WRITTEN["a million blanks"][0])
    assert path.stat().st_size < 100_000
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY}))
from pathlib import Path
from pipelines.statistics.tables import sheets
sheets.read(Path({str(path)!r}), None)
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert "more than 1,000,000 cells that hold nothing" in ended.stderr


def twice(path: Path) -> None:
    saved(path)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")


def with_password(path: Path) -> None:
    content = bytearray(saved(path).read_bytes())
    for at in range(len(content)):  # the flag of every entry of the directory
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
    path.write_bytes(content)


def said_smaller(path: Path) -> None:
    """The directory says of every part that it unpacks to one byte."""
    content = bytearray(saved(path).read_bytes())
    for at in range(len(content)):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 24 : at + 28] = struct.pack("<L", 1)
    path.write_bytes(content)


NO_WORKBOOKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: path.touch(), "the file is no workbook"),
    "a page": (lambda path: path.write_bytes(b"<html><table><tr><td>1"), "the file is no workbook"),
    "CSV": (lambda path: path.write_bytes("地区,数值\n新疆,1\n".encode()), "the file is no workbook"),
    "the old form": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)), "of the old form, or one with a password"),
    "an archive of something else": (lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "x"), "the file is no workbook"),
    "an archive that is cut off": (lambda path: path.write_bytes(saved(path).read_bytes()[:-40]), "the file is no workbook"),
    "half an archive": (lambda path: path.write_bytes(saved(path).read_bytes()[:1000]), "the file is no workbook"),
    "the letters PK": (lambda path: path.write_bytes(b"PK\x03\x04"), "the file is no workbook"),
    "a part twice": (twice, "two parts have the same name"),
    "a password": (with_password, "its parts have a password"),
    "a directory that lies": (said_smaller, "the file is no workbook"),
    "packed by another method": (lambda path: rewritten(path, lambda there: None, compression=zipfile.ZIP_LZMA), "packed in a way that no spreadsheet uses"),
    "a named pipe": (os.mkfifo, "it is a named pipe and no file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "it is a device and no file"),
    "a folder": (lambda path: path.mkdir(), "it is a folder and no file"),
    "a hole of a gigabyte": (lambda path: (path.touch(), os.truncate(path, 10**9)), "it holds more than 100,000,000 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused(tmp_path: Path, case: str) -> None:
    put, reason = NO_WORKBOOKS[case]
    put(tmp_path / "t.xlsx")
    with pytest.raises(InputError, match=reason):
        sheets.read(tmp_path / "t.xlsx", None)


CSV: dict[str, tuple[bytes, str]] = {
    "one cell of a megabyte": (b"a,b\n" + b"x" * 1_000_000 + b",1\n", "row 2: the row is no CSV: field larger than field limit"),
    "20,000 columns": (b"," * 20_000 + b"\n", "row 1: the table has more than .* 16,384 columns"),
    "two million lines without a letter": (b"\n" * 2_000_000, "row 1048577: the table has more than 1,048,576 rows"),
    "three million cells": ((b"," * 999 + b"\n") * 3_000, "row 2001: the table has more than .* 2,000,000 cells"),
    "a quotation mark that never ends": (b'a,b\n"x,1\n' * 3, "the row is no CSV"),
    "letters behind a quotation mark": (b'a,b\n"x"y,1\n', "row 2: the row is no CSV"),
    "neither UTF-8 nor GB18030": (b"a,b\n\xff\xff,1\n", "byte 4: the table is neither UTF-8 nor GB18030"),
    "half a letter of UTF-16": (b"\xff\xfea\x00,\x00b", "the table is marked as UTF-16 and is not"),
    "half a pair of UTF-16": (b"\xff\xfe\x00\xd8a\x00", "byte 2: the table is marked as UTF-16 and is not"),
    "a workbook": (b"PK\x03\x04", "the file is a workbook and no CSV"),
}  # fmt: skip


@pytest.mark.parametrize("case", CSV)
@pytest.mark.parametrize("packed", [False, True])
def test_csv_that_is_none_or_too_much_is_refused(tmp_path: Path, case: str, packed: bool) -> None:
    content, reason = CSV[case]
    path = tmp_path / ("t.csv.gz" if packed else "t.csv")
    path.write_bytes(gzip.compress(content, 1) if packed else content)
    with pytest.raises(InputError, match=reason):
        sheets.read(path, None, HEADER)


def test_a_table_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(bytes(parts.MOST_UNPACKED + 1), 9))
    with pytest.raises(InputError, match="the table unpacks to more than 100 MB"):
        sheets.read(tmp_path / "t.csv.gz", None)


MAPPINGS: dict[str, tuple[bytes, str]] = {
    "deep lists": (b"table = " + b"[" * 10_000, "the mapping is no TOML of ours: it has more than 50 levels"),
    "a key of ten thousand parts": (b"table" + b".a" * 10_000 + b" = 1", "a key has 50 parts or more"),
    "a key twice": (b"[[table]]\nfile = 'a'\nfile = 'b'", "the mapping is no TOML"),
    "rows to be left out by 10^100": (b"[[table]]\nskip_rows = 1" + b"0" * 100, "a number has more than 64 bits"),
    "rows to be left out below none": (b"[[table]]\nskip_rows = -1", r"table\[0\].skip_rows"),
    "a file without a name": (b"[[table]]\nfile = ''", r"table\[0\].file: .*found ''"),
    "a day for a name": (b"[[table]]\nfile = 2023-01-01", r"table\[0\].file"),
    "no table": (b"table = []", "table: "),
    "a mark and nothing": (b"\xef\xbb\xbf", "table: field required"),
    "half a letter": (b"[[table]]\nfile = '\xe9'", "the mapping is no TOML: byte 18 is not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", MAPPINGS)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, case: str) -> None:
    content, reason = MAPPINGS[case]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mapping.toml").write_bytes(content)
    (tmp_path / "mine" / "t.csv").write_text("地区,数值\n新疆,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        list(rows.printed(tmp_path))
    assert "mapping.toml" in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.mkdir()])
def test_a_mapping_that_is_no_file_is_refused(tmp_path: Path, put: Callable[[Path], object]) -> None:
    (tmp_path / "mine").mkdir()
    put(tmp_path / "mine" / "mapping.toml")
    with pytest.raises(InputError, match=r"mapping\.toml: it is a .* and no file"):
        list(rows.printed(tmp_path))


def blanks_to_the_end(book: Any, sheet: Any) -> None:
    sheet.cell(50_000, 5).fill = PatternFill("solid", fgColor="FFFF00")
    sheet["XFD1"].fill = PatternFill("solid", fgColor="FFFF00")


HARMLESS: dict[str, Callable[[Any, Any], object]] = {
    "as it is": lambda book, sheet: None,
    "colour far below and far beside": blanks_to_the_end,
    "a title merged over the whole row": lambda book, sheet: sheet.merged_cells.add("A3:XFD3"),
    "a column merged to its end": lambda book, sheet: sheet.merged_cells.add("D1:D1048576"),
    "a second sheet that is empty": lambda book, sheet: book.create_sheet("说明"),
    "a second sheet with formulas": lambda book, sheet: book.create_sheet("说明").append(["=1+1"]),
    "a name for a range, and a link": lambda book, sheet: setattr(sheet["A2"], "hyperlink", "https://example.org/"),
}  # fmt: skip


@pytest.mark.parametrize("case", HARMLESS)
def test_a_workbook_as_people_have_it_is_read(tmp_path: Path, case: str) -> None:
    grid = sheets.read(saved(tmp_path / "t.xlsx", HARMLESS[case]), None)
    assert [row[:3] for row in grid.values()] == [HEADER, ["新疆", "粮食产量", "2119.2"]]


def test_parts_that_no_figure_is_in_are_not_read(tmp_path: Path) -> None:
    def change(there: dict[str, bytes]) -> None:
        there["xl/pivotCache/pivotCacheRecords1.xml"] = (
            b"<pivotCacheRecords>" + b"<n/>" * 300_000 + b"</pivotCacheRecords>"
        )
        there["xl/embeddings/letter.docx"] = there["xl/media/image1.webp"] = b"\x00\x01"
        there["customXml/item1.xml"] = b"<x>" * 200 + b"</x>" * 200

    assert sheets.read(rewritten(tmp_path / "t.xlsx", change), None)[1] == HEADER


def test_of_merged_cells_the_first_is_shown(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet["A3"], sheet["B3"], sheet["A4"], sheet["B4"] = "甘肃", "hidden", "hidden", "hidden"
        sheet.merged_cells.add("A3:B4")

    grid = sheets.read(saved(tmp_path / "t.xlsx", change), None)
    assert list(grid.values())[2:] == [["甘肃", "", ""], ["", "", ""]]


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    for said in ("A1:XFD1048576", "A1", "B2:B2", "A1:C1"):
        path = rewritten(tmp_path / "t.xlsx", in_part(SHEET, 'ref="A1:C2"', f'ref="{said}"'))
        assert sheets.read(path, None) == {1: HEADER, 2: ["新疆", "粮食产量", "2119.2"]}


def test_numbers_that_are_too_large_stay_as_they_are(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet["C2"], sheet["C2"].number_format = 1e300, "0.00"
        sheet["C3"], sheet["C3"].number_format = 2.5, "0" * 300
        sheet["C4"], sheet["C4"].number_format = 0.053, "0.0%"

    grid = sheets.read(saved(tmp_path / "t.xlsx", change), None)
    assert [row[2] for row in grid.values()] == ["数值", "1e+300", "2.5", "5.3%"]
    path = rewritten(tmp_path / "u.xlsx", in_part(SHEET, "2119.2", "1e999"))
    assert sheets.read(path, None)[2][2] == "inf"


def test_large_tables_are_read(tmp_path: Path) -> None:
    text = io.StringIO()
    text.write("地区,数值\n")
    text.writelines(f"新疆,{number}\n" for number in range(200_000))
    (tmp_path / "t.csv").write_text(text.getvalue(), encoding="utf-8")
    assert len(sheets.read(tmp_path / "t.csv", None, HEADER)) == 200_001
    wide = saved(tmp_path / "t.xlsx", lambda book, sheet: sheet.append([*range(1_000)]))
    assert len(sheets.read(wide, None)[1]) == 1_000
