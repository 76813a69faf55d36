"""Draws the pairs of reports that are read by hand: usage `python tests/outcomes/annotated/draw.py CORPUS > pairs.tsv`.

A pair is a government's report of a year and its report of the next; the year is the one the text tells, not the file's name.
"""

import random
import sys
from pathlib import Path

from pipelines.reports.folder import read_any

SEED, SIZE = 20261125, 100


def pairs(corpus: Path) -> list[tuple[str, str, int]]:
    """Two files and the year of the first, in the order of the files."""
    years: dict[tuple[str, int], str] = {}
    for path in sorted(corpus.glob("*/*.md")):
        year = read_any(path.read_bytes(), str(path)).year
        if year:
            years.setdefault((path.parent.name, year), f"{path.parent.name}/{path.stem}")
    return [(file, years[place, year + 1], year) for (place, year), file in years.items() if (place, year + 1) in years]


if __name__ == "__main__":
    print("report\tnext_report\tyear")
    for pair in sorted(random.Random(SEED).sample(pairs(Path(sys.argv[1])), SIZE)):
        print(*pair, sep="\t")
