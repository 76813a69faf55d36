"""The tables of one report: targets, achieved, commitments, lists of projects, claims and headlines named, from one reading.

Belongs here: the rows of the tables without numbers, and which statement goes to which table. Does not: any grammar.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.base.pool import cores, fewest, mapped
from pipelines.base.progress import counted
from pipelines.targets import (
    claims,
    commitments,
    damage,
    headlines,
    indicators,
    list_claims,
    list_names,
    project_lists,
    repeats,
)
from pipelines.targets.grammar import CROWDED, SHARED, Parse, parse
from pipelines.targets.list_names import Mention
from pipelines.targets.parts import REVIEW, Sentence, five_year_period, sentences
from pipelines.targets.quoting import cell, quoted
from pipelines.targets.reading import Reading, read
from pipelines.targets.statements import statements

if TYPE_CHECKING:
    from schemas.contract import Fault, Split

TENSES = {"target": "targets", "achieved": "achieved"}
# So many reports are checked together; where several processes read, each has so many groups of them, so that none is idle at the end.
_TOGETHER, _EACH = 100, 3
# What one report takes of a core, roughly.
_SECONDS = 0.04
Said = claims.Claim | list_claims.ListClaim
TABLES = (*TENSES.values(), "commitments", "project_lists", "claims", "headline_mentions")


def read_reports(reports: pl.DataFrame, workers: int = 1) -> "dict[str, Split]":
    """Good rows and rejects by table, of all reports of the table ``reports``, by so many processes (``pool.mapped``)."""
    import schemas
    from schemas import contract

    texts = reports.sort("year", "report_id").select("text", "region_code", "year")
    shared = texts.height >= fewest(_SECONDS)
    size = min(_TOGETHER, texts.height // (_EACH * (workers or cores())) + 1) if shared else _TOGETHER
    groups = (texts[start : start + size].rows() for start in range(0, texts.height, size))
    read = mapped(read_group, groups, workers=workers, seconds=size * _SECONDS, batch=1)
    none = {table: contract.empty(schemas.model(table)) for table in (*TABLES, "rejects")}
    parts = {table: [contract.Split(none[table], none["rejects"])] for table in TABLES}
    for group in counted(read, ceil(texts.height / size), "groups of reports"):
        for table, split in group.items():
            parts[table].append(split)
    return {table: _joined(splits) for table, splits in parts.items()}


def read_group(reports: Sequence[tuple[str, str, int]]) -> "dict[str, Split]":
    """Good rows and rejects by table, of the texts, region codes and years of some reports.

    Of several together: a check costs as much for a few rows as for thousands.
    """
    import schemas
    from schemas import contract

    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for report in reports:
        for table, of_report in tables(*report).items():
            rows[table] += of_report
    return {
        table: contract.split(schemas.model(table), of_table, table, faults=_damaged(of_table))
        for table, of_table in rows.items()
    }


def _damaged(rows: list[dict[str, Any]]) -> "dict[int, list[Fault]]":
    """The faults of the rows of damaged figures, by place; the reason is taken out of the row."""
    places = [place for place, row in enumerate(rows) if damage.REASON in row]
    return {place: [("value", "figure as printed", rows[place].pop(damage.REASON))] for place in places}


def tables(text: str, region_code: str, year: int) -> dict[str, list[dict[str, Any]]]:
    """All that the grammar reads in a report's canonical text: rows by table, each in the order of the text.

    Behind them stand the rows of damaged figures, with the reason under ``damage.REASON``: the split sets them apart.
    """
    reading = read(text)
    in_order = list(sentences(reading.text, year))
    parses = list(parse(reading, in_order, region_code))
    stated = statements(reading, parses, region_code, year)
    named = [(parsed.quantity.at, parsed.members[-1].indicator) for parsed in parses if parsed.members]
    report = {"report_id": f"{region_code}-{year}", "region_code": region_code, "year": year}
    by_tense = {table: [row for row in stated if row["tense"] == tense] for tense, table in TENSES.items()}
    repeats.mark(by_tense["targets"])
    for part, row in damage.rows(reading, in_order, report, crowded(parses)):
        by_tense["achieved" if part == REVIEW else "targets"].append(row)
    mentions = [*list_names.find(reading.text, region_code)]
    without_numbers = {
        "commitments": commitment_rows(reading, in_order, report),
        "project_lists": list_rows(reading, in_order, report, mentions),
        "claims": claim_rows(reading, in_order, report, named, mentions),
        "headline_mentions": mention_rows(reading, in_order, report),
    }
    mark_listed(without_numbers["project_lists"], by_tense["targets"], "target_id")
    mark_listed(without_numbers["project_lists"], without_numbers["commitments"], "commitment_id")
    return by_tense | without_numbers


def crowded(parses: Iterable[Parse]) -> Iterator[damage.Damage]:
    """The first number of each sentence that holds more than anybody could read."""
    last = -1
    for parsed in parses:
        if parsed.reason in (CROWDED, SHARED) and parsed.sentence.start > last:
            last = parsed.sentence.start
            yield damage.Damage(parsed.quantity.start, parsed.quantity.end, parsed.reason)


def list_rows(
    reading: Reading, sentences: list[Sentence], report: dict[str, Any], mentions: list[Mention]
) -> list[dict[str, Any]]:
    """Rows of ``schemas.project_lists``."""
    return [
        {
            "list_id": f"{report['report_id']}@{reading.at(listed.at)}",
            **report,
            "name": listed.name,
            "items": listed.items,
            **_quoted(reading, listed),
        }
        for listed in project_lists.find(reading.text, sentences, mentions)
    ]


def mark_listed(lists: list[dict[str, Any]], rows: list[dict[str, Any]], key: str) -> None:
    """Give the rows whose value or thing stands in a list that list's id."""
    # The lists are in the order of the text, and none begins before the one before it ends.
    for row in rows if lists else ():
        place = int(row[key].partition("@")[2].partition(".")[0])
        before = bisect_right(lists, place, key=itemgetter("char_start"))
        listed = before and place < lists[before - 1]["char_end"]
        row["list_id"] = lists[before - 1]["list_id"] if listed else None


def commitment_rows(reading: Reading, sentences: list[Sentence], report: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of ``schemas.commitments``; of one thing named twice at one place, the last."""
    rows = {}
    for target in commitments.find(reading.text, sentences):
        key = f"{report['report_id']}@{reading.at(target.at)}"
        rows[key] = {
            "commitment_id": key,
            **report,
            "action": target.action,
            "object": target.object,
            **_quoted(reading, target),
            "rule": target.rule,
        }
    return list(rows.values())


def claim_rows(
    reading: Reading,
    sentences: list[Sentence],
    report: dict[str, Any],
    named: list[tuple[int, str]],
    mentions: list[Mention],
) -> list[dict[str, Any]]:
    """Rows of ``schemas.claims``: ``.2`` and so on for the further indicators that one claim is about."""
    rows: list[dict[str, Any]] = []
    times: Counter[str] = Counter()
    of_lists = [*list_claims.find(reading.text, sentences, mentions)]
    of_targets = [claim for claim in claims.find(reading.text, sentences, named) if not _of_list(claim, mentions)]
    in_order: list[Said] = sorted([*of_lists, *of_targets], key=attrgetter("at"))
    for claim in in_order:
        key = f"{report['report_id']}@{reading.at(claim.at)}"
        times[key] += 1
        again = f".{times[key]}" if times[key] > 1 else ""
        row = {
            "claim_id": key + again,
            **report,
            "period": _claimed(reading, claim, report["year"]),
            "claim": claim.claim,
            "indicator": claim.indicator,
            "indicator_id": indicators.code(claim.indicator) if claim.indicator else None,
            **_about(claim),
            **_quoted(reading, claim),
        }
        rows.append(row)
    return rows


def mention_rows(reading: Reading, sentences: list[Sentence], report: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of ``schemas.headline_mentions``."""
    rows = []
    for mention in headlines.mentions(reading.text, sentences):
        quote, start, end = quoted(reading, mention.start, mention.end)
        rows.append({**report, "headline": mention.headline, "quote": quote, "char_start": start, "char_end": end})
    return rows


def _of_list(claim: claims.Claim, mentions: list[Mention]) -> bool:
    """Whether the words of a claim are about a list of projects, which is not one target, nor all of them."""
    first = bisect_left(mentions, claim.start, key=attrgetter("start"))
    return first < len(mentions) and mentions[first].start < claim.end


def _about(claim: Said) -> dict[str, Any]:
    """What a claim is about: a list, one target, or all targets at once."""
    if claim.indicator:
        return {"about": "target"}
    if isinstance(claim, claims.Claim):
        return {"about": "all"}
    return {"about": "list", "list_name": claim.list_name, "items": claim.items, "items_done": claim.items_done}


def _claimed(reading: Reading, claim: Said, year: int) -> str:
    """The years that a claim is about: those of the five-year plan that it names, else the year before the report's.

    What is said of lists where a report looks back on several years is of all their lists, unless it names the last one.
    """
    words = reading.text[claim.start : claim.end]
    plan = five_year_period(words)
    if (
        plan is None
        and isinstance(claim, list_claims.ListClaim)
        and not re.search(rf"{year - 1}年|去年|年度|年初", words)
    ):
        plan = claim.sentence.years
    return plan if plan and int(plan[-4:]) < year else str(year - 1)


def _quoted(reading: Reading, said: Said | commitments.Commitment | project_lists.ProjectList) -> dict[str, Any]:
    quote, start, end = quoted(reading, said.start, said.end)
    return {"section": cell(reading, said.sentence.section), "quote": quote, "char_start": start, "char_end": end}


def _joined(splits: "list[Split]") -> "Split":
    """One table of those of several groups: the row number of rejects goes on from group to group, as if they were one."""
    from schemas import contract

    before, moved = 0, []
    for good, rejects in splits:
        moved.append(rejects.with_columns(pl.col("row") + before))
        before += good.height + rejects["row"].n_unique()
    return contract.Split(pl.concat(part.good for part in splits), pl.concat(moved))


def untraced(frame: pl.DataFrame, reports: pl.DataFrame) -> Iterator[str]:
    """Ids of the rows (their first column) whose offsets do not cut their quote out of the report's text."""
    rows = frame.select(pl.first().alias("id"), "report_id", "quote", "char_start", "char_end")
    for some in reports.select("report_id", "text").iter_slices(_TOGETHER):  # the texts are not held a second time
        texts = dict(some.iter_rows())
        for key, report_id, quote, start, end in rows.filter(pl.col("report_id").is_in([*texts])).iter_rows():
            if texts[report_id][start:end] != quote:
                yield key
