"""Drills of what machines do: a process killed at any moment, a disk that is full, a flipped bit, a clock that is wrong, a store that refuses.

Each drill begins with a line of its own, small and complete: two made-up reports are read, judged and published, then one of them changes.
Something is done to the line, `mubiao run` is called, and once more without any fault. What is stored and published then is compared, byte
by byte, with a line that nothing was done to. Nothing may be lost, no half file seen, no traceback printed, nobody waited for without end.

    python -m tools.drills             all of them
    python -m tools.drills quick       those that take seconds
    python -m tools.drills NAME ...    some of them
    python -m tools.drills write       all of them; what was done and seen is written to docs/explanation/drills.md

`.ci/drills` installs what they need. Belongs here: what is done to a line, and the comparison. Does not: what is done to rows, texts and
packages (`tests/hostile`), or several machines (`tools.distributed`).
"""

from tools.drills import customs, disks, kills, object_store, raw, stored  # noqa: F401  each puts its drills into the table
