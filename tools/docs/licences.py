"""docs/reference/licences.md: what lies where under what, from REUSE.toml. Belongs here: reading and showing it. Does not: any licence."""

import csv
import gzip
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.base.settings import ROOT
from tools.docs.markdown import code, link, page, plain, sentence, table

PATH = "docs/reference/licences.md"
INTRODUCTION = (
    "What lies where under what licence, as [REUSE.toml](../../REUSE.toml) tells it to people and programs (`reuse lint` checks it). Of the rows that fit a "
    "file the last counts. The texts lie in [LICENSES](../../LICENSES); what the data's licence means in words: [LICENSE-DATA.md](../../LICENSE-DATA.md)."
)

STATISTICS = "raw/statistics"
PUBLISHERS = (
    "Who published the figures that are bundled, as the rows name them; each row names title, day and address too, as far as they are known. No file says "
    "more of the terms of a publisher than who it is."
)


def entries() -> list[Mapping[str, Any]]:
    """The entries of REUSE.toml, in their order; ``path`` is a list."""
    content = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
    return [
        entry | {"path": [entry["path"]] if isinstance(entry["path"], str) else entry["path"]}
        for entry in content["annotations"]
    ]


def of(path: str) -> Mapping[str, Any]:
    """The entry of a file that has one of its own, its path from the root of the repository.

    Raises:
        ValueError: it has none: where it comes from is not told.
    """
    for entry in entries():
        if path in entry["path"]:
            return entry
    raise ValueError(f"REUSE.toml has no entry of its own for {path}: add one that says where it comes from")


def document() -> str:
    """The page."""
    rows = (
        (", ".join(map(code, entry["path"])), _linked(entry["SPDX-License-Identifier"]), sentence(entry["SPDX-FileCopyrightText"]), sentence(entry["SPDX-FileComment"]))
        for entry in entries()
    )  # fmt: skip
    return page(
        "Licences",
        INTRODUCTION,
        table(("files", "licence", "whose", "what"), rows),
        "## Published figures, by publisher",
        PUBLISHERS,
        table(("file", "publisher", "figures"), _publishers(), ["figures"]),
    )


def _publishers() -> Iterator[tuple[str, str, str]]:
    """A row a publisher of a bundled file, those of most figures first."""
    for file in sorted((ROOT / STATISTICS).glob("*.csv*")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8-sig", newline="") as rows:
            counts = Counter(row["source_publisher"] for row in csv.DictReader(rows))
        for publisher, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield code(file.name), plain(publisher), f"{count:,}"


def _linked(expression: str) -> str:
    return " and ".join(link(licence, f"../../LICENSES/{licence}.txt") for licence in expression.split(" AND "))
