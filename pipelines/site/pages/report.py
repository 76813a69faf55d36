"""The page of a report, with all its targets in the order of the text, and the same for programs.

Belongs here: what it tells. Does not: its words (``words/report.toml``), or its rows (``rows``, ``rows_opened``, ``rows_json``).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from pipelines.forms import codes
from pipelines.forms.answers import Shares, shares
from pipelines.forms.templates import web_address
from pipelines.packages.counts import once
from pipelines.site import addresses, days, names, rows_json, rows_opened
from pipelines.site import rows as cells
from pipelines.site.document import Head, Page, as_json, render, say, words
from pipelines.site.fragments import landing
from pipelines.site.pieces import piece
from pipelines.site.rows import Row
from pipelines.site.rows_opened import Opened
from pipelines.site.source import Source
from schemas import codelists
from schemas.codelists.statuses import statuses as all_statuses

# The piece of work that is no government: what the script of all these pages says.
_WORDS = "words"
_SAID_BY_SCRIPT = (
    "line", "line_when", "line_came", "line_gap", "line_verdict", "line_claim", "line_end", "cite", "copy", "copied", "copy_failed",
    "copy_line", "copy_cite", "copy_table", "table_copied", "picture", "picture_name", "picture_source", "picture_target", "picture_result",
    "picture_none", "picture_credit", "error", "error_subject", "error_body", "in_report", "open_there", "no_address", "searched",
    "place_in_text", "no_result", "comma", "label_target", "label_result", "label_claim",
)  # fmt: skip


class Counts(NamedTuple):
    """How many targets a report sets, for how many of them a comparable result was published, and how many were met."""

    targets: int
    judged: int
    met: int


class Government(NamedTuple):
    """What the pages of a government's reports share: its row of ``places``, its lists of projects, what its reports say of those before, where
    each report's text is (None where that is not known), and what is known of its targets beyond their cells."""

    place: Mapping[str, Any]
    lists: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    at_hand: Mapping[str, str | None]
    opened: Mapping[str, Opened]


class Report(NamedTuple):
    """A report as its page tells of it, in codes and in words of both languages."""

    about: Mapping[str, Any]
    place: Mapping[str, Any]
    counts: Counts
    with_figure: int
    lists: list[dict[str, Any]]
    overall: list[dict[str, Any]]
    answered: Mapping[str, str]
    previous: str | None
    following: str | None
    address: str | None
    next_address: str | None
    opened: Mapping[str, Opened]


def keys(source: Source) -> list[str]:
    """The codes of the governments whose reports are at hand, and what the script of all pages says."""
    return [_WORDS, *source.table("reports")["region_code"].unique().sort()]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The pages of all reports of a government in both languages, and their JSON."""
    if key == _WORDS:
        yield from _words(source)
        return
    rows = source.of_place("rows", key)
    place = source.table("places", region_code=key).row(0, named=True)
    reports = source.of_place("reports", key).sort("year")
    at_hand = {name: web_address(url) for name, url in reports.select("report_id", "source_url").iter_rows()}
    table, again, opened = cells.of_reports(rows, at_hand), cells.repeats(rows), rows_opened.of_place(source, key, rows)
    lists, claims = _of_place(source, "project_lists", key), _of_place(source, "claims", key)
    government = Government(place, lists, claims, at_hand, opened)
    of_reports = {name[0]: part for name, part in rows.partition_by("report_id", as_dict=True).items()}
    for about in reports.iter_rows(named=True):
        own = of_reports.get(about["report_id"], rows.clear())
        report = _report(about, own, government)
        yield Page(addresses.report_file(about["report_id"]), as_json(_content(source, report, own, again)))
        for language in addresses.LANGUAGES:
            yield _page(source, report, table[language].get(about["report_id"], []), language)


def _of_place(source: Source, name: str, key: str) -> list[dict[str, Any]]:
    return source.of_place(name, key).to_dicts() if source.has(name) else []


def _report(about: dict[str, Any], rows: pl.DataFrame, of: Government) -> Report:
    """What a page tells of a report beside its rows."""
    code, year = about["region_code"], about["year"]
    before, after = (f"{code}-{year + step}" for step in (-1, 1))
    said = [claim for claim in of.claims if claim["report_id"] == after and claim["period"] == str(year)]
    counted = once(rows)
    answered = shares(rows)
    return Report(
        about,
        of.place,
        Counts(
            counted.height,
            counted.filter(pl.col("status").is_in(codelists.decided())).height,
            counted.filter(status="met").height,
        ),
        rows.filter(pl.col("statistic_id").is_not_null() & pl.col("repeats").is_null()).height,
        [_list(each, rows, said) for each in of.lists if each["report_id"] == about["report_id"]],
        [claim for claim in said if claim["about"] == "all"],
        {language: _answered(answered, language) if answered else "" for language in addresses.LANGUAGES},
        before if before in of.at_hand else None,
        after if after in of.at_hand else None,
        of.at_hand[about["report_id"]],
        of.at_hand.get(after),
        of.opened,
    )


def _answered(answered: Shares, language: str) -> str:
    """What answers the targets that are due, in one sentence: "" where none is due."""
    tell = partial(say, "report", language)
    _, due, next_report = answered.of
    if not due:
        return ""
    judged, claimed, silent = (answered.sorts[sort][1] for sort in ("judged", "claimed", "silent"))
    own = "answered_all_own" if answered.own == judged else "answered_own"
    parts = [
        (tell("answered_judged", judged=judged) if judged else tell("answered_unjudged"))
        + (tell(own, own=answered.own) if answered.own else "")
    ]
    if not next_report:
        parts.append(tell("answered_not_at_hand"))
    if claimed:
        parts.append(tell("answered_claimed", claimed=claimed))
    if next_report and silent:
        parts.append(tell("answered_silent", silent=silent))
    return tell("answered", due=due, parts=tell("answered_between").join(parts))


def _list(of_report: Mapping[str, Any], rows: pl.DataFrame, said: list[dict[str, Any]]) -> dict[str, Any]:
    """A list of projects with how many targets stand in it, the first of them, and what the next report says of it."""
    within = rows.filter(list_id=of_report["list_id"])
    of_list = [claim for claim in said if claim["about"] == "list" and claim["list_name"] == of_report["name"]]
    return {
        **of_report,
        "targets": within.height,
        "first": within["anchor"][0] if within.height else None,
        "claims": of_list,
    }


def _page(source: Source, report: Report, rows: list[Row], language: str) -> Page:
    about = report.about
    said = {"place": names.government(report.place, language), "year": str(about["year"])}
    title = say("report", language, "title", **said)
    head = Head(title, _standfirst(report.counts, language, title), addresses.picture("place", about["region_code"]))
    return render(
        source,
        "report",
        language,
        addresses.report(about["report_id"]),
        head,
        report=report,
        about=about,
        rows=rows,
        opened=report.opened,
        address=report.address,
        overall=[landing(report.next_address, claim["quote_start"], claim["quote_end"]) for claim in report.overall],
        place_name=said["place"],
        short_name=names.short(report.place, language),
        day=lambda day, precision=None: days.printed(day, language, precision),
        amount=lambda number, unit: say(
            "report", language, "pp_one" if (number, unit) == ("1", "pp") else unit, number=number
        ),
    )


def _standfirst(counts: Counts, language: str, title: str) -> str:
    key = "described" if counts.judged else "described_none"
    return say("report", language, key, title=title, **counts._asdict())


def _content(source: Source, report: Report, rows: pl.DataFrame, again: Mapping[str, list[str]]) -> dict[str, Any]:
    """What programs read of a report."""
    about, place = report.about, report.place
    path = addresses.report(about["report_id"])
    claims = ("claim_id", "claim", "items", "items_done", "quote_start", "quote_end", "char_start", "char_end")
    beside = {
        "place_zh": place["name_zh"],
        "place_en": place["name_en"],
        "package": source.main.name,
        "version": source.main.version,
        "pages": [f"{language}/{path}" for language in addresses.LANGUAGES],
        "previous": report.previous,
        "next": report.following,
        "counts": report.counts._asdict(),
        "project_lists": [
            _without_nulls(each, ("list_id", "name", "items", "char_start", "char_end"))
            | {"claims": [_without_nulls(claim, claims) for claim in each["claims"]]}
            for each in report.lists
        ],
        "claims_of_all": [_without_nulls(claim, claims) for claim in report.overall],
    }
    return rows_json.report(about, beside, rows, again, report.opened)


def _without_nulls(row: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in columns if row[name] is not None}


def _words(source: Source) -> Iterator[Page]:
    """What the script says on every page of a report, once for all of them in each language."""
    for language in addresses.LANGUAGES:
        said = {key: words("report")[key][language] for key in _SAID_BY_SCRIPT}
        statuses = {code: codes.meaning("status", code)[language] for code in codelists.codes("status")}
        content = {
            "words": said,
            "statuses": statuses,
            "signs": {code: status.sign for code, status in all_statuses().items()},
            "contact": source.contact,
            "data": f"{source.main.name} {source.main.version}",
        }
        yield piece(f"data/report-{language}", content)
