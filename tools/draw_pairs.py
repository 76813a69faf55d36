"""Draws the pairs of reports that are read by hand: ``python -m tools.draw_pairs CORPUS > tests/outcomes/annotated/pairs.tsv``.

A pair is a government's report of a year and its report of the next; the year is the one the text tells, not the file's name.
"""

import random
import sys
from pathlib import Path

from pipelines.reports.lookup import read_file

SEED, SIZE = 20261125, 100


def pairs(corpus: Path) -> list[tuple[str, str, int]]:
    """Two files and the year of the first, in the order of the files."""
    files: dict[tuple[str, int], str] = {}
    for path in sorted(corpus.glob("*/*.md")):
        year = read_file(path).year
        if year:
            files.setdefault((path.parent.name, year), f"{path.parent.name}/{path.stem}")
    return [(file, files[place, year + 1], year) for (place, year), file in files.items() if (place, year + 1) in files]


if __name__ == "__main__":
    print("report\tnext_report\tyear")
    for pair in sorted(random.Random(SEED).sample(pairs(Path(sys.argv[1])), SIZE)):
        print(*pair, sep="\t")
