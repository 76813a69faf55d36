"""Every question about a figure has examples and refusals beside it (facts/<question>.tsv), and keeps them.

The figure is the last of its sentence, in a report of 2024; the sentence stands under a heading, where none is named under that of the
plan. A refusal's sentence begins with !: it has words that look like an answer, and are none.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipelines.targets import facts
from pipelines.targets.facts.figure import Figure, figures
from pipelines.targets.grammar import parse
from pipelines.targets.parts import Sentence, sentences
from pipelines.targets.reading import read
from pipelines.targets.statements import columns
from schemas import contract, model

YEAR, PLAN = 2024, "2024年工作安排"
FOLDER = Path(facts.__file__).parent
ALL = {fact.__name__.rpartition(".")[2]: fact for fact in facts.FACTS}


class Case(NamedTuple):
    fact: str
    refused: bool
    sentence: str
    heading: str
    answer: str


def cases(fact: str) -> Iterator[Case]:
    with (FOLDER / f"{fact}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sentence = row["sentence"]
            yield Case(
                fact, sentence.startswith("!"), sentence.lstrip("!"), row["heading"] or PLAN, row["answer"] or ""
            )


CASES = [case for fact in ALL for case in cases(fact)]


def last_figure(case: Case) -> tuple[Figure, Sentence]:
    reading = read(f"{YEAR}年某省政府工作报告\n一、{case.heading}\n{case.sentence}。\n")
    parses = [parsed for parsed in parse(reading, sentences(reading.text, YEAR)) if parsed.members]
    return figures(reading, parses[-1], YEAR)[-1], parses[-1].sentence


def printed(answer: Any) -> str:
    """An answer as the tables of examples have it: an empty one is empty, and the parts of several stand between bars."""
    if isinstance(answer, tuple):
        return "|".join(map(printed, answer)).rstrip("|")
    if isinstance(answer, Decimal):
        return f"{answer.normalize():f}"
    return "" if answer is None else str(answer)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.fact}: {case.sentence}" for case in CASES])
def test_a_question_has_the_answers_of_its_examples_and_refusals(case: Case) -> None:
    figure, sentence = last_figure(case)
    asked = figure.before if case.fact == "tense" else figure
    assert printed(ALL[case.fact].read(asked, sentence)) == case.answer


@pytest.mark.parametrize("fact", ALL)
def test_every_question_has_a_sentence_examples_and_refusals(fact: str) -> None:
    assert ALL[fact].__doc__ and ":" in ALL[fact].__doc__
    assert len([case for case in CASES if case.fact == fact and not case.refused]) >= 2
    assert len([case for case in CASES if case.fact == fact and case.refused]) >= 2
    assert len((FOLDER / f"{fact}.py").read_text(encoding="utf-8").splitlines()) <= 90


def patterns(fact: object) -> Iterable[tuple[str, re.Pattern[str]]]:
    return [(name, value) for name, value in vars(fact).items() if isinstance(value, re.Pattern)]


@pytest.mark.parametrize("fact", ALL)
def test_no_pattern_of_a_question_matches_the_empty_text(fact: str) -> None:
    assert [name for name, pattern in patterns(ALL[fact]) if pattern.search("")] == []


def test_every_file_of_the_folder_is_a_question_with_its_examples() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "figure"}
    assert modules == {path.stem for path in FOLDER.glob("*.tsv")} == set(ALL)


def test_a_statement_has_the_columns_of_the_contract_in_its_order() -> None:
    assert columns() == (*contract.dtypes(model("achieved")), "tense")
    assert set(contract.dtypes(model("targets"))) - {"repeats", "list_id"} < set(columns()), (
        "what repeats, and what stands in a list, is told of a whole report"
    )
