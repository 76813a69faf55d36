"""docs/reference/licences.md: what lies where under what, from REUSE.toml. Belongs here: reading and showing it. Does not: any licence."""

import tomllib
from collections.abc import Mapping
from typing import Any

from pipelines.base.settings import ROOT
from tools.docs.markdown import code, link, page, sentence, table

PATH = "docs/reference/licences.md"
INTRODUCTION = (
    "What lies where under what licence, as [REUSE.toml](../../REUSE.toml) tells it to people and programs (`reuse lint` checks it). Of the rows that fit a "
    "file the last counts. The texts lie in [LICENSES](../../LICENSES); what the data's licence means in words: [LICENSE-DATA.md](../../LICENSE-DATA.md)."
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
    return page("Licences", INTRODUCTION, table(("files", "licence", "whose", "what"), rows))


def _linked(expression: str) -> str:
    return " and ".join(link(licence, f"../../LICENSES/{licence}.txt") for licence in expression.split(" AND "))
