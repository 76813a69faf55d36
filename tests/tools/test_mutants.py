"""Edits of a mutation trial: what is changed, one thing at a time, and what is left alone."""

from pathlib import Path

import pytest

from tools.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]


def edits(folder: Path, sql: str) -> list[str]:
    """The texts that the edits of a piece of SQL give."""
    (folder / "one.sql").write_text(sql, encoding="utf-8")
    return [sql[: edit.start] + edit.after + sql[edit.end :] for edit in mutants(folder, "one.sql")]


@pytest.mark.parametrize(
    ("sql", "edited"),
    [
        ("SELECT a < 1", ["SELECT a <= 1", "SELECT a < 2"]),
        ("SELECT 0.5", ["SELECT 1.5"]),
        ("SELECT 'met'", ["SELECT 'met~'"]),
        ("SELECT '新建|建成'", ["SELECT '建成'", "SELECT '新建'"]),
        ("FROM a LEFT JOIN b USING (x, y)", ["FROM a  JOIN b USING (x, y)", "FROM a LEFT JOIN b USING (y)", "FROM a LEFT JOIN b USING (x)"]),
        ("WHERE a", ["WHERE true"]),
        ("WHERE a AND b", ["WHERE true AND b", "WHERE a OR b", "WHERE a AND true"]),
        ("WHERE (a OR b) GROUP BY c", ["WHERE true GROUP BY c", "WHERE (a AND b) GROUP BY c"]),
        ("WHERE a IS NULL", ["WHERE true", "WHERE a IS NOT NULL"]),
        ("WHERE a BETWEEN b AND c AND d", ["WHERE true AND d", "WHERE a BETWEEN b AND c OR d", "WHERE a BETWEEN b AND c AND true"]),
        ("ORDER BY a DESC NULLS LAST", ["ORDER BY a ASC NULLS LAST", "ORDER BY a DESC NULLS FIRST"]),
    ],
)  # fmt: skip
def test_each_edit_of_sql_changes_one_thing(tmp_path: Path, sql: str, edited: list[str]) -> None:
    assert sorted(edits(tmp_path, sql)) == sorted(edited)


@pytest.mark.parametrize(
    "sql", ["-- a = 1 AND b", "CREATE OR REPLACE TABLE a", "SELECT a::DECIMAL(30, 6)", "SELECT x -> y", ""]
)
def test_comments_types_and_arrows_are_left_alone(tmp_path: Path, sql: str) -> None:
    assert edits(tmp_path, sql) == []


def test_every_number_date_and_code_of_a_rule_is_exchanged_and_every_row_left_out() -> None:
    shown = [edit.edit for edit in mutants(ROOT, "schemas/codelists/method_constants.csv")]
    (row,) = (ROOT / "schemas/codelists/method_constants.csv").read_text(encoding="utf-8").splitlines()[1:]
    constant, value, unit, since, reference = row.split(",")
    assert f"[{row} → ]" in "".join(shown)
    assert f"{constant},[{value} → {2 * int(value)}],{unit},{since},{reference}" in shown
    assert f"{constant},{value},{unit},[{since} → 2100-01-01],{reference}" in shown


def test_an_edit_is_named_by_its_line_so_that_lines_above_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "one.sql").write_text("SELECT a\nWHERE b < c\n", encoding="utf-8")
    names = {edit.edit for edit in mutants(tmp_path, "one.sql")}
    (tmp_path / "one.sql").write_text("-- why\nSELECT a\nWHERE b < c\n", encoding="utf-8")
    assert (
        {edit.edit for edit in mutants(tmp_path, "one.sql")} == names == {"WHERE [b < c → true]", "WHERE b [< → <=] c"}
    )
