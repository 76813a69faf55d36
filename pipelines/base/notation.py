"""JSON and TOML that a stranger may have written: what they say, or one sentence that names file, place and reason.

Belongs here: every way in which such a text is broken, or would break who reads it later. Does not: which keys there are, and what they
may hold.
"""

import codecs
import json
import math
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipelines.base import files
from schemas.errors import InputError

# A descriptor has eight levels, and Python follows some hundreds before it gives up; whoever walks what was read follows this many.
_MOST_LEVELS = 50
# TOML is written by hand; the longest of ours has 20 kB.
_MOST_TOML = 4_000_000
# A key of many parts (a.b.c): ``tomllib`` takes the square of their number.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}){{{_MOST_LEVELS}}}")
# Integers of a column, and of every other program that reads JSON with certainty, have 64 bits.
_INTEGERS = range(-(2**63), 2**63)
_CURE = "Write it again with the program that it is from"


def read_json(path: Path, cure: str = _CURE, what: str = "it", most: int = files.MOST_BYTES) -> Any:
    """What a JSON file says (``parse_json``), of at most so many bytes (``files.read_whole``)."""
    return parse_json(files.read_whole(path, most), path, cure, what)


def read_toml(path: Path, cure: str = _CURE, what: str = "it") -> dict[str, Any]:
    """What a TOML file says (``parse_toml``)."""
    return parse_toml(files.read_whole(path, _MOST_TOML), path, cure, what)


def parse_json(content: bytes, file: object, cure: str = _CURE, what: str = "it") -> Any:
    """What JSON says (RFC 8259).

    Args:
        content: in UTF-8.
        file: where it is from.
        cure: what to do where it cannot be read.
        what: what it is to be, in the sentence that says why it is not.

    Raises:
        InputError: it is no UTF-8 or no JSON, has a mark of the byte order, gives a key twice, holds NaN, a number past 64 bits or half a character, or is too deep.
    """

    def pairs(of: list[tuple[str, Any]]) -> dict[str, Any]:
        by_key: dict[str, Any] = {}
        for key, value in of:
            if key in by_key:
                raise ValueError(f"the key {key[:40]!r} is given twice")
            by_key[key] = value
        return by_key

    def constant(word: str) -> Any:
        raise ValueError(f"{word} is no number")

    if content.startswith(codecs.BOM_UTF8):
        raise InputError(file, "", f"{what} is no JSON: a mark of the byte order stands before it", cure)
    read: Callable[[str], Any] = json.JSONDecoder(object_pairs_hook=pairs, parse_constant=constant).decode
    return _parsed(read, _text(content, file, cure, f"{what} is no JSON"), file, cure, f"{what} is no JSON")


def parse_toml(content: bytes, file: object, cure: str = _CURE, what: str = "it") -> dict[str, Any]:
    """What TOML says (v1.0.0); a mark of the byte order before it, as editors of Windows write one, is no part of it.

    Args:
        content: in UTF-8.
        file: where it is from.
        cure: what to do where it cannot be read.
        what: what it is to be, in the sentence that says why it is not.

    Raises:
        InputError: it is no UTF-8 or no TOML, holds a number past 64 bits, or is too deep.
    """
    text = _text(content.removeprefix(codecs.BOM_UTF8), file, cure, f"{what} is no TOML")
    if len(text) > _MOST_TOML:
        raise InputError(file, "", f"{what} is no TOML of ours: it has more than {_MOST_TOML:,} characters", cure)
    if long := _LONG_KEY.search(text):
        line = text.count("\n", 0, long.start()) + 1
        raise InputError(
            file, f"line {line}", f"{what} is no TOML of ours: a key has {_MOST_LEVELS} parts or more", cure
        )
    toml: dict[str, Any] = _parsed(tomllib.loads, text, file, cure, f"{what} is no TOML")
    return toml


def _text(content: bytes, file: object, cure: str, no: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(file, "", f"{no}: byte {error.start} is not UTF-8", cure) from None


def _parsed(read: Callable[[str], Any], text: str, file: object, cure: str, no: str) -> Any:
    """What a reader reads, if all of it can be used."""
    try:
        content = read(text)
    except RecursionError:
        raise InputError(file, "", f"{no} of ours: {_too_deep()}", cure) from None
    except ValueError as error:  # of both libraries, and of ``int`` for thousands of digits
        is_long = "integer string" in str(error)
        reason = "a number has thousands of digits" if is_long else str(error).rstrip(".")
        raise InputError(file, "", f"{no}: {reason}", cure) from None
    for fault in _faults(content):
        raise InputError(file, "", f"{no} of ours: {fault}", cure)
    return content


def _faults(content: Any) -> Iterator[str]:
    """What a value holds, at whatever depth, that would break who uses it; one level after the other, for depth is among it."""
    level = [content]
    for _ in range(_MOST_LEVELS):
        if not level:
            return
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.keys()
                below += value.values()
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str):
                if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
                    yield "a text holds half a character (a surrogate without its other)"
            elif isinstance(value, float):
                if not math.isfinite(value):
                    yield f"{value} is no number that can be used"
            elif isinstance(value, int) and value not in _INTEGERS:
                yield "a number has more than 64 bits"
        level = below
    if level:
        yield _too_deep()


def _too_deep() -> str:
    return f"it has more than {_MOST_LEVELS} levels, one within the other"
