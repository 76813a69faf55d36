"""How well the program reads, as every form for people says it. Belongs here: the figures. Does not: measuring them (``pipelines.measuring``)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.packages.metadata.quality import of_rounds


def looks(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """What the program reads right of annotated reports: F1 over all rounds together, at first look and now."""
    looks = []
    for look in ("first", "latest"):
        of = of_rounds(tables, look)
        if {"value", "strict"} <= set(of):
            f1 = {name: 2 * row["right"] / (row["gold"] + row["predicted"]) for name, row in of.items()}
            looks.append({"look": look, **of["value"], "value": f"{f1['value']:.3f}", "strict": f"{f1['strict']:.3f}"})
    return looks


def first_look(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any] | None:
    """How well reports were read that nobody had shown to the program, in per cent; None where the package does not say it."""
    look = next(iter(looks(tables)), None)
    return look and look | {name: f"{100 * Decimal(look[name]):.0f}%" for name in ("value", "strict")}
