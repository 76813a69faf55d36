"""Draws the sentences that are annotated by hand: usage `python tests/measuring/annotated/draw.py CORPUS > drawn.tsv`.

Sentences with a numeral, drawn at random under a fixed seed: old years and cities above all, and two thirds of each group from
the second half of a report, where its plan stands. The result holds offsets into the canonical text and no sentence.
"""

import csv
import hashlib
import random
import re
import sys
from pathlib import Path

from pipelines.reports.read import canonical_text

SEED = 20261124
SIZES = {"old": 130, "city": 130, "other": 60}
GOLD = {"甘肃省/2024", "新疆维吾尔自治区/2025", "全国/2025"}
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
NUMERAL = re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十百千万亿]+[个家项人户亩元吨条座所]")


def group(report: str) -> str:
    """Old years first, then governments below the provinces, then the rest."""
    place, year = report.split("/")
    if int(year) <= 2005:
        return "old"
    return "other" if place == "全国" or place.endswith(("省", "自治区")) or place == "上海市" else "city"


def drawn(corpus: Path) -> list[dict[str, object]]:
    """The drawn sentences: report, hash of its canonical text, offsets of the sentence."""
    pools: dict[tuple[str, bool], list[dict[str, object]]] = {}
    for path in sorted(corpus.glob("*/*.md")):
        report = f"{path.parent.name}/{path.stem}"
        if report in GOLD:
            continue
        text = canonical_text(path.read_bytes(), path)[0]
        for match in SENTENCE.finditer(text):
            if NUMERAL.search(match[0]):
                row = {
                    "report": report,
                    "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "start": match.start(),
                    "end": match.end(),
                }
                pools.setdefault((group(report), match.start() > len(text) / 2), []).append(row)
    dice = random.Random(SEED)
    sample = []
    for name, size in SIZES.items():
        sample += dice.sample(pools[name, True], size * 2 // 3)
        sample += dice.sample(pools[name, False], size - size * 2 // 3)
    dice.shuffle(sample)
    return sample


if __name__ == "__main__":
    rows = drawn(Path(sys.argv[1]))
    writer = csv.DictWriter(sys.stdout, ["sentence", *rows[0]], delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"sentence": number, **row} for number, row in enumerate(rows, 1))
