"""docs/reference/command-line.md, from the command itself. Belongs here: how a command is shown. Does not: any word about one.

Typer's own ``utils docs`` is not used: it prints defaults with the paths of the machine, cuts the sentences of its list of commands, and
writes ``[OPTIONS] {FILE...}...`` where one types FILE.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from typer.main import get_command

from pipelines.base.settings import ROOT
from pipelines.cli import app
from tools.docs.markdown import anchor, code, link, page, plain, sentence, table

NAME = "mubiao"
KINDS: Mapping[Any, str] = {Path: "PATH", int: "NUMBER", float: "NUMBER", datetime: "YYYY-MM-DD"}
PATH = "docs/reference/command-line.md"
INTRODUCTION = (
    "The command is `.venv/bin/mubiao`, called at the root of the clone; where these documents say `mubiao`, they mean that. What depends on "
    "folders and collections follows the [settings](settings.md). `make` sets up what it needs and calls it: its targets stand at the end.\n\n"
    "To type `mubiao` alone, and have bash, zsh or fish complete commands, options and packages by Tab, type this once at the root of the clone; "
    "completion is there in the next shell. The first line holds for one shell: for all, put it with the folder's full name into the file that "
    "your shell reads as it starts.\n\n"
    '```sh\nexport PATH="$PWD/.venv/bin:$PATH"\nmubiao --install-completion\n```'
)


def commands(group: Any = None, above: str = NAME) -> Iterator[tuple[str, Any]]:
    """All commands as one types them, those below others too, with what Typer knows of each."""
    group = group or get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{above} {name}")
        elif not command.hidden:
            yield f"{above} {name}", command


def options(command: Any) -> list[Any]:
    """Arguments and options of a command in the order of its help, without ``--help``."""
    return [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]


def targets(makefile: str) -> dict[str, str]:
    """What ``make`` can be asked for, with the comment behind its rule."""
    rules = (line.partition("##") for line in makefile.splitlines() if "##" in line)
    return {rule.split(":")[0]: text.strip() for rule, _, text in rules if rule.split(":")[0].strip(" #")}


def document() -> str:
    """The page."""
    every = dict(commands())
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return page(
        "Command line",
        INTRODUCTION,
        *_overview(every),
        *(part for name, command in every.items() for part in _command(name, command)),
        "## make",
        table(("target", "what it does"), ((code(f"make {name}"), sentence(text)) for name, text in targets(makefile).items())),
    )  # fmt: skip


def _overview(every: Mapping[str, Any]) -> Iterator[str]:
    """The list of commands, in the groups of the help where it has groups."""
    panels: dict[str, list[tuple[str, Any]]] = {}
    for name, command in every.items():
        panels.setdefault(_panel(name), []).append((name, command))
    for panel, group in panels.items():
        yield f"**{panel}**" if panel else ""
        rows = ((link(code(name), f"#{anchor(name)}"), sentence(_first(command.help))) for name, command in group)
        yield table(("command", "what it does"), rows)


def _panel(name: str) -> str:
    """The group of the help in which a command stands, one of a group of commands where that stands; empty where there is none."""
    root: Any = get_command(app)
    panel = getattr(root.commands[name.split()[1]], "rich_help_panel", None)
    return panel if isinstance(panel, str) else ""


def _first(text: str | None) -> str:
    return (text or "").strip().split("\n\n")[0]


def _command(name: str, command: Any) -> Iterator[str]:
    parameters = options(command)
    yield f"## {name}"
    yield _prose(command.help)
    yield f"```sh\n{' '.join([f'.venv/bin/{name}', *_usage(parameters)])}\n```"
    if parameters:
        yield table(("argument or option", "what", "default"), map(_row, parameters))
    yield _prose(command.epilog)


def _prose(text: str | None) -> str:
    """Help as Typer reads it: a blank line parts paragraphs."""
    return "\n\n".join(sentence(" ".join(paragraph.split())) for paragraph in (text or "").split("\n\n"))


def _usage(parameters: Iterable[Any]) -> Iterator[str]:
    """The command as one types it: options that may be left out are not shown."""
    for parameter in parameters:
        if parameter.param_type_name == "argument":
            name = _argument(parameter)
            yield name if parameter.required else f"[{name}]"
        elif parameter.required:
            yield " ".join([parameter.opts[0], *_value(parameter)])
    if any(parameter.param_type_name == "option" and not parameter.required for parameter in parameters):
        yield "[OPTIONS]"


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _row(parameter: Any) -> tuple[str, str, str]:
    if parameter.param_type_name == "argument":
        name = code(_argument(parameter))
    else:
        name = code(" ".join([", ".join(parameter.opts), *_value(parameter)]))
    return name, sentence(parameter.help or ""), "required" if parameter.required else _default(parameter.default)


def _value(parameter: Any) -> Iterator[str]:
    """What one writes behind an option: its own word, its choices, or the kind; nothing behind a switch."""
    if parameter.is_flag:
        return
    annotation = parameter.type_descriptor.annotation
    kind = next(iter(get_args(annotation)), annotation)
    if parameter.metavar:
        yield parameter.metavar
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield "|".join(str(choice.value) for choice in kind)
    else:
        yield KINDS.get(kind, "TEXT")


def _default(value: object) -> str:
    """A default as one would type it: a folder of the clone from its root; what is off or empty has none."""
    if value is None or value is False or value == "" or callable(value):
        return ""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Path):
        value = value.relative_to(ROOT).as_posix() if value.is_relative_to(ROOT) else value
    return code(plain(value) if isinstance(value, float) else value)
