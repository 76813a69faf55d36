"""Everything in two languages at once: a page holds both, and its style shows the reader's. Belongs here: finding the words.

The page's own words are in words.toml; labels of columns and codes come from the contracts and codelists.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipelines.wording.dates import day_en, day_zh
from schemas import anchors
from schemas.contract import titles

_WORDS = Path(__file__).parent / "words.toml"
_LIST = Path(__file__).parent / "list.toml"
# Language of the words -> language tag of the element that holds them.
TONGUES = {"zh": "zh-CN", "en": "en"}


@cache
def words() -> dict[str, dict[str, str]]:
    """Key -> language -> text."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def listed(key: str) -> Markup:
    """The words of a key of the list of packages."""
    return both(**tomllib.loads(_LIST.read_text(encoding="utf-8"))[key])


def both(zh: Any, en: Any) -> Markup:
    """Two texts of which the reader sees one; without a script, both."""
    pieces = zip(TONGUES.values(), (zh, en), strict=True)
    return Markup().join(
        Markup('<span class="{}" lang="{}">{}</span>').format(tag[:2], tag, text) for tag, text in pieces
    )


def filled(key: str, **fillings: Any) -> dict[str, str]:
    """The words of a key by language; what is filled in may be a pair of texts, one a language."""
    pairs = {
        name: value if isinstance(value, dict) else dict.fromkeys(TONGUES, _readable(value))
        for name, value in fillings.items()
    }
    return {
        tongue: words()[key][tongue].format(**{name: pair[tongue] for name, pair in pairs.items()})
        for tongue in TONGUES
    }


def say(key: str, **fillings: Any) -> Markup:
    """The words of a key, of which the reader sees one language."""
    return both(**filled(key, **fillings))


def day(date: date) -> dict[str, str]:
    """A day as texts say it, by language."""
    return {"zh": day_zh(date), "en": day_en(date)}


def _readable(value: Any) -> str:
    """A count with its thousands apart."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def named(key: str, **fillings: Any) -> Markup:
    """The name of an element as its attribute: in both languages, of which the script leaves the reader's."""
    texts = filled(key, **fillings)
    return Markup('aria-label="{}" data-zh="{}" data-en="{}"').format(
        " · ".join(texts.values()), texts["zh"], texts["en"]
    )


@cache
def column_label(table: str, column: str) -> dict[str, str]:
    """What a column is called, by language."""
    return titles(column, anchors.columns(table)[column])._asdict()
