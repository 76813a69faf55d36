"""Every rule has examples and refusals beside it (rules/<rule>.tsv), and keeps them; a refusal's sentence begins with !."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.explaining.explain import readings
from pipelines.targets import rules
from pipelines.targets.extract import extract

FOLDER = Path(rules.__file__).parent
ALL = {rules.name_of(rule): rule for rule in (*rules.LIST_RULES, *rules.RULES)}
COLUMNS = ("indicator", "measure", "bound", "value", "value_high", "unit", "action")


def rows(rule: str) -> list[dict[str, str]]:
    with (FOLDER / f"{rule}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


EXAMPLES = [(rule, row) for rule in ALL for row in rows(rule) if not row["sentence"].startswith("!")]
REFUSALS = [(rule, row["sentence"][1:]) for rule in ALL for row in rows(rule) if row["sentence"].startswith("!")]


@pytest.mark.parametrize(("rule", "row"), EXAMPLES, ids=[f"{rule}: {row['sentence']}" for rule, row in EXAMPLES])
def test_a_rule_reads_its_examples(rule: str, row: dict[str, str]) -> None:
    if not row["indicator"]:
        reasons = [parsed.reason for _, parsed in readings(row["sentence"]) if not parsed.members]
        assert ALL[rule].REASON in reasons
        return
    first = extract(row["sentence"] + "。", "650000", 2023)[0]
    cells = {name: "" if first[name] is None else str(first[name]) for name in COLUMNS}
    for name in ("value", "value_high"):
        cells[name] = f"{Decimal(cells[name]).normalize():f}" if cells[name] else ""
    assert cells == {name: row[name] for name in COLUMNS}
    assert first["rule"] == rule


@pytest.mark.parametrize(("rule", "sentence"), REFUSALS, ids=[f"{rule}: {sentence}" for rule, sentence in REFUSALS])
def test_a_rule_leaves_its_refusals_alone(rule: str, sentence: str) -> None:
    assert rule not in {row["rule"] for row in extract(sentence + "。", "650000", 2023)}
    if hasattr(ALL[rule], "REASON"):
        assert ALL[rule].REASON not in [parsed.reason for _, parsed in readings(sentence)]


@pytest.mark.parametrize("rule", ALL)
def test_every_rule_has_a_sentence_examples_and_refusals_and_matches_no_empty_text(rule: str) -> None:
    assert ALL[rule].__doc__ and ":" in ALL[rule].__doc__
    assert len([1 for name, _ in EXAMPLES if name == rule]) >= 2
    assert len([1 for name, _ in REFUSALS if name == rule]) >= 2
    assert not ALL[rule].PATTERN.search("")
    assert len((FOLDER / f"{rule}.py").read_text(encoding="utf-8").splitlines()) <= 90


def test_every_rule_file_is_in_the_order_of_rules() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert files == set(ALL)
