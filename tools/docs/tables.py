"""docs/reference/tables/: a page a table, their list, and every column over all tables, from the contracts.

Belongs here: which tables there are, and how a contract is shown. Does not: what a column means (``schemas``).
"""

from collections.abc import Iterator
from contextlib import suppress
from inspect import cleandoc
from pkgutil import iter_modules

import schemas
from pipelines.packages.definition import definitions
from pipelines.packages.metadata.descriptor import describe
from pipelines.packages.metadata.dictionary import Column, columns
from schemas import codelists, contract
from tools.docs.markdown import anchor, code, link, page, plain, sentence, table

FOLDER = "docs/reference/tables"
# Every version but the first has it, whatever its definition lists.
ALWAYS = ("changes",)
# What contracts inherit from, and no table is called by.
BASES = ("statement",)
INTRODUCTION = (
    "A table is one contract in [schemas/](../../../schemas), from which the checks, the descriptor, the fields' comments in the Parquet and "
    "these pages follow. Its name is that of its file, in the store and in a package."
)


def names() -> tuple[str, ...]:
    """All tables that have a contract of their own, codelists too."""
    return tuple(sorted({*_of_modules(), *_of_codelists()}))


def _of_codelists() -> Iterator[str]:
    return (path.stem for path in codelists.FOLDER.glob("*.csv"))


def _of_modules() -> Iterator[str]:
    for module in iter_modules(schemas.__path__):
        with suppress(LookupError):
            schemas.model(module.name)
            if module.name not in BASES:
                yield module.name


def packages_of(name: str) -> list[str]:
    """The packages that hold a table."""
    return [each.name for each in definitions() if name in (*each.tables, *ALWAYS)]


def documents() -> dict[str, str]:
    """The pages by their paths."""
    return {f"{FOLDER}/index.md": _index()} | {f"{FOLDER}/{name}.md": _page(name) for name in names()}


def _index() -> str:
    lists = set(_of_codelists())
    kinds = {
        "## Published tables": [name for name in names() if packages_of(name) and name not in lists],
        "## Tables of the store alone": [name for name in names() if not packages_of(name) and name not in lists],
        "## Codelists": [name for name in names() if name in lists],
    }
    parts = [part for heading, of_kind in kinds.items() for part in (heading, _list(of_kind))]
    return page("Tables", INTRODUCTION, *parts, "## All columns", _all_columns())


def _list(of_kind: list[str]) -> str:
    rows = ((link(code(name), f"{name}.md"), ", ".join(map(code, packages_of(name))), sentence(describe(name))) for name in of_kind)  # fmt: skip
    return table(("table", "packages", "what it is"), rows)


def _all_columns() -> str:
    """A row a column's name and title: the tables that have it."""
    holders: dict[tuple[str, str], list[str]] = {}
    for name in names():
        for column in columns(name):
            holders.setdefault((column.name, column.title), []).append(link(name, f"{name}.md"))
    rows = ((code(name), plain(title), ", ".join(tables)) for (name, title), tables in sorted(holders.items()))
    return table(("column", "标题", "tables"), rows)


def _page(name: str) -> str:
    key = contract.primary_key(schemas.model(name))
    packages = packages_of(name)
    facts = [
        f"Key: {', '.join(map(code, key))}." if key else "It has no key.",
        f"In the packages {', '.join(map(code, packages))}." if packages else "Never published: it rests in the store.",
        f"Its rows stand in [the codelist](../codelists/{name}.md)." if name in set(_of_codelists()) else "",
    ]
    rows = (
        (code(each.name), plain(each.title), sentence(each.description) + _mark(each), _type(each), plain(each.unit), _refers(each))
        for each in columns(name)
    )  # fmt: skip
    return page(
        name,
        _docstring(name),
        " ".join(filter(None, facts)),
        table(("column", "标题", "description", "type", "unit", "values of"), rows),
        "[All tables](index.md)",
    )


def _docstring(name: str) -> str:
    """What the contract says of its table, of its own and not of its base."""
    paragraphs = cleandoc(schemas.model(name).__dict__.get("__doc__") or "").split("\n\n")
    return "\n\n".join(sentence(" ".join(paragraph.split())) for paragraph in paragraphs)


def _type(column: Column) -> str:
    """Its type, and whether a cell may be empty."""
    return code(column.type) + (", may be empty" if column.nullable else "")


def _refers(column: Column) -> str:
    """Where its values stand: a codelist, or a column of a table."""
    if column.codelist:
        return link(column.codelist, f"../codelists/codes.md#{anchor(column.codelist)}")
    if column.refers_to:
        other = column.refers_to.split(".")[0]
        return link(plain(other), f"{other}.md")
    return ""


def _mark(column: Column) -> str:
    return " *Store only.*" if column.store_only else ""
