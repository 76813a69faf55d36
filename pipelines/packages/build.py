"""All files of a version: its tables, the descriptor that tells of them, documents, then the other forms and the checksums.

Belongs here: which files there are, and the order in which they are written. Does not: any form, or which version it is.
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.base import progress
from pipelines.packages.candidate import Candidate
from pipelines.packages.definition import FORM_NAMES, KNOWN_FORMATS, PANEL_FORMATS, TABLE_FORMATS
from pipelines.packages.metadata.citation import citation
from pipelines.packages.metadata.descriptor import DESCRIPTOR, descriptor, dumps
from pipelines.packages.metadata.rowschema import row_schema
from pipelines.packages.naming import SUMS
from pipelines.packages.registry import writer
from pipelines.packages.sizes import carried

# What the descriptor tells of.
_FIRST = (*TABLE_FORMATS, *PANEL_FORMATS)
_LICENCE = Path(__file__).resolve().parents[2] / "LICENSE-DATA.md"


def build(candidate: Candidate) -> Candidate:
    """Write every file of a candidate into its folder, which must not be there yet; gives the candidate back."""
    candidate.folder.mkdir(parents=True)
    _write_forms(candidate, _FIRST)
    with progress.part("descriptor and documents"):
        candidate.descriptor = descriptor(
            candidate.definition,
            candidate.version,
            candidate.tables,
            candidate.files,
            newest=candidate.created,
            software_version=candidate.software_version,
            code_version=candidate.code_version,
        )
        candidate.write(DESCRIPTOR, dumps(candidate.descriptor))
        for path, text in _documents(candidate):
            candidate.write(path, text)
        writer("readme")(candidate)
    _write_forms(candidate, tuple(form for form in KNOWN_FORMATS if form not in _FIRST))
    candidate.write(SUMS, _checksums(candidate))
    return candidate


def _write_forms(candidate: Candidate, formats: tuple[str, ...]) -> None:
    ours = carried(candidate.definition, candidate.tables)
    for number, name in enumerate(ours, start=1):
        if name in formats:
            with progress.part(f"form {number} of {len(ours)}: {FORM_NAMES.get(name, name)}"):
                writer(name)(candidate)


def _documents(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """Texts that follow from the descriptor and the definition: a JSON Schema a table, the licence, the citation."""
    for resource in candidate.descriptor["resources"]:
        if resource["format"] == "parquet":
            yield f"schema/{resource['name']}.json", dumps(row_schema(resource["name"], resource))
    yield "LICENSE.md", _LICENCE.read_text(encoding="utf-8")
    cited = citation(candidate.definition, candidate.version, candidate.created, candidate.tables.get("reports"))
    yield "CITATION.cff", cited.cff


def _checksums(candidate: Candidate) -> str:
    """The lines that ``sha256sum -c`` reads, for every file so far."""
    return "".join(f"{file.sha256}  {path}\n" for path, file in sorted(candidate.files.items()))
