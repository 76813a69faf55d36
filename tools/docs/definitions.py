"""docs/reference/definitions.md: what may stand in definitions.toml, from the classes that read it.

Belongs here: how a key is shown. Does not: what it means (``pipelines/packages/keys.py``).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from pipelines.packages.definition import Definition, Owner, definitions
from pipelines.packages.keys import OWNER_KEYS, PACKAGE_KEYS
from tools.docs.markdown import code, page, plain, sentence, table

PATH = "docs/reference/definitions.md"
INTRODUCTION = (
    "Which packages there are stands in [pipelines/packages/definitions.toml](../../pipelines/packages/definitions.toml): a table `[owner]`, and "
    "a table `[[package]]` a package. How to add one: [the guide](../guides/define-a-package.md). An entry that lacks a key, or has one that is not "
    "known, is refused with its name."
)
# Of each kind of key a value to show.
EXAMPLES: Mapping[str, Any] = {
    "name": "gansu-2024", "title_zh": "甘肃省2024年政府工作报告目标", "title_en": "Targets of the Gansu work report 2024",
    "description_zh": "编制说明。", "description_en": "What is in it.", "regions": ["620000"], "years": [2024],
    "tables": ["reports", "targets", "outcomes", "matches", "statistics", "verdict_rules", "regions", "units", "codes"],
}  # fmt: skip


def document() -> str:
    """The page."""
    return page(
        "Definitions of packages",
        INTRODUCTION,
        "## A smallest entry",
        "```toml\n" + "\n".join(["[[package]]", *_smallest()]) + "\n```",
        "## A package",
        _keys(Definition, PACKAGE_KEYS),
        "## The owner",
        _keys(Owner, OWNER_KEYS),
        "## The packages there are",
        table(
            ("package", "title", "regions", "years", "collections", "text", "put before readers"),
            (
                (code(each.name), plain(each.title_en), ", ".join(each.regions) or "all", ", ".join(map(str, each.years)) or "all",
                 ", ".join(map(code, each.collections)), each.text, "yes" if each.publish else "no")
                for each in definitions()
            ),
        ),
    )  # fmt: skip


def _smallest() -> Iterator[str]:
    """The keys that an entry must have."""
    for field in fields(Definition):
        if field.name in PACKAGE_KEYS and field.default is MISSING and field.default_factory is MISSING:
            yield f"{field.name} = {json.dumps(EXAMPLES[field.name], ensure_ascii=False)}"


def _keys(of: Any, meanings: Mapping[str, str]) -> str:
    known = {field.name: field for field in fields(of)}
    return table(
        ("key", "type", "default", "what"),
        ((code(name), _kind(known[name].type), _default(known[name]), sentence(meaning)) for name, meaning in meanings.items()),
    )  # fmt: skip


def _kind(annotation: Any) -> str:
    kind = getattr(annotation, "__name__", None) or str(annotation)
    if "tuple" in kind:
        return "list of numbers" if "int" in str(annotation) else "list of texts"
    kind = kind.removesuffix(" | None")
    return {"str": "text", "bool": "true or false", "int": "number"}.get(kind, kind)


def _default(field: Any) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return "required"
    value = field.default if field.default is not MISSING else field.default_factory()
    if value == "" or value is None:
        return "empty"
    if isinstance(value, str):
        return code(value) if len(value) < 30 else plain(value)
    return code(json.dumps(value, ensure_ascii=False))
