"""The questions about a figure, one module each: ``read(figure, sentence)`` gives the answer, beside it a .tsv of examples and refusals.

Belongs here: what the words around a number say of it. Does not: what the number is of (``rules``), or the columns (``statements``).
"""

from pipelines.targets.facts import (
    added,
    amount,
    area,
    aspect,
    average,
    base_period,
    binding,
    comparison,
    kept,
    over_all,
    period,
    period_kind,
    price_basis,
    quote,
    strength,
    tense,
    years,
)

FACTS = (
    tense,
    years,
    added,
    average,
    kept,
    over_all,
    period,
    period_kind,
    base_period,
    amount,
    aspect,
    area,
    price_basis,
    comparison,
    binding,
    strength,
    quote,
)
