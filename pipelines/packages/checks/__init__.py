"""Whether a package is what its descriptor says, in layers that each catch what the others let pass.

Belongs here: which layers there are, and their order. Does not: a layer, one module each; mending; what a package holds.
"""

from pathlib import Path

from pipelines.packages.checks.files import hash_faults
from pipelines.packages.checks.lint import lint
from pipelines.packages.checks.profile import frictionless_faults, profile_faults
from pipelines.packages.checks.tables import table_faults
from pipelines.packages.package import Package
from schemas.errors import InputError

# frictionless reads some 20,000 rows a second, in Python: a larger package has its constraints checked in DuckDB alone.
MOST_ROWS_OF_FRICTIONLESS = 20_000
MOST_CELLS_OF_FRICTIONLESS, MOST_BYTES_OF_FRICTIONLESS = 1_000_000, 16_000_000
# So many faults of a package are told where it is refused.
MOST_NAMED = 3


def validate(place: Path) -> list[str]:
    """All faults of a package, one plain sentence each; none where it is valid.

    Args:
        place: the package's folder, or its datapackage.json.

    Raises:
        InputError: it is no package, or none that may be opened.
    """
    return faults_of(Package.open(place))


def valid(place: Path) -> Package:
    """A package whose tables may be read, since it is what its descriptor says: what reads a stranger's takes this one.

    Words that say nothing (``lint``) keep nobody from reading it, and frictionless, which takes longest, is a second opinion on what DuckDB
    has asked already: it is left to `validate`.

    Raises:
        InputError: it is no package, none that may be opened, or not what its descriptor says; tells the first faults.
    """
    package = Package.open(place)
    if faults := _broken(package):
        more = f"; and {len(faults) - MOST_NAMED:,} faults more" if len(faults) > MOST_NAMED else ""
        reason = f"the package is not valid: {'; '.join(faults[:MOST_NAMED])}{more}"
        cure = "`mubiao validate` lists all; get it again from its publisher"
        raise InputError(package.files.folder, "", reason, cure)
    return package


def faults_of(package: Package) -> list[str]:
    """All faults of an open package. Of one that is not what its descriptor says nothing else is worth telling.

    DuckDB asks first, so that frictionless, which takes longer, is asked of no more than was announced.
    """
    return _broken(package) or (frictionless_faults(package) if _is_short(package) else []) or lint(package)


def _broken(package: Package) -> list[str]:
    """Where a package is not what its descriptor says."""
    return profile_faults(package.descriptor) or hash_faults(package) or table_faults(package)


def _is_short(package: Package) -> bool:
    """Whether frictionless checks it within seconds."""
    rows = sum(int(resource["rows"]) for resource in package.resources)
    cells = sum(int(resource["rows"]) * len(resource["schema"]["fields"]) for resource in package.resources)
    size = sum(package.files.measure(each["path"]).size for each in package.resources if each["format"] == "csv")
    of_frictionless = (MOST_ROWS_OF_FRICTIONLESS, MOST_CELLS_OF_FRICTIONLESS, MOST_BYTES_OF_FRICTIONLESS)
    return all(number <= most for number, most in zip((rows, cells, size), of_frictionless, strict=True))
