"""What a shell offers for an argument: packages and versions, by the catalogue alone.

Belongs here: the words offered. Does not: which of them a command takes (``pipelines.packages.reference``).
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import typer

from schemas.errors import InputError


def packages(incomplete: str) -> Iterator[tuple[str, str]]:
    """Names of packages, and of their versions as ``name@version``, each with what it is; none where there is no catalogue."""
    for name, package in _catalogued().items():
        words = [(name, f"latest: {package['latest'] or 'none'}")]
        words += [(f"{name}@{entry['version']}", _mark(package, entry)) for entry in reversed(package["versions"])]
        yield from (word for word in words if word[0].startswith(incomplete))


def versions(context: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The versions of the package that stands in the argument before."""
    package = _catalogued().get(context.params.get("package", ""), {"versions": []})
    for entry in reversed(package["versions"]):
        if entry["version"].startswith(incomplete):
            yield entry["version"], _mark(package, entry)


def _mark(package: dict[str, Any], entry: dict[str, Any]) -> str:
    if "withdrawn" in entry:
        return "withdrawn"
    if "retired" in entry:
        return "retired"
    return "latest" if entry["version"] == package["latest"] else f"of {entry['created'][:10]}"


def _catalogued() -> dict[str, Any]:
    """The packages of the catalogue. Whoever completes a word is not told what is wrong with it: the command will say it."""
    from pipelines.base.settings import settings
    from pipelines.packages.catalogue import read_catalog

    with suppress(InputError, OSError):
        return dict(read_catalog(settings().published)["packages"])
    return {}
