"""Second readings: what a file of them has to hold, and which of them hold beside the texts and figures that are at hand now."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.outcomes.applied import apply, in_force, quote_sha256, to_read_anew
from pipelines.outcomes.readings import COLUMNS, OPTIONAL, read
from schemas.errors import InputError

HEADER = (*COLUMNS, *OPTIONAL)
TEXT, LATER, ANOTHER = "a" * 64, "b" * 64, "c" * 64
QUOTE, STATED = "粮食产量达到50万吨以上", "粮食产量52万吨"
# Of a target that the next report answers.
ANSWERED = {
    "target_id": "620000-2023@10", "statistic_id": "620000-2024@20", "finding": "confirmed", "date": "2025-05-06",
    "reader": "somebody, machine-assisted", "text_sha256": TEXT, "value": "50", "unit": "万吨", "figure_value": "52", "figure_unit": "万吨",
    "quote_sha256": quote_sha256(QUOTE), "figure_text_sha256": LATER, "figure_quote_sha256": quote_sha256(STATED),
}  # fmt: skip
# Of one that a published figure answers.
PUBLISHED = ANSWERED | {
    "target_id": "620000-2023@30", "statistic_id": "620000-2023-0123456789ab", "value": "7", "unit": "%", "figure_value": "6.8",
    "figure_unit": "%", "quote_sha256": "", "figure_text_sha256": "", "figure_quote_sha256": "",
}  # fmt: skip


def write(raw: Path, *rows: dict[str, str], name: str = "ours.csv", header: tuple[str, ...] = HEADER) -> Path:
    path = raw / "readings" / name
    path.parent.mkdir(exist_ok=True)
    lines = [header, *([f'"{row.get(column, "")}"' for column in header] for row in rows)]
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def statement(target_id: str, value: str, unit: str, quote: str) -> dict[str, Any]:
    return {"target_id": target_id, "report_id": target_id[:11], "value": Decimal(value), "unit": unit, "quote": quote}


def tables(
    *,
    text: str = TEXT,
    later: str = LATER,
    targets: list[dict[str, Any]] | None = None,
    achieved: list[dict[str, Any]] | None = None,
    reports: tuple[str, ...] = ("620000-2023", "620000-2024"),
    figure: str = "6.8",
) -> dict[str, pl.DataFrame]:
    """What is at hand of both targets; each test says what is another than it was read."""
    both = [statement("620000-2023@10", "50", "万吨", QUOTE), statement("620000-2023@30", "7", "%", "增长7%")]
    stated = [statement("620000-2024@20", "52", "万吨", STATED)]
    hashes = {"620000-2023": text, "620000-2024": later}
    schema = {
        "target_id": pl.String,
        "report_id": pl.String,
        "value": pl.Decimal(24, 6),
        "unit": pl.String,
        "quote": pl.String,
    }
    figures = {"statistic_id": ["620000-2023-0123456789ab"], "value": [Decimal(figure)], "unit": ["%"]}
    return {
        "targets": pl.DataFrame(both if targets is None else targets, schema=schema),
        "achieved": pl.DataFrame(stated if achieved is None else achieved, schema=schema),
        "reports": pl.DataFrame([{"report_id": report, "text_sha256": hashes[report]} for report in reports]),
        "statistics": pl.DataFrame(figures, schema_overrides={"value": pl.Decimal(24, 6)}),
    }


def applied(raw: Path, at_hand: dict[str, pl.DataFrame], *rows: dict[str, str]) -> list[dict[str, Any]]:
    write(raw, *rows)
    return apply(read(raw), at_hand, [2023], raw / "readings").to_dicts()


def test_a_reading_of_the_same_texts_holds(tmp_path: Path) -> None:
    rows = applied(tmp_path, tables(), ANSWERED, PUBLISHED)
    assert [(row["file"], row["row"], row["state"], row["reason"]) for row in rows] == [
        ("ours.csv", 2, "in_force", None),
        ("ours.csv", 3, "in_force", None),
    ]


def test_readings_of_other_years_wait_for_their_year(tmp_path: Path) -> None:
    write(tmp_path, ANSWERED)
    assert apply(read(tmp_path), tables(), [2022, 2024], tmp_path).is_empty()


def test_where_no_reading_is_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path).is_empty()


@pytest.mark.parametrize("reports", [("620000-2024",), ("620000-2023",)])
def test_a_reading_whose_report_is_not_at_hand_is_passed_over(tmp_path: Path, reports: tuple[str, ...]) -> None:
    (row,) = applied(tmp_path, tables(reports=reports), ANSWERED)
    assert row["state"] == "not_at_hand"
    assert ("620000-2023" in row["reason"]) == ("620000-2023" not in reports)


def test_in_another_text_what_was_read_is_known_by_number_unit_and_quote(tmp_path: Path) -> None:
    moved = [
        statement("620000-2023@15", "50", "万吨", "粮食产量达到\n50万吨以上"),
        statement("620000-2023@99", "50", "万吨", "蔬菜产量50万吨"),
    ]
    (row,) = applied(tmp_path, tables(text=ANOTHER, targets=moved), ANSWERED)
    assert (row["state"], row["target_id"], row["statistic_id"]) == ("in_force", "620000-2023@15", "620000-2024@20")


def test_a_figure_moves_with_its_report_too(tmp_path: Path) -> None:
    stated = [statement("620000-2024@25", "52", "万吨", STATED)]
    (row,) = applied(tmp_path, tables(later=ANOTHER, achieved=stated), ANSWERED)
    assert (row["state"], row["target_id"], row["statistic_id"]) == ("in_force", "620000-2023@10", "620000-2024@25")


@pytest.mark.parametrize(
    ("rows", "times"),
    [
        ([], "is not in it"),
        ([statement("620000-2023@15", "55", "万吨", QUOTE)], "is not in it"),
        ([statement("620000-2023@15", "50", "万亩", QUOTE)], "is not in it"),
        ([statement(f"620000-2023@{at}", "50", "万吨", QUOTE) for at in (15, 90)], "stands in it 2 times"),
    ],
)
def test_what_another_text_does_not_hold_once_is_to_be_read_anew(
    tmp_path: Path, rows: list[dict[str, Any]], times: str
) -> None:
    write(tmp_path, ANSWERED)
    result = apply(read(tmp_path), tables(text=ANOTHER, targets=rows), [2023], tmp_path / "readings")
    assert result["state"].to_list() == ["read_anew"]
    (sentence,) = to_read_anew(result)
    assert sentence.startswith("readings/ours.csv, row 2") and times in sentence and "50万吨" in sentence
    assert in_force(result).is_empty()


def test_a_figure_that_its_publisher_changed_is_to_be_read_anew(tmp_path: Path) -> None:
    (row,) = applied(tmp_path, tables(figure="6.9"), PUBLISHED)
    assert row["state"] == "read_anew" and "6.8%" in row["reason"] and "6.9%" in row["reason"]


@pytest.mark.parametrize(
    ("row", "at_hand", "reason"),
    [
        (ANSWERED, {"targets": []}, "no 50万吨 is read any more at 620000-2023@10"),
        (ANSWERED, {"targets": [statement("620000-2023@10", "5", "万吨", QUOTE)]}, "is 5万吨 and was 50万吨"),
        (ANSWERED, {"achieved": []}, "no 52万吨 is read any more at 620000-2024@20"),
        (PUBLISHED | {"statistic_id": "620000-2023-ffffffffffff"}, {}, "no figure 620000-2023-ffffffffffff"),
    ],
)
def test_what_is_gone_from_the_same_text_stops_the_run(
    tmp_path: Path, row: dict[str, str], at_hand: dict[str, Any], reason: str
) -> None:
    write(tmp_path, PUBLISHED | {"target_id": "620000-2020@1"}, row)
    given = tables(**at_hand)
    given["statistics"] = given["statistics"].with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in ("region_code", "indicator", "indicator_id", "period", "measure", "value_bound",
          "unit_base", "source_title", "publisher", "source_kind", "published_precision", "source_url", "serves")),
        pl.lit(None, pl.Decimal(30, 6)).alias("value_base"), pl.lit(None, pl.Date).alias("published"),
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        apply(read(tmp_path), given, [2023], tmp_path / "readings")
    assert str(error.value).startswith(f"{tmp_path / 'readings' / 'ours.csv'}, row 3: ")
    assert reason in str(error.value) and "Read both places again" in str(error.value)


def test_growth_that_is_worked_out_from_two_levels_can_be_read_too(tmp_path: Path) -> None:
    from pipelines.outcomes.judge import derived
    from tests.outcomes.conftest import FIGURE, table

    levels = [
        FIGURE | {"statistic_id": f"650000-{year}-{digit * 12}", "period": year, "indicator_id": "income_all", "measure": "amount", "value": value, "unit": "元"}
        for year, digit, value in (("2022", "a", "20000"), ("2023", "b", "25000"))
    ]  # fmt: skip
    statistics = table("statistics", levels)
    (growth,) = derived(statistics).to_dicts()
    row = PUBLISHED | {"statistic_id": growth["statistic_id"], "figure_value": "25"}
    (result,) = applied(tmp_path, tables() | {"statistics": statistics}, row)
    assert result["state"] == "in_force"


def test_several_may_read_the_same_pair_which_counts_once(tmp_path: Path) -> None:
    write(tmp_path, ANSWERED)
    write(tmp_path, ANSWERED | {"reader": "another"}, name="theirs.csv")
    result = apply(read(tmp_path), tables(), [2023], tmp_path)
    assert result.height == 2
    assert in_force(result).rows() == [("620000-2023@10", "620000-2024@20", "confirmed")]


def test_readings_that_disagree_stop_the_run_and_both_are_named(tmp_path: Path) -> None:
    write(tmp_path, ANSWERED)
    write(tmp_path, ANSWERED | {"finding": "wrong_figure"}, name="theirs.csv")
    with pytest.raises(
        InputError, match=r"theirs\.csv, row 2: it says wrong_figure .*ours\.csv, row 2, says confirmed"
    ):
        read(tmp_path)


@pytest.mark.parametrize(
    ("other", "agrees"),
    [("confirmed", False), ("wrong_verdict", False), ("wrong_figure", True), ("wrong_target", True)],
)
def test_a_target_that_is_wrong_beside_one_figure_is_not_right_beside_another(
    tmp_path: Path, other: str, agrees: bool
) -> None:
    beside = ANSWERED | {"statistic_id": "620000-2024@90", "finding": other}
    write(tmp_path, ANSWERED | {"finding": "wrong_target"}, beside)
    if agrees:
        assert read(tmp_path).height == 2
    else:
        with pytest.raises(InputError, match=rf"row 3: it says {other} .*row 2, says wrong_target"):
            read(tmp_path)


def test_readings_of_two_texts_that_are_one_pair_now_have_to_agree_too(tmp_path: Path) -> None:
    older = ANSWERED | {"target_id": "620000-2023@5", "text_sha256": ANOTHER, "finding": "wrong_verdict"}
    write(tmp_path, ANSWERED, older)
    with pytest.raises(InputError, match=r"row 3: it says wrong_verdict .* says confirmed"):
        apply(read(tmp_path), tables(), [2023], tmp_path)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"finding": ""}, "row 2, column finding"),
        ({"finding": "right"}, "row 2, column finding"),
        ({"reader": ""}, "row 2, column reader"),
        ({"date": "6.5.2025"}, "row 2, column date"),
        ({"value": "ca. 50"}, "row 2, column value"),
        ({"text_sha256": "abc"}, "row 2, column text_sha256"),
        ({"target_id": "620000@10"}, "row 2, column target_id"),
        ({"statistic_id": "figure 3"}, "row 2, column statistic_id"),
        ({"figure_text_sha256": ""}, "row 2, column figure_text_sha256"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_place(tmp_path: Path, cells: dict[str, str], place: str) -> None:
    path = write(tmp_path, ANSWERED | cells)
    with pytest.raises(InputError) as error:
        read(tmp_path)
    assert str(error.value).startswith(f"{path}, {place}: ")
    assert error.value.cure


@pytest.mark.parametrize("header", [HEADER[1:], (*HEADER, "verdict")])
def test_a_header_that_lacks_a_column_or_has_one_too_many_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    write(tmp_path, ANSWERED, header=header)
    with pytest.raises(InputError, match="row 1"):
        read(tmp_path)


def test_what_may_be_left_out_may_be_left_out(tmp_path: Path) -> None:
    write(tmp_path, PUBLISHED, header=COLUMNS)
    assert read(tmp_path).height == 1
