"""Drills carried out, and the page of what was seen. Belongs here: what is said of a drill. Does not: any drill (``trial``)."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tools.drills.trial import (
    Drill,
    NotHereError,
    Trial,
)


@dataclass(frozen=True)
class Outcome:
    """What a drill came to: ``held`` is None where it cannot be made on this machine."""

    drill: Drill
    held: bool | None
    seen: str
    seconds: float


def carry_out(each: Drill, trial: Trial) -> Outcome:
    """A drill in a folder of its own, which goes with it."""
    begun = time.monotonic()
    trial.work = trial.base / "drill"
    trial.work.mkdir()
    held, seen = _outcome(each, trial)
    shutil.rmtree(trial.work)
    return Outcome(each, held, seen, time.monotonic() - begun)


def _outcome(each: Drill, trial: Trial) -> tuple[bool | None, str]:
    try:
        return True, each.does(trial)
    except NotHereError as error:
        return None, f"not tried: {error}"
    except Exception as error:  # whatever breaks a drill, the others are made
        return False, f"{type(error).__name__}: {error}"


PAGE_HEAD = """# Drills

What was done to a small line, and what was seen then: each drill begins with a line whose two made-up reports are published and one of which has
just changed. "The same bytes" is said of every file that is stored and published, against a line that nothing was done to; nothing was
lost in any of them. Readers are asked before the line is healed: whatever the catalogue lists is there, byte for byte as `SHA256SUMS` says.

`.ci/drills` makes all there are, `.ci/drills quick` those that take seconds, `.ci/drills "NAME" ...` one of them; `.ci/nightly` includes them. The
table is what they printed when it was written.

| drill | what was done | what was seen | lost |
|---|---|---|---|
"""


def page(outcomes: Sequence[Outcome]) -> str:
    """The table of what was done and seen, as Markdown."""
    lost = {True: "nothing", False: "**does not hold**", None: "–"}
    rows = (
        f"| {each.drill.name} | {_cell(each.drill.done)} | {_cell(each.seen)} | {lost[each.held]} |"
        for each in outcomes
    )
    return PAGE_HEAD + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("*", "\\*")
