"""The contracts of every table: one module a table, named like the table, its asset and its file.

What belongs here: column definitions, codelists, and the checks that follow from them.
What does not: how a table is made, stored or published (``pipelines``).

Importing this package costs nothing; the models, which need Pandera, load when one is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.contract import Table


def model(table: str) -> "type[Table]":
    """The Pandera model of a table, by the table's name (``targets`` -> ``schemas.targets.Targets``).

    A name ending in ``_rejects`` gives the model shared by all reject tables.

    Raises:
        LookupError: no module in ``schemas`` has that name.
    """
    name = "rejects" if table.endswith("_rejects") else table
    try:
        module = import_module(f"schemas.{name}")
    except ModuleNotFoundError as error:
        raise LookupError(f"no contract for a table {table!r}: schemas/{name}.py is missing") from error
    found: type[Table] = getattr(module, "".join(part.title() for part in name.split("_")))
    return found
