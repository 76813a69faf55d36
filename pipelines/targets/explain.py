"""Why the grammar read a sentence as it did: for each number the rule that took it, or the reason why none did."""

from collections.abc import Iterator

from pipelines.targets import rules
from pipelines.targets.parts import sentences
from pipelines.targets.reading import Reading, read
from pipelines.targets.take import Taken, take


def readings(sentence: str) -> Iterator[tuple[Reading, Taken]]:
    """What became of each number and comparison of a sentence, with the reading that the offsets are of."""
    reading = read(sentence if sentence.endswith(("。", "；", ";")) else sentence + "。")
    for taken in sorted(take(reading, sentences(reading.text, None)), key=lambda taken: taken.quantity.start):
        yield reading, taken


def explain(sentence: str) -> Iterator[str]:
    """One line a number, in the order of the sentence."""
    nothing = True
    for reading, taken in readings(sentence):
        nothing = False
        quantity = taken.quantity
        start, end = reading.span(quantity.start, quantity.end)
        number = reading.canonical[start:end]
        if not (taken.found and taken.clause and taken.rule):
            yield f"{number}: thrown away - {taken.reason}"
            continue
        for found in taken.found:
            told = number if quantity.value is None else f"{found.sign * quantity.value} {quantity.unit}"
            parts = [part for part in (found.indicator, found.measure, quantity.bound, told) if part]
            verb = f", action {found.action}" if found.action else ""
            why = f"{rules.purpose(taken.rule)} (clause: {taken.clause.text})"
            yield f"{number}: rule {taken.rule} reads {' | '.join(parts)}{verb} - {why}"
    if nothing:
        yield "no number and no comparison is printed"
