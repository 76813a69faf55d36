"""Draws the house from its imports: rooms with their lines, and how many imports lead from one to another.

A room is a top folder of ``pipelines``, or its ``definitions.py``, or ``schemas``; its sentence is the first of its docstring, its floor
that of the contract of import-linter. Belongs here: counting and drawing. Does not: the rules of imports (pyproject.toml).
"""

import ast
import graphlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import grimp

from pipelines.base.settings import ROOT

# What people write; not what is built (the page's bundle), bought (fonts, licences) or a table.
CODE = (".py", ".sql", ".js", ".mjs", ".css", ".j2")
BUILT = {"bundle", "node_modules"}
LARGEST_SHARE = 0.25


class Room(NamedTuple):
    """A room: its name, lines of code that are not blank, the sentence of its docstring, its floor (0 is the highest)."""

    name: str
    lines: int
    sentence: str
    floor: int


class House(NamedTuple):
    """Rooms from the highest floor down, and how many imports lead from one room to another."""

    rooms: tuple[Room, ...]
    arrows: Mapping[tuple[str, str], int]

    def circle(self) -> list[str]:
        """Rooms that import each other in a circle, the first named again at the end; none where there is no circle."""
        above: dict[str, set[str]] = {room.name: set() for room in self.rooms}
        for importer, imported in self.arrows:
            above[imported].add(importer)
        try:
            graphlib.TopologicalSorter(above).prepare()
        except graphlib.CycleError as error:
            return list(error.args[1])
        return []

    def not_down(self) -> list[str]:
        """Arrows that do not lead to a lower floor."""
        floors = {room.name: room.floor for room in self.rooms}
        return [f"{importer} -> {imported}" for importer, imported in self.arrows if floors[importer] >= floors[imported]]  # fmt: skip

    def share(self, room: Room) -> float:
        """The part of all lines that a room holds."""
        return room.lines / sum(room.lines for room in self.rooms)


def house() -> House:
    """The house as the imports and files of the clone make it."""
    arrows: Counter[tuple[str, str]] = Counter()
    graph = grimp.build_graph("pipelines", "schemas", cache_dir=None)
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            arrows[room_of(module), room_of(imported)] += 1
    between = {pair: arrows[pair] for pair in sorted(arrows) if pair[0] != pair[1] and "pipelines" not in pair}
    return House(tuple(_rooms()), between)


def room_of(module: str) -> str:
    """The room of a module: pipelines.targets.rules.level is in targets."""
    first, *rest = module.split(".")
    return rest[0] if first == "pipelines" and rest else first


def _rooms() -> Iterator[Room]:
    for floor, names in enumerate(_floors()):
        for name in names:
            path = ROOT.joinpath(*name.split("."))
            start = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            yield Room(room_of(name), sum(map(_lines, _files(path))), _sentence(start), floor)


def _floors() -> list[list[str]]:
    """The layers of the first contract of import-linter, from the highest down; rooms of one floor stand beside each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path.with_suffix(".py")]
    return [file for file in path.rglob("*") if file.suffix in CODE and not BUILT & set(file.parts)]


def _lines(file: Path) -> int:
    return sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def _sentence(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n")[0]


def drawing(of: House) -> str:
    """The drawing as Mermaid, and its rooms as a table."""
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {room.name}["{room.name}<br/>{_about(room.lines)} lines"]' for room in of.rooms]
    lines += [f"    {importer} -->|{count}| {imported}" for (importer, imported), count in of.arrows.items()]
    lines += ["```", "", "| room | lines | share | what it is |", "|---|---:|---:|---|"]
    lines += [f"| {room.name} | {_about(room.lines)} | {of.share(room):.0%} | {room.sentence} |" for room in of.rooms]
    return "\n".join(lines)


def _about(lines: int) -> str:
    """Lines to the nearest hundred, so that not every edit changes the drawing."""
    return f"{round(lines, -2):,}"
