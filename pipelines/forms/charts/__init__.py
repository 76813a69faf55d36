"""Charts of a package, as SVG and PNG: Chinese with English beside it, every number printed, the same bytes on every machine.

Belongs here: which charts a package gets. Does not: a chart itself, one module each. Importing this costs nothing: altair,
vl-convert and the font load when a chart is drawn.
"""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.base.files import hashed
from pipelines.base.progress import parts
from pipelines.packages.candidate import Candidate
from pipelines.packages.registry import form

if TYPE_CHECKING:
    import polars as pl

    from pipelines.packages.definition import Definition


# Beside the charts of a version: what they were drawn from.
INPUTS = "made_of.sha256"


@form("charts")
def write(candidate: Candidate) -> None:
    """Write the charts of a candidate. Drawing takes seconds, so it is done for a new version only.

    A candidate that is compared with a published version takes its charts over; where those were drawn from something else, it has
    none, and differs by the hash of what they are drawn from.
    """
    hashes = [resource["hash"] for resource in candidate.descriptor["resources"] if resource["format"] == "parquet"]
    inputs = inputs_sha256(candidate.version, hashes)
    published = candidate.compared_with
    if published is None:
        write_charts(
            candidate.definition, candidate.version, candidate.tables, candidate.place(f"charts/{INPUTS}").parent
        )
    elif _drawn_from(published / "charts" / INPUTS) == inputs:
        shutil.copytree(published / "charts", candidate.folder / "charts")
    candidate.write(f"charts/{INPUTS}", inputs)
    for file in (candidate.folder / "charts").iterdir():
        candidate.register(f"charts/{file.name}")


def _drawn_from(file: Path) -> str | None:
    """What the charts of a published version were drawn from; None where it has none."""
    return file.read_text(encoding="utf-8") if file.exists() else None


def inputs_sha256(version: str, hashes: Iterable[str]) -> str:
    """What charts are drawn from, as a hash: their version, the tables by their hashes, and the revision of the drawing.

    The revision is a file (revision.txt) that is changed by hand when charts come to look different; until then what is drawn
    anew has the bytes of what was drawn before, which ``.ci/rebuild`` proves.
    """
    revision = (Path(__file__).parent / "revision.txt").read_text(encoding="ascii").split()
    return hashed([version, *hashes, *revision])


def write_charts(
    definition: "Definition", version: str, tables: "Mapping[str, pl.DataFrame]", folder: Path
) -> list[Path]:
    """Write the charts that the package's tables allow, each as ``<name>.svg`` and ``<name>.png``.

    Args:
        definition: the package.
        version: its version, which the footer names.
        tables: its tables, as ``contents`` gives them.
        folder: where to; created if need be.

    Returns:
        the files, in a fixed order; none where the package has no targets and outcomes.
    """
    if not {"reports", "targets", "outcomes"} <= set(tables):
        return []
    from pipelines.forms.charts import headline, regions, style, targets, verdicts

    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "targets": targets.chart,
        "verdicts": verdicts.chart,
        "regions_years": regions.chart,
        "headline_gdp": headline.chart,
    }
    written: list[Path] = []
    for name, draw in parts(drawn.items(), "chart", lambda chart: chart[0]):
        chart = draw(definition, version, tables)
        if chart is not None:
            written += style.write(chart, f"chart_{name}", folder)
    return written
