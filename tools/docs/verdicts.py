"""The block on what became of the targets of the bundled report, from the latest published version. Belongs here: counting it alone."""

import polars as pl

from pipelines.base.settings import ROOT
from pipelines.packages.catalogue import listed, read_catalog
from pipelines.packages.counts import by_status
from schemas import codelists
from tools.docs.markdown import code, table

PACKAGE = "xinjiang-2023-targets"
PUBLISHED = ROOT / "published"


def latest() -> str:
    """The number of the latest version that stands."""
    return str(read_catalog(PUBLISHED)["packages"][PACKAGE]["latest"])


def verdicts() -> str:
    """A row a verdict that occurs, and whose package it is."""
    version = latest()
    path = next(each["path"] for each in listed(PUBLISHED, PACKAGE) if each["version"] == version)
    counts = by_status(pl.read_parquet(PUBLISHED / path / "outcomes.parquet")["status"])
    en, zh = (codelists.labels("status", language) for language in ("en", "zh"))
    rows = ((en[status], zh[status], count) for status, count in counts.items() if count)
    title = f"Of {sum(counts.values())} targets 共{sum(counts.values())}项目标, {code(PACKAGE)} {version}:"
    return f"{title}\n\n{table(('verdict', '判定', 'targets'), rows, ['targets'])}"
