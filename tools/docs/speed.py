"""The block of docs/reference/speed.md: what ``make bench`` measured last, from tools/measured/. Belongs here: printing it alone."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from tools import timing
from tools.docs.markdown import plain, sentence, table


def measured() -> str:
    """A section a bench, with its day and machine."""
    return "\n\n".join(part for bench in timing.BENCHES for part in _section(bench, timing.kept(bench)))


def _section(bench: str, kept: Mapping[str, Any] | None) -> Iterator[str]:
    yield f"## {bench}"
    yield _docstring(bench)
    if kept is None:
        yield "Not measured yet."
        return
    for each in map(timing.Table.from_json, kept["tables"]):
        rows = ([sentence(label), *map(plain, cells)] for label, cells in each.printed())
        yield table([sentence(each.title), *each.columns], rows, list(each.columns))
        if each.note:
            yield sentence(each.note)
    yield f"{kept['date']}, {kept['machine']}."


def _docstring(bench: str) -> str:
    """What the bench says of itself, without its list of what it needs."""
    text = ast.get_docstring(ast.parse((timing.HERE / f"bench_{bench}.py").read_text(encoding="utf-8"))) or ""
    return sentence(" ".join(text.split("\n\n")[0].split()))
