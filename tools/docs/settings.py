"""docs/reference/settings.md, from the fields of ``Settings``. Belongs here: how a setting is shown. Does not: any word about one."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

from pipelines.base.settings import ROOT, Settings
from tools.docs.markdown import code, page, sentence, table

PATH = "docs/reference/settings.md"
KINDS: Mapping[type, str] = {date: "date", str: "text", bool: "true or false", int: "number", float: "number"}
PREFIX = Settings.model_config["env_prefix"]
INTRODUCTION = (
    "A setting is a variable of the environment; one that is empty counts as not set. Folders may be relative to where the command runs; "
    "the defaults lie in the clone. `make run`, `mubiao` and Dagster read the same ones."
)


def variable(name: str) -> str:
    """The variable of the environment that a setting comes from."""
    return f"{PREFIX}{name}".upper()


def document() -> str:
    """The page."""
    rows = (
        (code(variable(name)), _kind(field), _default(field), sentence(field.description or ""))
        for name, field in Settings.model_fields.items()
    )
    example = "```sh\nMUBIAO_RAW=/data/raw MUBIAO_PUBLISHED=/data/published .venv/bin/mubiao run\n```"
    return page("Settings", INTRODUCTION, table(("variable", "type", "default", "what"), rows), example)


def _kind(field: Any) -> str:
    """The type of a setting in words: the codes of a choice, else what is written."""
    if get_origin(field.annotation) is dict:
        return "JSON object"
    kind = next(kind for kind in get_args(field.annotation) or [field.annotation] if kind is not type(None))
    if issubclass(kind, Enum):
        return ", ".join(code(choice.value) for choice in kind)
    if issubclass(kind, Path):
        return "file" if isinstance(field.default, Path) and field.default.suffix else "folder"
    return KINDS.get(kind, kind.__name__)


def _default(field: Any) -> str:
    value = field.get_default(call_default_factory=True)
    if value in (None, "", {}, []):
        return "none"
    if isinstance(value, Path):
        path = value.relative_to(ROOT).as_posix() if value.is_relative_to(ROOT) else value.as_posix()
        return code(path if value.suffix else f"{path}/")
    return code(value.value if isinstance(value, Enum) else value)
