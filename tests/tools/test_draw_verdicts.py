"""A draw of verdicts: a sheet that shows no verdict, and the counts of what its readers found."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.measuring import verdict_checks
from tools import draw_verdicts
from tools.draw_verdicts import LOUDEST, answers, draw, write


def connection(rows: int) -> duckdb.DuckDBPyConnection:
    """Verdicts on amounts, the odd missed by more and more, the even met by more and more."""
    connection = duckdb.connect()
    connection.execute(
        """
        CREATE TABLE verdicts AS
        SELECT 'x' || lpad(i::VARCHAR, 4, '0') AS target_id, if(i % 2 = 1, 'missed', 'met') AS verdict, 'code' AS link,
            NULL::VARCHAR AS claim, if(i % 2 = 1, 1 - i / 2000, 1 + i / 1000) AS attainment, NULL::DOUBLE AS off,
            '建成⟦道路⟧' AS target_text, '建成⟦道路⟧' AS figure_text
        FROM range(?) AS numbers (i)
        """,
        [rows],
    )
    return connection


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_seed_draws_the_same_verdicts_again_and_another_others() -> None:
    verdicts = connection(900)
    assert draw(verdicts, 5) == draw(verdicts, 5)
    assert draw(verdicts, 5) != draw(verdicts, 6)


def test_the_loudest_are_the_farthest_of_each_side_and_none_twice() -> None:
    loudest = [row for row in draw(connection(900), 5) if row["sample"] == "loudest"]
    ids = [row["target_id"] for row in loudest]
    assert len(set(ids)) == len(ids) == 10 * len(LOUDEST)
    assert {"x0899", "x0898"} <= set(ids)
    assert not {"x0000", "x0001"} & set(ids)


def test_the_sheet_shows_no_verdict_and_no_sample(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    write(draw(connection(900), 5), date(2031, 5, 1), sheet)
    rows = read(sheet)
    assert len(rows) == 250
    assert not {"verdict", "sample", "claim", "attainment", "off", "link"} & set(rows[0])
    assert not {"met", "missed", "random", "loudest"} & {cell for row in rows for cell in row.values()}


def filled(folder: Path, said: list[tuple[str, str, str]]) -> Path:
    """A sheet of random verdicts, of which readers have filled the first rows; every verdict is met."""
    sheet = folder / "sheet.csv"
    verdicts = connection(900)
    verdicts.execute("DELETE FROM verdicts WHERE verdict <> 'met'")
    write([row for row in draw(verdicts, 5) if row["sample"] == "random"], date(2031, 5, 1), sheet)
    rows = read(sheet)
    for row, (target, figure, verdict) in zip(rows, said, strict=False):
        row |= {"target_is": target, "figure_is": figure, "verdict_is": verdict}
    pl.DataFrame(rows).write_csv(sheet)
    return sheet


def test_a_verdict_is_right_where_all_three_are(tmp_path: Path) -> None:
    said = [("yes", "yes", "met"), ("yes", "yes", "near"), ("no", "yes", ""), ("yes", "no", "met"), ("yes", "arguable", "met"), ("yes", "yes", "arguable")]  # fmt: skip
    given = [row["answer"] for row in answers(filled(tmp_path, said))]
    assert given == ["right", "wrong", "wrong", "wrong", "arguable", "arguable"]


@pytest.mark.parametrize("said", [("perhaps", "yes", "met"), ("yes", "", "met"), ("yes", "yes", "kept")])
def test_another_word_in_a_cell_is_refused_with_the_words_that_may_stand_there(
    tmp_path: Path, said: tuple[str, str, str]
) -> None:
    with pytest.raises(ValueError, match="arguable"):
        answers(filled(tmp_path, [said]))


def test_the_counts_of_a_draw_go_into_the_table_and_replace_those_of_the_same_draw(tmp_path: Path) -> None:
    table = tmp_path / "verdict_checks.csv"
    table.write_bytes(verdict_checks.FILE.read_bytes())
    before = verdict_checks.read(table).height
    for right in (2, 3):
        said = answers(filled(tmp_path, [("yes", "yes", "met")] * right + [("no", "yes", "")]))
        verdict_checks.write(verdict_checks.counted(said, "2031-05-01", "9.0.0"), table)
    rows = verdict_checks.read(table).filter(version="9.0.0")
    assert verdict_checks.read(table).height == before + 3
    assert rows.filter(kind="all").select("read", "right", "wrong").rows() == [(4, 3, 1)]
    assert str(rows.filter(kind="verdict").item(0, "precision")) == "0.7500"


def test_the_contexts_are_cut_from_both_reports(tmp_path: Path) -> None:
    verdicts = duckdb.connect()
    text = "今年要新修河堤三十里。" * 19
    for table, columns in {
        "reports": f"'r1' AS report_id, '{text}' AS text UNION ALL SELECT 'r2', '去年新修河堤二十里。'",
        "targets": "'r1@4' AS target_id, 'r1' AS report_id, '100000' AS region_code, 2031 AS year, '2031' AS period, '河堤' AS indicator, 'amount' AS measure, 'exact' AS bound, 30 AS value, NULL AS value_high, '里' AS unit, NULL AS area, 102 AS char_start, 109 AS char_end",
        "achieved": "'r2@4' AS target_id, 'r2' AS report_id, 2 AS char_start, 9 AS char_end",
        "candidates": "'r2@4' AS statistic_id, '河堤' AS indicator, '2031' AS period, NULL AS value_bound, 20 AS value, '里' AS unit, NULL AS area, '报告' AS source_title",
        "outcomes": "'r1@4' AS target_id, 'r2@4' AS statistic_id, 'missed' AS status, 'amount' AS rule, 'code' AS link, NULL AS claim, NULL AS claim_quote, 0.667 AS attainment, -10 AS margin, TRUE AS counted",
    }.items():
        (tmp_path / table).mkdir()
        verdicts.execute(f"COPY (SELECT {columns}) TO '{tmp_path / table}/2031.parquet'")
    (row,) = draw(draw_verdicts.verdicts(tmp_path), 1, each=0)
    assert "⟦新修河堤三十里⟧" in row["target_text"]
    assert "⟦新修河堤二十里⟧" in row["figure_text"]
    assert len(row["target_text"]) == 60 + 9 + 60
    assert str(row["margin_close"]) == "5"
