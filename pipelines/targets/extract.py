"""From a report's text to its statements: the quantities it promises, and those it states of the past.

Belongs here: the way through the grammar, and the columns of a row. Does not: any construction (``rules``) or word (``lexicon``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.targets import comparators, indicators, lexicon, rules
from pipelines.targets.clauses import REACH, Clause, Item, clauses, items
from pipelines.targets.quantities import Quantity, find
from pipelines.targets.reading import Reading, read
from pipelines.targets.refusals import refusal
from pipelines.targets.rules import Context, Found
from pipelines.targets.structure import REVIEW, Sentence, sentences
from schemas import codelists

_QUOTED = re.compile(r"“[^”]+”")
_DEADLINE = re.compile(r"到(?P<year>\d{4})年")
_WITHIN = re.compile(r"(?P<years>[一二两三四五六七八九十]|\d)年(?:之)?内")
_PAST = re.compile(
    r"^(?:去年|上年|过去)|(?:(?<![比较为])(?:去年|上年)|已)[^,]{0,12}(?:完成|实现|建成|达到|增长)(?!的|.*基础上)"
)
# How far back the words reach that tell strength, deadline and tense; how much of an endless clause is quoted; and how far
# around a quote is looked for another of the same words.
_CONTEXT, _LONGEST_QUOTE, _NEIGHBOURHOOD = 200, 300, 50_000
_BULLETS = " \t\n　-—–·•*●■◆=+@、,，;；。)）"


@dataclass(frozen=True)
class Taken:
    """A quantity with what became of it: the readings and the rule that gave them, or the reason why none did."""

    quantity: Quantity
    clause: Clause
    sentence: Sentence
    found: tuple[Found, ...]
    rule: str | None
    reason: str | None = None


def extract(text: str, region_code: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
    """All statements of a report, in the order of the text.

    Args:
        text: the canonical text.
        region_code: GB/T 2260 code; null columns where not known.
        year: report year; ``period`` is null where it would be the report's year and that is not known.

    Returns:
        One dict a statement: the columns of ``schemas.statement`` in their order, then ``tense`` (target or achieved).
    """
    reading = read(text)
    rows, seen = [], set()
    for taken in take(reading, year):
        for number, found in enumerate(taken.found, 1):
            row = _row(reading, taken, found, number, region_code, year)
            if row["target_id"] not in seen:
                seen.add(row["target_id"])
                rows.append(row)
    return rows


def take(reading: Reading, year: int | None) -> Iterator[Taken]:
    """Every quantity of a reading with the rule that took it, or the reason why it was thrown away."""
    quantities = _in_order(find(reading.text), comparators.find(reading.text))
    first = 0
    for sentence in sentences(reading.text, year):
        while first < len(quantities) and quantities[first].start < sentence.start:
            first += 1
        last = first
        while last < len(quantities) and quantities[last].end <= sentence.end:
            last += 1
        if last > first:
            yield from _take_sentence(reading.text, sentence, quantities[first:last])
        first = last


def _in_order(*found: Iterator[Quantity]) -> list[Quantity]:
    """Quantities and comparisons in the order of the text, without those that stand inside one before them."""
    kept: list[Quantity] = []
    for quantity in sorted((one for each in found for one in each), key=lambda one: (one.start, -one.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _take_sentence(text: str, sentence: Sentence, quantities: list[Quantity]) -> Iterator[Taken]:
    kept = []
    for quantity in quantities:
        reason = refusal(text, quantity, sentence)
        if reason is None:
            kept.append(quantity)
        elif quantity.unit:
            yield Taken(
                quantity,
                Clause(sentence.start, sentence.end, text[sentence.start : sentence.end], ()),
                sentence,
                (),
                None,
                reason,
            )
    context = Context()
    for clause in clauses(text, sentence.start, sentence.end, kept):
        if clause.quantities:
            yield from _take_clause(clause, sentence, context)
        else:
            context.topic = indicators.trim(clause.text[-REACH:])
        if quoted := _QUOTED.findall(clause.text):
            context.owner = quoted[-1]


def _take_clause(clause: Clause, sentence: Sentence, context: Context) -> Iterator[Taken]:
    for rule in rules.LIST_RULES:
        match = rule.match(clause.text) if len(clause.text) <= _LONGEST_QUOTE else None
        listed = rule.read(match, clause, context) if match else None
        if listed:
            for quantity, found in zip(_shared_bound(clause.quantities), listed, strict=False):
                context.heads += [one.indicator for one in found]
                context.measure = found[-1].measure
                yield Taken(quantity, clause, sentence, tuple(found), rules.name_of(rule))
            return
    context.action = None
    for item in items(clause):
        yield _take_item(item, clause, sentence, context)


def _take_item(item: Item, clause: Clause, sentence: Sentence, context: Context) -> Taken:
    for rule in rules.RULES:
        match = rule.PATTERN.search(item.text)
        found = rule.read(match, item, context) if match else None
        if found is None or any(not one.indicator for one in found):
            continue
        context.heads += [one.indicator for one in found if one.indicator not in context.heads[-1:]]
        context.measure = found[-1].measure if found else context.measure
        return Taken(item.quantity, clause, sentence, tuple(found), rules.name_of(rule), None if found else rule.REASON)
    return Taken(item.quantity, clause, sentence, (), None, "no rule takes it")


def _shared_bound(quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """Under 分别 a bound that only the last value has binds all: 分别控制在5%和3%以内."""
    last = quantities[-1].bound
    if last == "exact" or any(quantity.bound != "exact" for quantity in quantities[:-1]):
        return list(quantities)
    return [replace(quantity, bound=last) for quantity in quantities]


def _row(
    reading: Reading, taken: Taken, found: Found, number: int, region_code: str | None, year: int | None
) -> dict[str, Any]:
    quantity, sentence = taken.quantity, taken.sentence
    before = reading.text[max(sentence.start, quantity.at - _CONTEXT) : quantity.at]
    achieved = sentence.part == REVIEW or bool(_PAST.search(before))
    unit = quantity.unit
    start, end = _quote(reading, taken)
    report_id = f"{region_code}-{year}" if region_code and year else None
    base = codelists.base_unit(unit)
    high = quantity.value_high
    value = None if quantity.value is None else found.sign * quantity.value
    value_high = None if high is None else found.sign * high
    if value is not None and value_high is not None and value_high < value:
        value, value_high = value_high, value
    return {
        "target_id": f"{report_id or ''}@{reading.at(quantity.at)}" + (f".{number}" if number > 1 else ""),
        "report_id": report_id,
        "region_code": region_code,
        "year": year,
        "period": _period(before, sentence, year, achieved),
        "section": _told(reading, sentence.section),
        "paragraph": _told(reading, sentence.lead),
        "indicator": found.indicator,
        "indicator_id": codelists.indicator_id(found.indicator),
        "action": found.action,
        "measure": found.measure,
        "bound": None if value is None else _turned(quantity.bound, found.sign),
        "value": value,
        "value_high": value_high,
        "unit": unit or None,
        "value_base": _based(value, base, unit),
        "value_high_base": _based(value_high, base, unit),
        "unit_base": base[1] if base else None,
        "comparator": reading.canonical[slice(*reading.span(quantity.start, quantity.end))] if value is None else None,
        "binding": None if achieved else _binding(reading.text, quantity, sentence),
        "strength": None if achieved else _strength(before, reading.text[slice(*sentence.lead)]),
        "quote": reading.canonical[start:end],
        "char_start": start,
        "char_end": end,
        "rule": taken.rule,
        "tense": "achieved" if achieved else "target",
    }


def _based(value: Decimal | None, base: tuple[str, str, Decimal] | None, unit: str) -> Decimal | None:
    if value is None or base is None:
        return None
    # A doubling is compared as the factor that it means.
    return Decimal(2) ** value if unit == "番" else value * base[2]


def _turned(bound: str, sign: int) -> str:
    """下降3%以上 promises at most -3: the bound turns with the sign."""
    return {"at_least": "at_most", "at_most": "at_least"}.get(bound, bound) if sign < 0 else bound


def _told(reading: Reading, span: tuple[int, int] | None) -> str | None:
    """A stretch of the text as a cell: no leading sign that a spreadsheet would take for a formula, null where nothing is left."""
    if span is None:
        return None
    start, end = reading.span(*span)
    return reading.canonical[start:end].strip(_BULLETS) or None


def _period(before: str, sentence: Sentence, year: int | None, achieved: bool) -> str | None:
    if match := _DEADLINE.search(before):
        return match["year"]
    if sentence.five_years:
        return sentence.five_years
    if year is None:
        return None
    if achieved:
        return str(year - 1)
    if match := _WITHIN.search(before):
        years = "一二三四五六七八九十".find(match["years"]) + 1 if not match["years"].isdigit() else int(match["years"])
        years = 2 if match["years"] == "两" else years
        return f"{year}/{year + years - 1}" if years > 1 else str(year)
    return str(year)


def _binding(text: str, quantity: Quantity, sentence: Sentence) -> str:
    told = text[max(sentence.start, quantity.at - _CONTEXT) : min(sentence.end, quantity.end + 10)]
    return "binding" if "约束性" in told else "expected" if "预期性" in told else "unstated"


@cache
def _strengths() -> re.Pattern[str]:
    return re.compile(lexicon.any_of("strength"))


def _strength(before: str, lead: str) -> str:
    """The last such verb before the value in its sentence, else the lead sentence's."""
    for told in (before, lead):
        if found := _strengths().findall(told):
            return lexicon.code("strength", found[-1], "strength") or "plan"
    return "plan"


def _quote(reading: Reading, taken: Taken) -> tuple[int, int]:
    """Offsets of the clause, without bullets; it grows to the left until it stands once in the text, at most to the sentence."""
    text, clause, sentence = reading.text, taken.clause, taken.sentence
    start, end = _trimmed(text, clause.start, clause.end)
    if end - start > _LONGEST_QUOTE:
        start = max(start, taken.quantity.start - _LONGEST_QUOTE // 2)
        end = min(end, taken.quantity.end + _LONGEST_QUOTE // 2)
        return reading.span(*_trimmed(text, start, end))
    while start > sentence.start and end - start < _LONGEST_QUOTE and _stands_again(text, start, end):
        floor = max(sentence.start, start - _LONGEST_QUOTE)
        cut = max(text.rfind(",", floor, start - 1), text.rfind(":", floor, start - 1))
        start, end = _trimmed(text, cut + 1 if cut >= 0 else floor, end)
    return reading.span(start, end)


def _stands_again(text: str, start: int, end: int) -> bool:
    quote = text[start:end]
    before = text.find(quote, max(0, start - _NEIGHBOURHOOD), end - 1)
    return before >= 0 or text.find(quote, start + 1, start + _NEIGHBOURHOOD) >= 0


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BULLETS:
        start += 1
    while end > start and text[end - 1] in " \t\n、,;。:":
        end -= 1
    return start, end
