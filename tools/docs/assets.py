"""Draws every table and what it is made of, from the assets that Dagster knows: a box a step, with its tables. Belongs here: the drawing."""

from collections.abc import Iterator, Mapping

from pipelines.base.settings import settings

# All packages are made alike, of nearly every table.
PACKAGES = "packages"
Boxes = Mapping[str, tuple[list[str], list[str]]]


def boxes() -> Boxes:
    """By box the tables that are made together, and the tables that they are made of."""
    from pipelines.definitions import line

    graph = line(settings()).over([]).resolve_asset_graph()
    steps: dict[str, tuple[set[str], set[str]]] = {}
    for definition in graph.assets_defs:
        if not definition.keys or not definition.is_materializable:  # checks that run alone, and raw files
            continue
        paths = [key.path for key in definition.keys]
        name = PACKAGES if paths[0][0] == PACKAGES else definition.node_def.name
        tables, parents = steps.setdefault(name, (set(), set()))
        tables |= {path[-1] for path in paths}
        parents |= {parent.path[-1] for key in definition.keys for parent in graph.get(key).parent_keys}
    return {name: (sorted(tables), sorted(parents)) for name, (tables, parents) in sorted(steps.items())}


def drawing(steps: Boxes) -> str:
    """The boxes and the arrows between them as Mermaid."""
    lines = ["```mermaid", "flowchart LR"]
    lines += [f'    {name}_box["{"<br/>".join(tables)}"]' for name, (tables, _) in steps.items()]
    lines += [f"    {above}_box --> {name}_box" for name in steps for above in _above(steps, name)]
    return "\n".join([*lines, "```"])


def _above(steps: Boxes, name: str) -> Iterator[str]:
    """The boxes that hold a table that this one is made of."""
    parents = set(steps[name][1])
    return (other for other, (tables, _) in steps.items() if parents & set(tables) and other != name)
