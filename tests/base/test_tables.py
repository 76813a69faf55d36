"""Tables as CSV."""

from pathlib import Path

import pytest

from pipelines.base.tables import csv_rows, csv_text
from schemas.errors import InputError

COLUMNS = ("indicator", "value")


def test_what_is_printed_is_read_again_with_the_lines_it_stands_in(tmp_path: Path) -> None:
    rows = [{"indicator": 'of "GDP", real\nand nominal', "value": "1"}, {"indicator": "粮食", "value": ""}]
    (tmp_path / "t.csv").write_text(csv_text(COLUMNS, rows), encoding="utf-8", newline="")
    assert list(csv_rows(tmp_path / "t.csv", COLUMNS, "")) == [(3, rows[0]), (4, rows[1])]


def test_columns_come_in_the_order_of_the_table_and_a_row_of_another_is_refused() -> None:
    assert csv_text(COLUMNS, [{"value": None, "indicator": "a"}]) == "indicator,value\na,\n"
    with pytest.raises(ValueError, match="unit"):
        csv_text(COLUMNS, [{"indicator": "a", "value": "1", "unit": "%"}])


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (b"", "row 1", "the columns indicator, value are missing"),
        (b"value\n1\n", "row 1", "the columns indicator are missing"),
        (b"indicator,value\na\n", "row 2", "more or fewer cells"),
        (b"indicator,value\na,1,2\n", "row 2", "more or fewer cells"),
        (b'indicator,value\n"a"b,1\n', "row 2", "no CSV"),
        (b"indicator,value\n\xff,1\n", "byte 16", "not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error_with_its_place(
    tmp_path: Path, content: bytes, place: str, reason: str
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(InputError, match=reason) as error:
        list(csv_rows(tmp_path / "t.csv", COLUMNS, "Mend the header"))
    assert error.value.place == place
    assert error.value.cure
