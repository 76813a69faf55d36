"""Draws the sentences that are annotated by hand: ``python -m tools.draw_sentences CORPUS > tests/measuring/annotated/drawn.tsv``.

Sentences with a numeral, drawn at random under a fixed seed: old years and cities above all, and two thirds of each group from
the second half of a report, where its plan stands. The result holds offsets into the canonical text and no sentence.
"""

import csv
import hashlib
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.reports.read import canonical_text

SEED = 20261124
SIZES = {"old": 130, "city": 130, "other": 60}
# Annotated whole.
GOLD = {"甘肃省/2024", "新疆维吾尔自治区/2025", "全国/2025"}
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
NUMERAL = re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十百千万亿]+[个家项人户亩元吨条座所]")
Row = dict[str, object]


def group(report: str) -> str:
    """Old years first, then governments below the provinces, then the rest."""
    place, year = report.split("/")
    if int(year) <= 2005:
        return "old"
    return "other" if place == "全国" or place.endswith(("省", "自治区")) or place == "上海市" else "city"


def sentences(corpus: Path) -> Iterator[tuple[str, bool, Row]]:
    """Every sentence with a numeral: the group of its report, whether it stands in the second half, and its row."""
    for path in sorted(corpus.glob("*/*.md")):
        report = f"{path.parent.name}/{path.stem}"
        if report in GOLD:
            continue
        text = canonical_text(path.read_bytes(), path).text
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        for match in SENTENCE.finditer(text):
            if NUMERAL.search(match[0]):
                row = {"report": report, "text_sha256": sha256, "start": match.start(), "end": match.end()}
                yield group(report), match.start() > len(text) / 2, row


def draw(corpus: Path) -> list[Row]:
    """The drawn sentences: report, hash of its canonical text, offsets of the sentence."""
    pools: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for name, late, row in sentences(corpus):
        pools[name, late].append(row)
    dice = random.Random(SEED)
    drawn = []
    for name, size in SIZES.items():
        drawn += dice.sample(pools[name, True], size * 2 // 3)
        drawn += dice.sample(pools[name, False], size - size * 2 // 3)
    dice.shuffle(drawn)
    return drawn


if __name__ == "__main__":
    rows = draw(Path(sys.argv[1]))
    writer = csv.DictWriter(sys.stdout, ["sentence", *rows[0]], delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"sentence": number, **row} for number, row in enumerate(rows, 1))
