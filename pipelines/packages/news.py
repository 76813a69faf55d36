"""What a version brings that readers ask for first: whose verdict changed and why, and which reports came or went; in both languages.

All of it follows from the table ``changes`` and the codelists, so that a version of which only that is kept can still be told of. Belongs
here: those two, counted and named. Does not: tables, columns and cells (``changelog``), or what a change is (``versions``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from pipelines.base import markdown
from pipelines.wording.dates import years_en, years_zh
from schemas import codelists

# So many are named of a version: targets, governments, ways in which a verdict changed.
MOST_NAMED = 20
_LANGUAGES = ("zh", "en")
_CAME_AND_WENT = ("added", "withdrawn")
_KEY = pl.col("key").str.json_path_match("$[0]")
_WHOLE_ROW = pl.col("column") == "*"
_VERDICT = (
    (pl.col("table") == "outcomes")
    & (pl.col("column") == "status")
    & pl.col("old").is_not_null()
    & pl.col("new").is_not_null()
)

_OPENS = {"zh": "**本版变化**：{}。", "en": "**What changed**: {}."}
_BETWEEN, _JOINS, _ENDS = {"zh": "；", "en": "; "}, {"zh": "，", "en": "; "}, {"zh": "。", "en": "."}
_VERDICTS = {"zh": "判定有变化的目标{:,}项", "en": "changed verdicts: {:,}"}
_NO_VERDICT = {"zh": "判定没有变化", "en": "no verdict changed"}
_ROWS = {
    ("reports", "added"): {"zh": "新收录报告{:,}份", "en": "reports added: {:,}"},
    ("reports", "withdrawn"): {"zh": "撤下报告{:,}份", "en": "reports withdrawn: {:,}"},
    ("targets", "added"): {"zh": "新增目标{:,}项", "en": "targets added: {:,}"},
    ("targets", "withdrawn"): {"zh": "撤下目标{:,}项", "en": "targets withdrawn: {:,}"},
}
_HEADING = {"zh": "#### 判定的变化", "en": "#### Changed verdicts"}
_WAY = {"zh": "- {old}→{new}（{why}）：{count:,}项", "en": "- {old} → {new}, as {why}: {count:,}"}
_ALL, _SOME = {"zh": "逐项：", "en": "One by one:"}, {"zh": "其中：", "en": "Among them:"}
_TARGET = {
    "zh": "- {place}{year}年：{old}→{new}（{why}）。{said}",
    "en": "- {place} {year}: {old} → {new}, as {why}. {said}",
}
_REPORTS = {
    "added": {"zh": "新收录的报告：", "en": "Reports added: "},
    "withdrawn": {"zh": "撤下的报告：", "en": "Reports withdrawn: "},
}
_MORE = {"zh": "另有{:,}个政府的", "en": "and those of {:,} more"}
# Of a language the years of a government, from its name and the years.
_OF_PLACE = {
    "zh": lambda place, years: f"{place}{years_zh(years)}",
    "en": lambda place, years: f"{place} {years_en(years)}",
}

# The years of each government, by whether its reports came or went.
Years = Mapping[str, Mapping[str, Sequence[int]]]


class Changed(NamedTuple):
    """A target whose verdict changed: from which to which, the kind of change and why, and its sentences as they are now."""

    target_id: str
    old: str
    new: str
    kind: str
    reason: str
    why_zh: str | None
    why_en: str | None


def news(changes: pl.DataFrame) -> Iterator[str]:
    """The news of a version as paragraphs of Markdown, in Chinese and then in English.

    Args:
        changes: its table ``changes``.
    """
    targets, reports = changed_verdicts(changes), reports_moved(changes)
    for language in _LANGUAGES:
        yield _summary(targets.height, changes, language)
        if targets.height:
            yield from _verdicts(targets, language)
        yield from _came_and_went(reports, language)


def remaining(changes: pl.DataFrame) -> pl.DataFrame:
    """The changes that ``news`` does not tell: all but reports that came or went, and outcomes whose verdict changed."""
    keys = changes.filter(_VERDICT)["key"].unique()
    of_changed = (pl.col("table") == "outcomes") & pl.col("key").is_in(keys.implode())
    return changes.filter(~of_changed & ~((pl.col("table") == "reports") & _WHOLE_ROW))


def changed_verdicts(changes: pl.DataFrame) -> pl.DataFrame:
    """A row for each target whose verdict changed, with the fields of ``Changed``; first those that figures decided before and now."""
    changed = changes.filter(_VERDICT).select("key", "old", "new", "kind", "reason", target_id=_KEY)
    for name in ("why_zh", "why_en"):
        said = changes.filter(table="outcomes", column=name).select("key", pl.col("new").alias(name))
        changed = changed.join(said, on="key", how="left", maintain_order="left")
    decided = [pl.col(name).is_in(codelists.decided()).cast(pl.Int8) for name in ("old", "new")]
    newest_first = [pl.sum_horizontal(decided), pl.col("target_id").str.slice(7, 4), pl.col("target_id")]
    return changed.sort(newest_first, descending=[True, True, False]).select(Changed._fields)


def reports_moved(changes: pl.DataFrame) -> Years:
    """The reports that came or went, in the order of the governments' codes."""
    rows = changes.filter(pl.col("table") == "reports", _WHOLE_ROW).select("kind", report_id=_KEY).sort("report_id")
    years: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in _CAME_AND_WENT}
    for kind, report_id in rows.iter_rows():
        region, _, year = report_id.partition("-")
        years[kind][region].append(int(year))
    return years


def _summary(verdicts: int, changes: pl.DataFrame, language: str) -> str:
    """How many verdicts changed, and how many reports and targets came or went; what there is none of is left out but for the first."""
    whole = changes.filter(_WHOLE_ROW).group_by("table", "kind").len()
    counts = {(table, kind): count for table, kind, count in whole.iter_rows()}
    parts = [_VERDICTS[language].format(verdicts) if verdicts else _NO_VERDICT[language]]
    parts += [words[language].format(counts[of]) for of, words in _ROWS.items() if counts.get(of)]
    return _OPENS[language].format(_JOINS[language].join(parts))


def _verdicts(targets: pl.DataFrame, language: str) -> Iterator[str]:
    """From which verdict to which and why, counted; then the first targets, each with its sentence."""
    labels, kinds = codelists.labels("status", language), codelists.labels("change_kind", language)

    def said(old: str, new: str, kind: str, reason: str) -> dict[str, str]:
        why = kinds.get(kind, kind) if language == "zh" else reason
        return {"old": labels.get(old, old), "new": labels.get(new, new), "why": why}

    ways = targets.group_by("old", "new", "kind", "reason").len()
    most = ways.sort("len", "old", "new", "kind", descending=[True, False, False, False]).head(MOST_NAMED)
    named = [Changed(*row) for row in targets.head(MOST_NAMED).iter_rows()]
    yield _HEADING[language]
    yield "\n".join(_WAY[language].format(**said(*way), count=count) for *way, count in most.iter_rows())
    yield (_ALL if len(named) == targets.height else _SOME)[language]
    yield "\n".join(
        _TARGET[language]
        .format(
            place=_government(target.target_id[:6], language),
            year=target.target_id[7:11],
            **said(target.old, target.new, target.kind, target.reason),
            said=markdown.text((target.why_zh if language == "zh" else target.why_en) or ""),
        )
        .rstrip()
        for target in named
    )


def _came_and_went(reports: Years, language: str) -> Iterator[str]:
    for kind, opens in _REPORTS.items():
        if years := reports[kind]:
            named = list(years)[:MOST_NAMED]
            parts = [_OF_PLACE[language](_government(code, language), years[code]) for code in named]
            parts += [_MORE[language].format(len(years) - len(named))] if len(years) > len(named) else []
            yield opens[language] + _BETWEEN[language].join(parts) + _ENDS[language]


def _government(code: str, language: str) -> str:
    """What a government is called; its code where the list has it not."""
    return markdown.text(_names(language).get(code, code))


@cache
def _names(language: str) -> dict[str, str]:
    rows = codelists.read("regions")
    if language == "en":
        return {row["region_code"]: row["name_en"] for row in rows}
    return {row["region_code"]: row["short_zh" if row["level"] == "nation" else "name_zh"] for row in rows}
