"""Blocks on speed: all that the benches measured last, from tools/measured/, and of it a few figures. Belongs here: printing it alone."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tools import timing
from tools.docs.markdown import plain, sentence, table


class Figure(NamedTuple):
    """One figure of a bench: its first table, a row by its place, a column by its name; how it is said in both languages."""

    bench: str
    row: int
    column: str
    en: str
    zh: str


FIGURES = (
    Figure("flagship", -1, "clock, s", "{label}, from their texts to the checked package, on two cores: seconds", "{label}，自文本到通过检查的数据包（双核）：秒"),
    Figure("flagship", -1, "MiB, all processes", "its largest memory, all processes together: MiB", "同上，全部进程的最大内存：MiB"),
    Figure("late", 1, "multiple", "one late report among them: times an empty Dagster run", "其中一份迟到的报告：相当于空的Dagster运行的倍数"),
    Figure("late", 2, "multiple", "nothing new among them: times an empty Dagster run", "没有变动时再次运行：相当于空的Dagster运行的倍数"),
)  # fmt: skip


def figures(language: str) -> str:
    """What the line costs with thousands of reports, of those that are measured."""
    rows = []
    for figure in FIGURES:
        kept = timing.kept(figure.bench)
        if kept:
            first = timing.Table.from_json(kept["tables"][0])
            label, cells = list(first.printed())[figure.row]
            said = figure.en if language == "en" else figure.zh.replace("{label}", label.replace(" reports", "份报告"))
            rows.append([said.format(label=label), cells[list(first.columns).index(figure.column)]])
    title = {"en": ["what the line costs", "measured"], "zh": ["运行成本", "实测"]}[language]
    return table(title, rows, title[1:])


def measured() -> str:
    """A section a bench, with its day and machine."""
    return "\n\n".join(part for bench in timing.BENCHES for part in _section(bench, timing.kept(bench)))


def _section(bench: str, kept: Mapping[str, Any] | None) -> Iterator[str]:
    yield f"## {bench}"
    yield _docstring(bench)
    if kept is None:
        yield "Not measured yet."
        return
    for each in map(timing.Table.from_json, kept["tables"]):
        rows = ([sentence(label), *map(plain, cells)] for label, cells in each.printed())
        yield table([sentence(each.title), *each.columns], rows, list(each.columns))
        if each.note:
            yield sentence(each.note)
    yield f"{kept['date']}, {kept['machine']}."


def _docstring(bench: str) -> str:
    """What the bench says of itself, without its list of what it needs."""
    text = ast.get_docstring(ast.parse((timing.HERE / f"bench_{bench}.py").read_text(encoding="utf-8"))) or ""
    return sentence(" ".join(text.split("\n\n")[0].split()))
