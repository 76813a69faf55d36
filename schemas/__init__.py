"""The contracts of every table: one module a table, named like the table, its asset and its file; codelists share one module.

What belongs here: column definitions, codelists, and the checks that follow from them.
What does not: how a table is made, stored or published (``pipelines``).

Importing this package costs nothing; the models, which need Pandera, load when one is asked for.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.contract import Table


@cache
def model(table: str) -> "type[Table]":
    """The Pandera model of a table, by the table's name (``targets`` -> ``schemas.targets.Targets``).

    A codelist's stands in ``schemas.codelists.contracts``; a name ending in ``_rejects`` gives the model shared by all reject tables.

    Raises:
        LookupError: no module in ``schemas`` has a class of that name.
    """
    name = "rejects" if table.endswith("_rejects") else table
    own = name.isidentifier() and find_spec(f"schemas.{name}")
    module = import_module(f"schemas.{name}" if own else "schemas.codelists.contracts")
    class_name = "".join(part.title() for part in name.split("_"))
    contract: type[Table] | None = getattr(module, class_name, None)
    if contract is None:
        raise LookupError(
            f"no contract for a table {table!r}: neither schemas/{name}.py nor schemas/codelists/contracts.py has a class {class_name}"
        )
    return contract
