"""Blocks that stand between two marks in a page written by hand: ``<!-- generated: rooms -->`` and ``<!-- end -->``.

Belongs here: which blocks there are, and putting them into a page. Does not: what stands in a block.
"""

import re
from collections.abc import Callable, Mapping

from tools.docs import assets, contents, flagship, latest, method, quality, rooms, speed

END = "<!-- end -->"
BEGIN = re.compile(r"^<!-- generated: (?P<name>[a-z_ ]+) -->$", re.MULTILINE)
BLOCKS: Mapping[str, Callable[[], str]] = {
    "quality": lambda: quality.figures("en"),
    "quality_zh": lambda: quality.figures("zh"),
    "rounds": quality.rounds,
    "fields": quality.by_field,
    "rules": quality.by_rule,
    "verdicts": lambda: latest.verdicts("en"),
    "verdicts_zh": lambda: latest.verdicts("zh"),
    "read": latest.reading,
    "rooms": lambda: rooms.drawing(rooms.house()),
    "tables": lambda: assets.drawing(assets.boxes()),
    "verdict_rules": method.verdict_rules,
    "method_constants": method.constants,
    "meets": method.meets,
    "plausibility": method.plausibility,
    "polarities": method.polarities,
    "series_breaks": method.series_breaks,
    "indicator_relations": method.relations,
    "extent": lambda: flagship.of_package(flagship.extent),
    "reports_by_year": lambda: flagship.of_package(flagship.reports_by_year),
    "texts_from": lambda: flagship.of_package(flagship.texts_from),
    "growth_met": lambda: flagship.of_package(flagship.growth_met),
    "own_figures": lambda: flagship.of_package(flagship.own_figures),
    "listed_targets": lambda: flagship.of_package(flagship.listed_targets),
    "checked": flagship.checked,
    "results_columns": flagship.results_columns,
    "speed": speed.measured,
    "scale": lambda: speed.figures("en"),
    "scale_zh": lambda: speed.figures("zh"),
}
# The one that depends on the page it stands in, and on all others.
CONTENTS = "docs"


def filled(path: str, text: str, pages: Mapping[str, str]) -> str:
    """A page with each of its blocks made anew.

    Args:
        path: where the page lies, from the root of the repository.
        text: the page.
        pages: the text of every page, for the list of them.

    Raises:
        ValueError: a block has no end, or a name that is not known.
    """
    parts, place = [], 0
    for begin in BEGIN.finditer(text):
        end = text.find(END, begin.end())
        following = BEGIN.search(text, begin.end())
        if end < 0 or (following and following.start() < end):
            raise ValueError(f"{path}: {begin[0]} has no {END}: put it behind the block")
        parts += [text[place : begin.end()], "\n", _block(path, begin["name"], pages), "\n"]
        place = end
    return "".join([*parts, text[place:]])


def _block(path: str, name: str, pages: Mapping[str, str]) -> str:
    if name == CONTENTS:
        return contents.contents(pages, path)
    if name not in BLOCKS:
        raise ValueError(f"{path}: no block is called {name!r}: use {', '.join(sorted([*BLOCKS, CONTENTS]))}")
    return BLOCKS[name]()
