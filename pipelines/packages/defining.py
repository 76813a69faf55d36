"""A new entry of definitions.toml, added at its end: all that stands there stays as it is, to the byte.

Belongs here: writing. Does not: what an entry may hold (``definition``), or what a package is called where nobody says (``titles``).
"""

import json
from collections.abc import Sequence
from pathlib import Path

from pipelines.base import files
from pipelines.packages import titles
from pipelines.packages.definition import Definition, parse
from schemas.errors import InputError


def entry(
    name: str,
    regions: Sequence[str],
    years: Sequence[int],
    title_zh: str = "",
    title_en: str = "",
    collections: Sequence[str] = (),
    text: str = "",
    formats: Sequence[str] = (),
) -> str:
    """An entry as TOML: what every entry holds, and of the rest what is given.

    Args:
        name: of the package.
        regions: GB/T 2260 codes; none are all.
        years: of the reports; none are all.
        title_zh: its title in Chinese, else one of regions and years.
        title_en: the same in English.
        collections: of reports, where it is not raw/ alone.
        text: ``whole`` or ``none``.
        formats: the forms that it has, where it has not all.
    """
    cells: dict[str, object] = {
        "name": name,
        "title_zh": title_zh or titles.title_zh(regions, years),
        "title_en": title_en or titles.title_en(regions, years),
        "regions": list(regions),
        "years": list(years),
        **({"collections": list(collections)} if collections else {}),
        **({"text": text} if text else {}),
        **({"formats": list(formats)} if formats else {}),
    }
    # A JSON text, or list of such, is TOML too.
    lines = [f"{key} = {json.dumps(cell, ensure_ascii=False)}\n" for key, cell in cells.items()]
    return "".join(["[[package]]\n", *lines])


def append(file: Path, new: str) -> Definition:
    """Add an entry at the end of a definitions file, which is made if need be; the package that it defines.

    Raises:
        InputError: the file as it is, or the entry, is not valid, or the name is taken; the file stays as it was.
    """
    before = files.read_whole(file) if file.exists() else b""
    known = {package.name for package in parse(before, file)}
    gap = "" if not before else "\n" if before.endswith(b"\n") else "\n\n"
    (*_, package) = added = parse(before + f"{gap}{new}".encode(), file)
    if len(added) != len(known) + 1:
        raise InputError(file, "", "the new entry was not read as one package", "Write it by hand")
    with files.beside(file) as written:
        written.write_bytes(before + f"{gap}{new}".encode())
        parse(written.read_bytes(), file)
    return package
