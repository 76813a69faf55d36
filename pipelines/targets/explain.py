"""Why the grammar read a sentence as it did: for each number the rule that took it, or the reason why none did."""

from collections.abc import Iterator

from pipelines.targets.extract import take
from pipelines.targets.reading import read


def explain(sentence: str) -> Iterator[str]:
    """One line a number, in the order of the sentence."""
    reading = read(sentence if sentence.endswith(("。", "；", ";")) else sentence + "。")
    nothing = True
    for taken in take(reading, None):
        nothing = False
        quantity = taken.quantity
        start, end = reading.span(quantity.start, quantity.end)
        number = reading.canonical[start:end]
        if not taken.found:
            yield f"{number}: thrown away - {taken.reason}"
        for found in taken.found:
            told = number if quantity.value is None else f"{found.sign * quantity.value} {quantity.unit}"
            parts = [part for part in (found.indicator, found.measure, quantity.bound, told) if part]
            verb = f", action {found.action}" if found.action else ""
            yield f"{number}: rule {taken.rule} reads {' | '.join(parts)}{verb} (in: {taken.clause.text})"
    if nothing:
        yield "no number with a unit is printed"
