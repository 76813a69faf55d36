"""Which pages are generated whole, which hold blocks, and how what lies there differs from what code makes.

Belongs here: the list of pages. Does not: what stands in one (a module a subject), or in a block (``blocks``).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.base import files
from pipelines.base.settings import ROOT
from tools.docs import blocks, codelists, command_line, definitions, latest, licences, settings, tables

# Folders in which every page is generated: one that no code makes any more goes.
WHOLE = (tables.FOLDER, codelists.FOLDER)


def generated() -> dict[str, str]:
    """The pages that are generated whole, by their paths from the root of the repository."""
    single = {module.PATH: module.document() for module in (command_line, settings, definitions, licences)}
    return single | tables.documents() | codelists.documents()


def wanted(root: Path = ROOT) -> dict[str, str]:
    """Every page of README and docs/ as it has to be, by its path.

    Raises:
        ValueError: a page has a block without an end, or one that is not known.
    """
    whole = generated()
    written = {path: text for path, text in _written(root) if path not in whole}
    pages = written | whole
    filled = {path: blocks.filled(path, text, pages) for path, text in written.items()}
    # What the pages for a first hour open is the latest version.
    return whole | {
        path: latest.named(text) if path.startswith("docs/start/") else text for path, text in filled.items()
    }


def _written(root: Path) -> Iterator[tuple[str, str]]:
    """The pages that lie there, without those that no code makes any more."""
    for file in [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md"))]:
        path = file.relative_to(root).as_posix()
        if not path.startswith(WHOLE):
            yield path, file.read_text(encoding="utf-8")


def differing(pages: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """The paths of pages that are missing or another text, and of those that no code makes any more."""
    other = [
        path
        for path, text in pages.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]
    return sorted(other + gone(pages, root))


def gone(pages: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """Pages of a generated folder that no code makes any more."""
    there = (file.relative_to(root).as_posix() for folder in WHOLE for file in (root / folder).glob("*.md"))
    return [path for path in there if path not in pages]


def write(pages: Mapping[str, str], root: Path = ROOT) -> None:
    """Write what differs, and delete what no code makes any more."""
    for path in differing(pages, root):
        if path in pages:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            files.replace(root / path, pages[path])
        else:
            (root / path).unlink()
