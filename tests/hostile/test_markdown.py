"""What strangers and owners write is text in every Markdown that is written: a host that renders it shows it and makes nothing of it."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from markdown_it import MarkdownIt

from pipelines.base import markdown
from pipelines.forms.brief import briefs
from pipelines.forms.readme import readme
from pipelines.packages import changelog
from pipelines.packages.candidate import Candidate
from pipelines.packages.contents import contents
from pipelines.packages.definition import Definition, Owner
from pipelines.packages.metadata.citation import citation
from tests.packages.conftest import JUDGED, MATCH, STATISTIC, definition, outcome, report, tables, target

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a picture from elsewhere": "![x](https://evil.example/x.png)",
    "a picture in HTML": '<img src="https://evil.example/x.png" onerror=alert(1)>',
    "a link": "[see](https://evil.example)",
    "a link that runs": "[see](javascript:alert(1))",
    "a link by reference": "[see][1]",
    "an address in brackets": "<https://evil.example>",
    "a heading": "# Forged",
    "a heading on a line of its own": "x\n\n# Forged\n\ny",
    "a heading underlined": "Forged\n===",
    "a rule": "---",
    "a list": "- Forged",
    "a numbered list": "1. Forged",
    "a list by plus": "+ Forged",
    "a quotation": "> Forged",
    "code": "`x`",
    "a fence": "```\nx\n```",
    "a fence of tildes": "~~~\nx\n~~~",
    "indented code": "\n\n      Forged",
    "cells of a table": "x | y | z",
    "a row of a table": "x\n| a | b |\n|---|---|\n| c | d |",
    "weight": "**x** __y__ *z* _w_",
    "a line through": "~~x~~",
    "an entity": "&lt;b&gt; &#60;script&#62; &nbsp;",
    "a comment": "<!-- x",
    "an unclosed block": "<div><details>",
    "a footnote": "x[^1]",
    "a definition of a link": "[1]: https://evil.example",
    "backslashes": "\\\\ \\* \\",
    "a break of line": "x  \ny\\\nz",
    "a separator of lines": "x\u2028# Forged\u2029y",
}  # fmt: skip
PLAIN = "x"


def parsed(content: str) -> list[tuple[str, str, tuple[tuple[str, Any], ...]]]:
    """The elements that a renderer makes of Markdown, without their texts."""

    def all_of(tokens: Any) -> Iterator[Any]:
        for token in tokens:
            yield token
            yield from all_of(token.children or [])

    read = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(content)
    kept = (token for token in all_of(read) if token.type not in ("text", "text_special", "inline"))
    return [(token.type, token.tag, tuple(sorted(token.attrs.items()))) for token in kept]


def shown(content: str) -> str:
    """What a reader sees of Markdown."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(content)
    text = re.sub(r"<[^>]+>", "", rendered)
    return re.sub(
        r"\s+", " ", text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    )


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("place", ["{}\n", "- {}\n", "x {} y\n"])
def test_a_text_is_shown_as_it_is_wherever_it_stands(case: str, place: str) -> None:
    written = markdown.text if place.startswith("x") else markdown.line
    content = place.format(written(HOSTILE[case]))
    assert parsed(content) == parsed(place.format(PLAIN))
    assert re.sub(r"\s+", " ", HOSTILE[case]).strip() in shown(content).strip()


@pytest.mark.parametrize(
    "address", ["https://evil.example", "HTTP://x.example/a", "www.evil.example", "Www.x.example", "a@evil.example"]
)
def test_no_address_becomes_a_link_without_being_asked(address: str) -> None:
    written = markdown.text(f"见{address} ")
    assert address not in written
    assert shown(written).strip() == f"见{address}"


def test_harmless_text_stays_as_it_is() -> None:
    assert markdown.line("2.65亿人次") == "2.65亿人次"
    for text in (
        "全区生产总值增长7%左右",
        "2023年，-3.5 至 +2",
        "1.5万吨",
        "CPI（2020=100）",
        "A/B: 3,000",
        "王某@某地",
        "例：x//y",
        "650000-2023@4211.2",
    ):
        assert markdown.text(text) == text


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a_b-c/t20230101_1.html?x=1&y=2#z", "https://example.org/a_b-c/t20230101_1.html?x=1&y=2#z"),
        ("https://x.example/)<script>", "https://x.example/%29%3Cscript%3E"),
        ("https://x.example/ [a](b)`c`|*d*\n", "https://x.example/%20%5Ba%5D%28b%29%60c%60%7C%2Ad%2A%0A"),
        ("https://x.example/\u3000", "https://x.example/%E3%80%80"),
    ],
)  # fmt: skip
def test_an_address_ends_where_it_should(url: str, written: str) -> None:
    assert markdown.address(url) == written
    assert parsed(f"<{written}> [x]({written})\n") == parsed(f"<{written}> [x]({written})\n".replace("\n", ""))


def package(text: str) -> tuple[Definition, dict[str, pl.DataFrame]]:
    """The small package, with a text in every field that a report, a table of figures or an owner fills."""
    quoted = {"indicator": text, "indicator_id": None, "quote": text}
    stored = tables(
        reports=[report("650000", 2023) | {"title": text}, report("620000", 2023)],
        targets=[target(5, **quoted), target(40, **quoted), target(300, **quoted, unit="件", unit_base="件", value_base="500")],
        outcomes=[outcome(5, **JUDGED | {"why_zh": text, "why_en": text}), outcome(40, why_zh=text, why_en=text), outcome(300)],
        candidates=[STATISTIC | {"indicator": text, "source_title": text, "publisher": text}],
        matches=[MATCH],
    )  # fmt: skip
    owner = Owner(**{field.name: text for field in fields(Owner) if field.name not in ("homepage", "base_address")})
    defined = definition(title_zh=text, title_en=text, description_zh=text, description_en=text, owner=owner)
    return defined, contents(defined, stored)


def written_of(text: str, folder: Path) -> dict[str, str]:
    defined, of = package(text)
    files = {"README.md": readme(Candidate(defined, "1.0.0", of, {}, 0, folder))}
    return files | {name: brief for name, brief in briefs(defined, "1.0.0", of).items() if name.endswith(".md")}


def safe_for_tables(text: str) -> str:
    """A hostile text as it can reach a table: on one line, and beginning with a letter, which is what comes in is held to."""
    return "x " + re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return {name: parsed(text) for name, text in written_of("x y", tmp_path_factory.mktemp("plain")).items()}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_readme_and_briefs_have_no_element_that_their_template_has_not(
    case: str, harmless: dict[str, Any], tmp_path: Path
) -> None:
    files = written_of(safe_for_tables(HOSTILE[case]), tmp_path)
    assert {name: parsed(text) for name, text in files.items()} == harmless


def owner_with(text: str) -> Owner:
    return replace(Owner(text), contact=text, next_update_en=text, next_update_zh=text, homepage="", base_address="")


@pytest.mark.parametrize("case", HOSTILE)
def test_the_titles_of_a_definition_are_text_wherever_they_begin_a_line(case: str, tmp_path: Path) -> None:
    def of(text: str) -> str:
        defined = definition(
            title_zh=text, title_en=text, description_zh=text, description_en=text, owner=owner_with(text)
        )
        return readme(Candidate(defined, "1.0.0", contents(defined, tables()), {}, 0, tmp_path))

    assert parsed(of(HOSTILE[case])) == parsed(of(PLAIN))


@pytest.mark.parametrize("case", HOSTILE)
def test_a_citation_is_one_entry_in_every_form(case: str) -> None:
    text = HOSTILE[case]
    cited = citation(
        definition(title_en=text, title_zh=text, owner=owner_with(text)), "1.0.0", date(2024, 3, 1), tables()["reports"]
    )
    assert yaml.safe_load(cited.cff)["title"] == f"{text} · {text}"
    assert [line[:3] for line in cited.bibtex.splitlines()] == ["@mi", *["  a", "  t", "  y", "  v", "  n"], "}"]
    assert parsed(f"- Long: {cited.long}\n") == parsed(f"- Long: {PLAIN} *x* x https://example.org/r\n")


def test_addresses_that_are_none_of_the_web_are_not_linked(tmp_path: Path) -> None:
    defined = definition()
    of = contents(defined, tables())
    statistics = of["statistics"].with_columns(source_url=pl.lit("javascript:alert(1)"))
    reports = of["reports"].with_columns(source_url=pl.lit("data:text/html,x"))
    text = readme(Candidate(defined, "1.0.0", of | {"statistics": statistics, "reports": reports}, {}, 0, tmp_path))
    assert "javascript:" not in text
    assert "data:text" not in text


@pytest.mark.parametrize("case", HOSTILE)
def test_a_change_log_shows_cells_as_they_are(case: str) -> None:
    def table(text: str) -> str:
        return changelog._table(["old", "new"], [[changelog._cell(text), "y"]]) + "\n"

    assert parsed(table(HOSTILE[case])) == parsed(table(PLAIN))
