"""README.md of a package, from README.md.j2: first all of it in English, then in Chinese, then code, columns and sources.

Belongs here: the figures and sentences that the template shows. Does not: words (``readme.toml``, ``page/words.toml``, the codelists).
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.base import markdown
from pipelines.forms import growth
from pipelines.forms.about import TABLES_ZH, met, method
from pipelines.forms.answers import OF, SORTS, shares
from pipelines.forms.beside import beside
from pipelines.forms.codes import label, meaning
from pipelines.forms.looks import first_look
from pipelines.forms.page import figures
from pipelines.forms.page.language import filled
from pipelines.forms.page.sentences import rest
from pipelines.forms.readable import in_words, readable
from pipelines.forms.rows import joined
from pipelines.forms.templates import environment, web_address
from pipelines.forms.zip import name as name_of_zip
from pipelines.packages.candidate import Candidate
from pipelines.packages.counts import by_status, once
from pipelines.packages.metadata.citation import citation, upkeep
from pipelines.packages.metadata.descriptor import describe, sources
from pipelines.packages.metadata.dictionary import columns
from pipelines.packages.registry import form
from pipelines.packages.sizes import carried, too_long
from pipelines.wording.dates import day_en, day_zh
from pipelines.wording.numbers import digits, share
from schemas import codelists
from schemas.codelists.statuses import statuses

# A package of more targets lists indicators, not targets; so many of them.
LONGEST_LIST, MOST_INDICATORS = 500, 30
# The languages in their order, and what each calls itself.
LANGUAGES = {"en": "English", "zh": "中文"}
_WORDS = Path(__file__).parent / "readme.toml"
# The forms that the list of files names, in its order; a package has those that it carries.
_FILES = ("zip", "html", "xlsx", "briefs", "charts", "results", "panel", "stata", "parquet", "csv", "rest")
Pair = Mapping[str, str]


@form("readme")
def write(candidate: Candidate) -> None:
    """Write the README of a candidate."""
    candidate.write("README.md", readme(candidate))


def readme(candidate: Candidate) -> str:
    """The README of a version."""
    definition, version, tables = candidate.definition, candidate.version, candidate.tables
    rows = joined(tables)
    listed = rows.height <= LONGEST_LIST
    created = candidate.created
    templates = environment(Path(__file__).parent, autoescape=False, keep_trailing_newline=True)
    templates.filters |= {
        "cell": _cell,
        "own": _own,
        "line": markdown.line,
        "text": markdown.text,
        "address": markdown.address,
        "percent": lambda part: share(*part) if part[1] else "",
    }
    in_both = in_words(rows) if listed else rows
    return templates.get_template("README.md.j2").render(
        definition=definition,
        version=version,
        day=filled("newest", day={"zh": day_zh(created), "en": day_en(created)}),
        languages=LANGUAGES,
        names=LANGUAGES,
        texts={language: _texts(candidate, rows, in_both, language) for language in LANGUAGES},
        listed=listed,
        answers=shares(rows),
        denominators=OF,
        sorts=SORTS,
        indicators=_by_indicator(tables),
        judged=codelists.decided(),
        measures={language: codelists.labels("measure", language) for language in LANGUAGES},
        rules=tables["verdict_rules"].to_dicts() if "verdict_rules" in tables else [],
        cited=citation(definition, version, created, tables.get("reports")),
        upkeep={language: upkeep(definition.owner, language) for language in LANGUAGES},
        sources=[source | {"path": web_address(source.get("path"))} for source in sources(tables)],
        counts={table: frame.height for table, frame in tables.items()},
        dictionary=[
            (table, TABLES_ZH.get(table), describe(table), frame.height, columns(table, frame.columns))
            for table, frame in tables.items()
        ],
    )


@cache
def _words() -> dict[str, dict[str, str]]:
    """Key -> language -> text."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _texts(candidate: Candidate, rows: pl.DataFrame, in_both: pl.DataFrame, language: str) -> dict[str, Any]:
    """All that the README says in a language, by what the template calls it."""
    definition, tables = candidate.definition, candidate.tables
    counts = by_status(once(rows)["status"])
    words = {key: texts[language] for key, texts in _words().items()}
    return words | {
        "description": getattr(definition, f"description_{language}"),
        "colon": "：" if language == "zh" else ": ",
        "overview": words["overview"].format(total=f"{sum(counts.values()):,}"),
        "sentences": [each for each in _overview(rows, tables, counts, words, language) if each],
        "verdict_rows": _verdict_rows(counts, language),
        "rows": _list(in_both, language) if rows.height <= LONGEST_LIST else [],
        "indicators_head": words["indicators_head"].format(verdicts=_verdict_heads(language)),
        "file_list": list(_files(candidate, words)),
        "notes": list(_notes(candidate, words)),
        "method": filled("method")[language],
        "method_sentences": [*(each[language] for each in method(tables)), words["method_words"]],
        "margins_head": words["margins_head"].format(near=label("status", "near")[language]),
        "limits": filled("limits")[language],
        "limit_list": list(_limits(candidate, words, language)),
        "cite": filled("cite")[language],
        "licence": filled("licence")[language],
    }


def _overview(
    rows: pl.DataFrame, tables: Mapping[str, pl.DataFrame], counts: Mapping[str, int], words: Pair, language: str
) -> Iterator[str | None]:
    """What came of the targets, with denominators; growth by period, where there are enough; which reports there are."""
    own = figures.own(rows) if "source_kind" in rows.columns else None
    yield met(counts, own)[language]
    yield rest(counts)[language]
    of_growth = growth.sentence(tables)
    yield of_growth[language] if of_growth else None
    answered = shares(rows)
    yield answered.sentence(language) if answered else None
    yield _covers(tables, words, language)
    if once(rows).height != rows.height:
        yield words["repeated"].format(rows=f"{rows.height:,}")


def _covers(tables: Mapping[str, pl.DataFrame], words: Pair, language: str) -> str | None:
    """Which governments and years there are; of one report nothing, which the title names."""
    reports = tables["reports"]
    if reports.height < 2 or "regions" not in tables or "level" not in tables["regions"].columns:
        return None
    places = tables["regions"].join(reports, on="region_code", how="semi")
    of_level = dict(places["level"].value_counts().iter_rows())
    labels = codelists.labels("government_level", language)
    named = [(labels[code], of_level[code]) for code in labels if code in of_level]
    levels = (
        "、".join(f"{name}{count:,}个" for name, count in named)
        if language == "zh"
        else ", ".join(f"{name}: {count:,}" for name, count in named)
    )
    return words["covers"].format(
        reports=f"{reports.height:,}",
        governments=f"{reports['region_code'].n_unique():,}",
        levels=levels,
        first=reports["year"].min(),
        last=reports["year"].max(),
    )


def _verdict_rows(counts: Mapping[str, int], language: str) -> list[dict[str, str]]:
    """Every verdict that a target has, with what it means."""
    total = sum(counts.values())
    return [
        {
            "sign": status.sign,
            "label": label("status", code)[language],
            "meaning": meaning("status", code)[language],
            "count": f"{counts[code]:,}",
            "share": share(counts[code], total),
        }
        for code, status in statuses().items()
        if counts.get(code)
    ]


def _verdict_heads(language: str) -> str:
    labels = codelists.labels("status", language)
    return "".join(f" {labels[code]} |" for code in codelists.decided())


def _list(rows: pl.DataFrame, language: str) -> list[dict[str, Any]]:
    """The targets as people read them, in the order of the report, with what else is known of each."""
    return [
        shown | {"sign": statuses()[row["status"]].sign if row["status"] else "", "also": _also(row, language)}
        for shown, row in zip(readable(rows, language).to_dicts(), rows.to_dicts(), strict=True)
    ]


def _also(row: Mapping[str, Any], language: str) -> str:
    """What stands beside a verdict; whose figure it is has a column of its own."""
    return ("；" if language == "zh" else "; ").join(said[language] for said in beside({**row, "source_kind": None}))


def _files(candidate: Candidate, words: Pair) -> Iterator[str]:
    """What each file is for, those of people first."""
    definition, tables = candidate.definition, candidate.tables
    forms = {*carried(definition, tables), "rest"} | ({"results"} if "results" in tables else set())
    if definition.text == "none":
        forms -= {"briefs"}
    for name in _FILES:
        if name in forms:
            file = name_of_zip(candidate) if name == "zip" else definition.name
            yield words[f"file_{name}"].format(name=file)


def _notes(candidate: Candidate, words: Pair) -> Iterator[str]:
    """What a reader of the files has to know: which forms there are not, what may go, that there are no sentences."""
    definition, tables = candidate.definition, candidate.tables
    yield from (why for name in definition.formats if (why := too_long(name, tables)))
    if definition.deprecated:
        yield words["deprecated"].format(names=", ".join(f"`{name}`" for name in definition.deprecated))
    if definition.text == "none":
        yield words["facts_only"]


def _limits(candidate: Candidate, words: Pair, language: str) -> Iterator[str]:
    look, rejected = first_look(candidate.tables), sum(candidate.rejects.values())
    if look:
        asked = {name: f"{look[name]:,}" for name in ("reports", "gold")} | {
            name: look[name] for name in ("value", "strict")
        }
        yield filled("limit_grammar", **asked)[language]
    yield (filled("limit_missing", count=rejected) if rejected else filled("limit_unread"))[language]
    if candidate.left_out:
        yield words["left_out"].format(count=f"{candidate.left_out:,}")
    for key in ("limit_undecided", "limit_silence", "limit_sources", "limit_strength"):
        yield filled(key)[language]


def _by_indicator(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """The indicators with the most targets that were decided, with their names; ``counts`` holds the targets by status."""
    if "attainment_by_indicator" not in tables:
        return []
    keys = ("indicator_id", "measure", "of_targets", "of_decided")
    rows = (
        tables["attainment_by_indicator"]
        .group_by(keys)
        .agg("status", "targets")
        .sort("of_decided", "indicator_id", "measure", descending=[True, False, False])
        .head(MOST_INDICATORS)
        .join(
            tables["indicators"].select("indicator_id", "name_zh", "name_en"), on="indicator_id", maintain_order="left"
        )
    )
    return [row | {"counts": dict(zip(row["status"], row["targets"], strict=True))} for row in rows.to_dicts()]


def _cell(value: Any) -> str:
    """A value of a table, which strangers may have written, in a Markdown table."""
    return _shown(value, markdown.text)


def _own(value: Any) -> str:
    """What we have written ourselves, with our markup, in a Markdown table."""
    return _shown(value, lambda words: words.replace("|", "\\|").replace("\n", " "))


def _shown(value: Any, written: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return digits(value) if isinstance(value, Decimal) else written(str(value))
