import json
from decimal import Decimal

import polars as pl
import pytest

import schemas
from schemas import contract
from schemas.errors import ContractError

UNIT = {"unit": "万吨", "dimension": "mass", "unit_base": "t", "factor": "10000"}
TABLES = [
    "reports", "targets", "achieved", "commitments", "project_lists", "claims", "statistics", "matches", "outcomes", "indicators", "indicator_relations",
    "polarities", "verdict_rules", "regions", "units", "codes", "rejects",
]  # fmt: skip


def split(*rows: dict[str, object]) -> tuple[pl.DataFrame, pl.DataFrame]:
    return contract.split(schemas.model("units"), rows, "units")


def test_rows_that_keep_the_contract_come_back_typed() -> None:
    good, rejects = split(UNIT)
    assert good.to_dicts() == [UNIT | {"factor": Decimal(10000)}]
    assert rejects.is_empty()


@pytest.mark.parametrize(
    ("broken", "column", "reason"),
    [
        ({"factor": "ten"}, "factor", "'ten' is no number"),
        ({"factor": "NaN"}, "factor", "no finite number"),
        ({"factor": 0.1}, "factor", "binary number"),
        ({"factor": "0.00000001"}, "factor", "more than 6 decimal places"),
        ({"factor": "1000000000000000000"}, "factor", "more than 18 digits before the point"),
        ({"factor": "1" + "0" * 60}, "factor", "more than 18 digits before the point"),
        ({"factor": "1." + "0" * 60 + "1"}, "factor", "more than 6 decimal places"),
        ({"factor": "-1"}, "factor", "'-1.000000' breaks it"),
        ({"factor": ""}, "factor", "None breaks it"),
        ({"unit_base": None}, "unit_base", "None breaks it"),
        ({"dimension": "=1+1"}, "dimension", "'=1+1' begins with '='"),
        ({"dimension": "@mass"}, "dimension", "'@mass' begins with '@'"),
        ({"dimension": "-mass"}, "dimension", "'-mass' begins with '-'"),
    ],
)
def test_a_row_that_breaks_a_rule_is_set_apart_whole_with_column_and_reason(
    broken: dict[str, object], column: str, reason: str
) -> None:
    good, rejects = split(UNIT | {"unit": "吨"}, UNIT | broken)
    assert good["unit"].to_list() == ["吨"]
    (reject,) = rejects.to_dicts()
    assert (reject["table"], reject["row"], reject["column"]) == ("units", 2, column)
    assert reason in reject["reason"]
    assert json.loads(reject["record"]) == json.loads(json.dumps(UNIT | broken))


@pytest.mark.parametrize(
    "factor", ["0.00000001", "1000000000000000000", "NaN", "-1", "10000", "0.1000000000", "1E+3", "999999999999999999"]
)
def test_a_typed_cell_is_taken_and_refused_as_its_text_is(factor: str) -> None:
    rows = [UNIT | {"unit": "吨"}, UNIT | {"unit": "斤", "factor": None}, UNIT | {"factor": factor}]
    typed = [row | {"factor": row["factor"] and Decimal(row["factor"])} for row in rows]
    (as_text, text_rejects), (as_typed, typed_rejects) = split(*rows), split(*typed)
    assert as_typed.equals(as_text)
    assert typed_rejects.select("row", "column", "rule").equals(text_rejects.select("row", "column", "rule"))
    assert {json.loads(record)["factor"] for record in typed_rejects.filter(pl.col("row") == 3)["record"]} <= {
        str(Decimal(factor))
    }


def test_whole_numbers_and_truths_that_are_typed_fit_their_column_or_are_set_apart() -> None:
    of_list = {"list_id": "650000-2023@7", "report_id": "650000-2023", "region_code": "650000", "name": "民生实事"}
    of_list |= {"year": 2023, "items": 10, "quote": "办好十件民生实事", "char_start": 0, "char_end": 8}
    rows = [
        of_list,
        of_list | {"list_id": "650000-2023@9", "items": 2**31},
        of_list | {"list_id": "650000-2023@11", "items": True},
    ]
    good, rejects = contract.split(schemas.model("project_lists"), rows, "project_lists")
    assert good["items"].to_list() == [10]
    assert [*rejects.select("row", "column", "reason").iter_rows()] == [
        (2, "items", "2147483648 is too large"),
        (3, "items", "True is no whole number"),
    ]


def test_a_row_that_breaks_two_rules_is_told_twice() -> None:
    _, rejects = split(UNIT | {"factor": "x", "dimension": "=1"})
    assert sorted(rejects["column"]) == ["dimension", "factor"]


def test_all_rows_of_a_repeated_key_are_set_apart() -> None:
    good, rejects = split(UNIT, UNIT, UNIT | {"unit": "吨"})
    assert good["unit"].to_list() == ["吨"]
    assert rejects["row"].to_list() == [1, 2]
    assert set(rejects["column"]) == {"unit"}


def test_a_whole_table_that_breaks_its_contract_is_refused_with_every_fault() -> None:
    frame = pl.DataFrame(
        {"unit": ["=1"], "dimension": [None], "unit_base": ["t"], "factor": [Decimal(-1)]},
        schema=contract.dtypes(schemas.model("units")),
    )
    with pytest.raises(ContractError) as error:
        contract.check(schemas.model("units"), frame, "units.parquet")
    for part in ("units.parquet", "unit breaks", "dimension breaks", "factor breaks"):
        assert part in str(error.value)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_what_it_is_and_what_stands_in_each_column(name: str) -> None:
    model = schemas.model(name)
    assert model.__doc__
    assert contract.primary_key(model)
    for column, spec in model.to_schema().columns.items():
        assert spec.title, column
        assert spec.description and spec.description.endswith("."), column


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(
        LookupError, match=r"neither schemas/unheard_of\.py nor schemas/codelists/contracts\.py has a class UnheardOf"
    ):
        schemas.model("unheard_of")


def test_reject_tables_share_one_contract() -> None:
    assert schemas.model("targets_rejects") is schemas.model("statistics_rejects")
