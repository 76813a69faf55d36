"""The blocks on how well reports are read, from the table ``extraction_scores``. Belongs here: choosing figures. Does not: scoring."""

from collections.abc import Iterator

import polars as pl

from pipelines.forms.looks import looks
from pipelines.measuring import scores
from tools.docs.markdown import code, plain, table

# Sets that are no round of reports drawn at random, by their names in the table.
OTHER_SETS = {"sentences": "single sentences", "gold": "reports that the program was written on"}
FIGURES = {
    "en": {
        "title": "{gold:,} targets and results in {reports} reports, annotated apart from the program (machine-assisted)",
        "f1": "F1",
        ("value", "first"): "number and unit right, before the program had seen these reports",
        ("value", "latest"): "number and unit right, now",
        ("strict", "first"): "every field right, before the program had seen them",
        ("strict", "latest"): "every field right, now",
    },
    "zh": {
        "title": "{reports}份另行标注（借助机器）的报告，{gold:,}项目标和结果",
        "f1": "F1",
        ("value", "first"): "数值和单位正确（首次测量，程序此前没有读过）",
        ("value", "latest"): "数值和单位正确（目前）",
        ("strict", "first"): "各项全部正确（首次测量）",
        ("strict", "latest"): "各项全部正确（目前）",
    },
}


def figures(language: str) -> str:
    """Four figures, over all rounds of reports together."""
    words = FIGURES[language]
    by_look = {each["look"]: each for each in looks({scores.TABLE: scores.read()})}
    first = by_look["first"]
    title = words["title"].format(reports=first["reports"], gold=int(first["gold"]))
    rows = ((words[name, look], by_look[look][name]) for name in ("value", "strict") for look in ("first", "latest"))
    return table((title, words["f1"]), rows, [words["f1"]])


def rounds() -> str:
    """A row a set of annotated reports: F1 of value and strict, at first look and now; then all rounds together."""
    every = scores.read().filter(kind="field")
    rows = [_set(name, every.filter(set=name)) for name in sorted(every["set"].unique(), key=lambda name: (len(name), name))]  # fmt: skip
    both = {each["look"]: each for each in looks({scores.TABLE: scores.read()})}
    pooled = [both[look][name] for name in ("value", "strict") for look in ("first", "latest")]
    rows.append(["**all rounds**", both["latest"]["reports"], f"{int(both['latest']['gold']):,}", *pooled])
    columns = ["annotated", "reports", "rows", "value, first look", "value now", "strict, first look", "strict now"]
    return table(columns, rows, columns[1:])


def _set(name: str, of: pl.DataFrame) -> list[object]:
    f1 = {(row["name"], row["look"]): f"{row['f1']:.3f}" for row in of.to_dicts()}
    latest = of.filter(name="value", look="latest").row(0, named=True)
    cells = [f1.get((field, look), "") for field in ("value", "strict") for look in ("first", "latest")]
    return [OTHER_SETS.get(name, f"round {name}"), latest["reports"], f"{int(latest['gold']):,}", *cells]


def by_field() -> str:
    """Precision, recall and F1 a field, now, over all rounds together."""
    return _pooled("field", "F1")


def by_rule() -> str:
    """Precision a rule of the grammar, now, over all rounds together."""
    return _pooled("rule", None)


def _pooled(kind: str, f1: str | None) -> str:
    of_rounds = scores.read().filter(pl.col("set").str.len_chars() == 1, kind=kind, look="latest")
    summed = (
        of_rounds.group_by("name")
        .agg(pl.sum("gold", "predicted", "right"))
        .sort("right", "name", descending=[True, False])
    )
    columns = [kind, "read", "right", "precision"] + (["recall", f1] if f1 else [])
    return table(columns, (_line(row, recalled=bool(f1)) for row in summed.to_dicts()), columns[1:])


def _line(row: dict[str, int], *, recalled: bool) -> Iterator[str]:
    yield code(row["name"])
    yield f"{row['predicted']:,}"
    yield f"{row['right']:,}"
    yield f"{row['right'] / row['predicted']:.3f}" if row["predicted"] else plain(None)
    if recalled:
        yield f"{row['right'] / int(row['gold']):.3f}"
        yield f"{2 * row['right'] / (int(row['gold']) + row['predicted']):.3f}"
