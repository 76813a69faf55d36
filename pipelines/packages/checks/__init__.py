"""Whether a package is what its descriptor says, in layers that each catch what the others let pass.

Belongs here: which layers there are, and their order. Does not: a layer, one module each; mending; what a package holds.
"""

from pathlib import Path

from pipelines.packages.checks.files import hash_faults
from pipelines.packages.checks.lint import lint
from pipelines.packages.checks.profile import frictionless_faults, profile_faults
from pipelines.packages.checks.tables import table_faults
from pipelines.packages.package import Package

# frictionless reads some 20,000 rows a second: a larger package has its constraints checked in DuckDB alone.
MOST_ROWS_OF_FRICTIONLESS = 20_000


def validate(place: Path) -> list[str]:
    """All faults of a package, one plain sentence each; none where it is valid.

    Args:
        place: the package's folder, or its datapackage.json.

    Raises:
        InputError: it is no package, or none that may be opened.
    """
    return faults_of(Package.open(place))


def faults_of(package: Package) -> list[str]:
    """All faults of an open package. Of one that breaks the profile, or holds other files than it says, nothing else is worth telling."""
    if faults := profile_faults(package.descriptor) or hash_faults(package):
        return faults
    small = sum(resource["rows"] for resource in package.resources) <= MOST_ROWS_OF_FRICTIONLESS
    return (frictionless_faults(package) if small else []) + table_faults(package) + lint(package)
