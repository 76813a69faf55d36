"""The rows of ``targets`` and ``achieved``: of each figure the answers to all questions, in the columns of the contract.

Belongs here: which answer stands in which column. Does not: any answer (``facts``), or the grammar.
"""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from pipelines.targets import indicators
from pipelines.targets.facts import (
    amount,
    area,
    aspect,
    base_period,
    binding,
    comparison,
    period,
    price_basis,
    quote,
    strength,
    tense,
)
from pipelines.targets.facts.figure import Figure, figures
from pipelines.targets.grammar import Parse
from pipelines.targets.parts import Sentence
from pipelines.targets.quoting import cell
from pipelines.targets.reading import Reading
from pipelines.targets.rules import Member


@cache
def columns() -> tuple[str, ...]:
    """The columns of a statement in the order of the contract, then ``tense`` (target or achieved)."""
    import schemas
    from schemas import contract

    return *contract.dtypes(schemas.model("achieved")), "tense"


def statements(
    reading: Reading, parses: Iterable[Parse], region_code: str | None, year: int | None
) -> list[dict[str, Any]]:
    """The rows of what the grammar read, in the order of the text; of two at one place the first counts."""
    report_id = f"{region_code}-{year}" if region_code and year else None
    report = dict.fromkeys(columns()) | {"report_id": report_id, "region_code": region_code, "year": year}
    rows: dict[str, dict[str, Any]] = {}
    for sentence, of_sentence in groupby(parses, attrgetter("sentence")):
        blank: dict[str, Any] = {}
        for parse in of_sentence:
            for number, figure in enumerate(figures(reading, parse, year, region_code), 1):
                blank = blank or report | _place(reading, sentence)
                target_id = _target_id(report_id, reading.at(parse.quantity.at), number)
                if target_id not in rows:
                    rows[target_id] = row = blank.copy()
                    row["target_id"], row["rule"] = target_id, parse.rule
                    _fill(row, figure, sentence)
    return list(rows.values())


def _target_id(report_id: str | None, at: int, number: int) -> str:
    return f"{report_id or ''}@{at}" + (f".{number}" if number > 1 else "")


def _place(reading: Reading, sentence: Sentence) -> dict[str, Any]:
    return {"section": cell(reading, sentence.section), "paragraph": cell(reading, sentence.lead)}


# What is called so of a district or a zone is seldom its gross domestic product.
_OF_THE_WHOLE = ("经济总量",)


def _code(member: Member, area: str | None) -> str | None:
    """The code of a name, or of what its verb makes of it: 制定 and 政府规章; none of a loose name that is of a part."""
    if area and member.indicator in _OF_THE_WHOLE:
        return None
    code = indicators.code(member.indicator)
    return indicators.code(member.action + member.indicator) if code is None and member.action else code


def _fill(row: dict[str, Any], figure: Figure, sentence: Sentence) -> None:
    """Put the answers into a row; its columns are there already, so that their order is that of the contract."""
    member, how_much = figure.member, amount.read(figure, sentence)
    row["tense"] = tense.ACHIEVED if figure.achieved else tense.TARGET
    row["period"], row["period_kind"], row["period_in_doubt"] = period.read(figure, sentence)
    row["base_period"] = base_period.read(figure, sentence)
    row["aspect"], row["area"] = aspect.read(figure, sentence), area.read(figure, sentence)
    row["price_basis"] = price_basis.read(figure, sentence)
    row["indicator"], row["indicator_id"] = member.indicator, _code(member, row["area"])
    row["action"], row["measure"] = member.action, member.measure
    row["bound"], row["unit"] = how_much.bound, how_much.unit
    row["value"], row["value_high"] = how_much.value, how_much.value_high
    row["value_base"], row["value_high_base"] = how_much.value_base, how_much.value_high_base
    row["unit_base"] = how_much.unit_base
    row["comparator"] = comparison.read(figure, sentence)
    row["binding"], row["strength"] = binding.read(figure, sentence), strength.read(figure, sentence)
    row["quote"], row["char_start"], row["char_end"] = quote.read(figure, sentence)
