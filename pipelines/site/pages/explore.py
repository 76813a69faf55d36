"""The table of all targets: its page, and the pieces of data that its script reads.

Belongs here: which files there are. Does not: what a piece holds (``shards``), its words (``words/explore.toml``), or what is filtered (``src``).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.site import addresses, names, shards
from pipelines.site.document import Head, Page, render, say, words
from pipelines.site.pieces import packed_json, piece
from pipelines.site.source import Source
from schemas import codelists
from schemas.codelists.statuses import statuses


def keys(source: Source) -> list[str]:
    """The page, the index, the names that a search reads, and the ways in which words of rows are cut."""
    return ["page", "index", "names", *shards.LAYOUTS]


def pages(source: Source, key: str) -> Iterator[Page]:
    """The files of a piece of work, in both languages."""
    if key == "page":
        for language in addresses.LANGUAGES:
            head = Head(say("explore", language, "title"), say("explore", language, "description"))
            yield render(source, "explore", language, "explore.html", head)
            yield piece(f"{shards.FOLDER}/words-{language}", packed_json(_vocabulary(source, language)))
        return
    rows = shards.in_order(source)
    if key == "index":
        yield from shards.index(rows, shards.lists(source))
    elif key == "names":
        yield shards.names(rows)
    else:
        for language in addresses.LANGUAGES:
            yield from shards.words(rows, key, language)


def _vocabulary(source: Source, language: str) -> dict[str, Any]:
    """What the script says: texts, what codes are called, and what a file says of where it is from."""
    return {
        "words": {key: texts[language] for key, texts in words("explore").items()},
        "lists": _called(source, language),
        "decided": list(codelists.decided()),
        "met": "met",
        "own": _own(source, language),
    }


def _called(source: Source, language: str) -> dict[str, list[dict[str, Any]]]:
    """Of each list of the index its codes with their names, in its order."""
    codes = shards.lists(source)
    places = {row["region_code"]: row for row in source.table("places").iter_rows(named=True)}
    indicators = {row["indicator_id"]: row for row in source.table("indicators").iter_rows(named=True)}
    topics = {row["topic_id"]: row[f"name_{language}"] for row in codelists.read("topics")}

    def labelled(codelist: str, some: tuple[str, ...]) -> list[dict[str, Any]]:
        labels = codelists.labels(codelist, language)
        return [{"code": code, "name": labels[code]} for code in some]

    return {
        "place": [_place(places[code], language) for code in codes["place"]],
        "indicator": [_indicator(indicators[code], language) for code in codes["indicator"]],
        "topic": [{"code": code, "name": topics[code]} for code in codes["topic"]],
        "verdict": [each | {"sign": statuses()[each["code"]].sign} for each in labelled("status", codes["verdict"])],
        "level": labelled("government_level", codes["level"]),
        "whose": labelled("source_kind", codes["whose"]),
        "binding": labelled("binding", codes["binding"]),
        "measure": labelled("measure", codes["measure"]),
    }


def _place(place: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A government, with all that a search finds it by."""
    code, name = place["region_code"], names.short(place, language)
    others = _others(name, place["name_zh"], place["short_zh"], place["name_en"], *names.of_places().get(code, ()))
    return {"code": code, "name": name, "parent": place["parent"], "level": place["level"], "others": others}


def _indicator(indicator: Mapping[str, Any], language: str) -> dict[str, Any]:
    """An indicator, with all that a search finds it by."""
    code, name = indicator["indicator_id"], indicator[f"name_{language}"]
    others = _others(name, indicator["name_zh"], indicator["name_en"], *names.of_indicators().get(code, ()))
    return {"code": code, "name": name, "others": others}


def _others(name: str, *others: str) -> list[str]:
    """Names beside the one that stands first, each once."""
    return [each for each in dict.fromkeys(others) if each and each != name]


def _own(source: Source, language: str) -> dict[str, Any]:
    """The package, as a file that is taken away names it."""
    return {
        "name": source.main.name,
        "version": source.main.version,
        "title": source.main.titles[language],
        "cited": source.main.citation,
        "licence": say("explore", language, "licence"),
        "address": source.address,
    }
