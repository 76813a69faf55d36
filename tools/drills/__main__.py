"""The command: which drills are made, and whether the page is written."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.drills.table import carry_out, page
from tools.drills.trial import DRILLS, PAGE, Trial


def main(asked: Sequence[str]) -> int:
    """Make drills, print what is seen; 1 where one does not hold."""
    names = [name for name in asked if name not in ("quick", "write")]
    if unknown := [name for name in names if name not in DRILLS]:
        print(f"there is no drill {unknown[0]}; there are: {', '.join(DRILLS)}", file=sys.stderr)
        return 2
    chosen = [
        each for name, each in DRILLS.items() if name in names or (not names and (each.quick or "quick" not in asked))
    ]
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="drills") as folder:
        trial = Trial(Path(folder).resolve())
        for each in chosen:
            outcome = carry_out(each, trial)
            word = {True: "held", False: "DOES NOT HOLD", None: "–"}[outcome.held]
            print(f"{word}: {each.name} ({outcome.seconds:.0f} s): {outcome.seen}", flush=True)
            outcomes.append(outcome)
    if "write" in asked:
        PAGE.write_text(page(outcomes), encoding="utf-8")
    return int(any(outcome.held is False for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
