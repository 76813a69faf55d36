"""Why the grammar read a sentence as it did: for each number the rule that took it, or the reason why none did."""

from collections.abc import Iterator

from pipelines.targets import rules
from pipelines.targets.grammar import Parse, parse
from pipelines.targets.parts import sentences
from pipelines.targets.reading import Reading, read


def readings(sentence: str) -> Iterator[tuple[Reading, Parse]]:
    """What became of each number and comparison of a sentence, with the reading that the offsets are of."""
    reading = read(sentence if sentence.endswith(("。", "；", ";")) else sentence + "。")
    for parsed in sorted(parse(reading, sentences(reading.text, None)), key=lambda parsed: parsed.quantity.start):
        yield reading, parsed


def explain(sentence: str) -> Iterator[str]:
    """One line a number, in the order of the sentence."""
    nothing = True
    for reading, parsed in readings(sentence):
        nothing = False
        quantity = parsed.quantity
        start, end = reading.span(quantity.start, quantity.end)
        number = reading.canonical[start:end]
        if not (parsed.members and parsed.clause and parsed.rule):
            yield f"{number}: thrown away - {parsed.reason}"
            continue
        for member in parsed.members:
            figure = number if quantity.value is None else f"{member.sign * quantity.value} {quantity.unit}"
            parts = [part for part in (member.indicator, member.measure, quantity.bound, figure) if part]
            verb = f", action {member.action}" if member.action else ""
            why = f"{rules.purpose(parsed.rule)} (clause: {parsed.clause.text})"
            yield f"{number}: rule {parsed.rule} reads {' | '.join(parts)}{verb} - {why}"
    if nothing:
        yield "no number and no comparison is printed"
