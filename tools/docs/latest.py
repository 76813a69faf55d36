"""The blocks on the latest published version of the bundled package: what became of its targets, and how programs read it.

Belongs here: its number, its counts, and the lines with its path. Does not: how a package is opened in full (docs/start/read-a-package.md).
"""

import re
from pathlib import Path

import polars as pl

from pipelines.base.settings import ROOT
from pipelines.packages.catalogue import listed, read_catalog
from pipelines.packages.counts import by_status, once
from schemas import codelists
from tools.docs.markdown import code, table

PACKAGE = "xinjiang-2023-targets"
PUBLISHED = ROOT / "published"
# By language, to be called at the root of the clone; {} is the folder of the version.
LINES = {
    "sql": "-- DuckDB\n"
    "SELECT indicator, value, unit, actual, status FROM '{}/targets.parquet' JOIN '{}/outcomes.parquet' USING (target_id);",
    "python": 'import polars; polars.read_parquet("{}/outcomes.parquet")\n'
    'import pandas; pandas.read_csv("{}/outcomes.csv", encoding="utf-8-sig")',
    "r": 'arrow::read_parquet("{}/outcomes.parquet")',
    "js": 'import { asyncBufferFromFile, parquetReadObjects } from "hyparquet"; import { compressors } from "hyparquet-compressors"\n'
    'await parquetReadObjects({ file: await asyncBufferFromFile("{}/outcomes.parquet"), compressors })',
}


def version() -> str:
    """The number of the latest version that stands."""
    return str(read_catalog(PUBLISHED)["packages"][PACKAGE]["latest"])


def lies(package: str) -> Path | None:
    """Where the latest version of a package lies that stands; None where none does."""
    latest = read_catalog(PUBLISHED)["packages"].get(package, {}).get("latest")
    return next((PUBLISHED / each["path"] for each in listed(PUBLISHED, package) if each["version"] == latest), None)


def folder() -> str:
    """Where the latest version of the bundled package lies, from the root of the repository."""
    return (lies(PACKAGE) or PUBLISHED).relative_to(ROOT).as_posix()


_WORDS = {
    "en": ("Of {total} targets, {package}:", ("verdict", "in Chinese", "targets")),
    "zh": ("共{total}项目标，{package}：", ("判定", "英文", "项数")),
}


def verdicts(language: str) -> str:
    """A row a verdict that occurs, and whose package it is; ``language`` is zh or en."""
    counts = by_status(once(pl.read_parquet(ROOT / folder() / "outcomes.parquet"))["status"])
    title, columns = _WORDS[language]
    first, second = (codelists.labels("status", each) for each in (language, "zh" if language == "en" else "en"))
    rows = ((first[status], second[status], count) for status, count in counts.items() if count)
    said = title.format(total=sum(counts.values()), package=f"{code(PACKAGE)} {version()}")
    return f"{said}\n\n{table(columns, rows, [columns[2]])}"


def named(text: str) -> str:
    """A text that names the latest version wherever it names one of the package: ``name 1.2.3``, ``name/1.2.3``, ``name@1.2.3``."""
    return re.sub(rf"({PACKAGE}[ /@])\d+\.\d+\.\d+", rf"\g<1>{version()}", text)


def lines() -> dict[str, str]:
    """What reads a table of that version, by language."""
    return {language: text.replace("{}", folder()) for language, text in LINES.items()}


def reading() -> str:
    """Those lines, a block of code a language."""
    return "\n\n".join(f"```{language}\n{text}\n```" for language, text in lines().items())
