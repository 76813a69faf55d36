"""Words of the language, one .csv a kind: what a rule may ask for by name.

Belongs here: surface words and the codes they mean. Does not: codes themselves (``schemas/codelists``) or patterns (``rules``).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

FOLDER = Path(__file__).parent
_SIGN = re.compile("[一-龥]")
# So many groups are tried one after another in a moment; of more it is asked first in which run one can stand.
_MANY = 150
_EXPRESSION = re.compile(r"[\\\[(|?*+{^$]")


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a lexicon table in file order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def words(name: str, **like: str) -> tuple[str, ...]:
    """The words of a table, or those whose other columns are as given; the longest first, so that they can be alternated."""
    return tuple(
        sorted(
            (row["word"] for row in read(name) if all(row[key] == value for key, value in like.items())),
            key=len,
            reverse=True,
        )
    )


def any_of(name: str, **like: str) -> str:
    """A group for a regular expression that matches any word of a table; words may hold expressions."""
    return f"(?:{alternatives(words(name, **like))})"


def alternatives(expressions: Iterable[str]) -> str:
    """Alternatives of a regular expression, tried in their order, but grouped by their first character: ``re`` passes over whole groups.

    Of two that open with different characters only one can match, so that grouping changes nothing; one that opens with an expression parts
    what stands before it from what stands behind. None may hold a ``|`` outside brackets.
    """
    parts: list[str] = []
    for plain, run in groupby(expressions, _opens_with_character):
        if not plain:
            parts += run
            continue
        groups: dict[str, list[str]] = {}
        for expression in run:
            groups.setdefault(expression[0], []).append(expression[1:])
        parts += (f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return "|".join(parts)


def _opens_with_character(expression: str) -> bool:
    return not (_EXPRESSION.match(expression) or expression.startswith(".") or expression[1:2] in _REPEATS)


def search_for(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that a long text is searched with for any of many words, some eight times as fast as an alternation.

    The words stand in groups by their first character, so that ``re`` skips to where one can begin. A word that opens with a look behind, or
    with any sign, is searched without it, and one that opens with a set of characters once a character: what is found may be part of such a word.

    Raises:
        ValueError: a word opens with another expression.
    """
    plain = sorted({one for word in words for one in _by_first_character(_LOOK_BEHIND.sub("", word))})
    firsts = list(dict.fromkeys(map(itemgetter(0), plain)))
    if len(firsts) <= _MANY:
        return re.compile(alternatives(plain) or "(?!)")
    runs = (firsts[start : start + _MANY] for start in range(0, len(firsts), _MANY))
    return re.compile(
        "|".join(f"(?=[{''.join(run)}])(?:{alternatives(word for word in plain if word[0] in run)})" for run in runs)
    )


def _by_first_character(word: str) -> Iterator[str]:
    """A word as it is, or one a character of the set that it opens with."""
    if not (match := _OPENING_SET.match(word)):
        if not _opens_with_character(word):
            raise ValueError(f"{word!r} opens with an expression, by which no search can skip")
        yield word
        return
    more = f"[{match['signs']}]{{0,{int(match['most']) - 1}}}" if match["most"] else ""
    for sign in match["signs"]:
        yield sign + more + word[match.end() :]


@cache
def code(name: str, word: str, column: str) -> str | None:
    """What a table says in ``column`` of a word as printed; None where it holds no such word."""
    return next((row[column] for row in read(name) if re.fullmatch(row["word"], word)), None)


_REPEATS = tuple("*+?{")
_LOOK_BEHIND = re.compile(r"^(?:\(\?<[=!][^()]*\)|\[一-龥\](?![*+?{]))")
_OPENING_SET = re.compile(r"\[(?P<signs>[^\]^-]+)\](?:\{1,(?P<most>\d)\})?(?![*+?{])")


class Words:
    """Words that a text may begin or end with, of which the longest counts; words that hold expressions come after all others.

    Asking costs a look into a set or two, where an alternation would try every word at every place.
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed = set(words)
        expressions = sorted((word for word in listed if _EXPRESSION.search(word)), key=len, reverse=True)
        self._plain = frozenset(listed - set(expressions))
        # Only those that can begin or end in the sign at the end of a text are searched for; under the empty sign stand those of any text.
        self._starts = _by_sign(self._plain, expressions, 0, _first_sign, "{}")
        self._ends = _by_sign(self._plain, expressions, -1, _last_sign, "(?:{})$")
        self._any_start, self._any_end = self._starts[""], self._ends[""]

    def at_start(self, text: str) -> str:
        """The longest word that the text begins with; the empty text where it begins with none."""
        lengths, expressions = self._starts.get(text[:1], self._any_start)
        for length in lengths:
            if text[:length] in self._plain:
                return text[:length]
        match = expressions.match(text) if expressions else None
        return match[0] if match else ""

    def at_end(self, text: str) -> str:
        """The longest word that the text ends with; the empty text where it ends with none."""
        lengths, expressions = self._ends.get(text[-1:], self._any_end)
        for length in lengths:
            if text[-length:] in self._plain:
                return text[-length:]
        match = expressions.search(text) if expressions else None
        return match[0] if match else ""


def _last_sign(expression: str) -> str:
    """The sign that whatever an expression matches ends in; empty where that may be one of several."""
    return expression[-1] if _SIGN.match(expression[-1]) else ""


def _first_sign(expression: str) -> str:
    """The sign that whatever an expression matches begins with; empty where that may be one of several."""
    return expression[0] if _SIGN.match(expression) and _opens_with_character(expression) else ""


def _by_sign(
    plain: Iterable[str], expressions: list[str], place: int, sign_of: Callable[[str], str], form: str
) -> dict[str, tuple[tuple[int, ...], re.Pattern[str] | None]]:
    """For each sign at one end of words the lengths of the plain ones, and the pattern of the expressions that may have it there."""
    lengths = _lengths((word[place], len(word)) for word in plain)
    patterns = {}
    for sign in {"", *map(sign_of, expressions)}:
        having = [one for one in expressions if sign_of(one) in (sign, "")]
        patterns[sign] = re.compile(form.format("|".join(having))) if having else None
    return {
        sign: (lengths.get(sign, ()), patterns.get(sign, patterns[""])) for sign in lengths.keys() | patterns.keys()
    }


def _lengths(words: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    by_sign: dict[str, set[int]] = {}
    for sign, length in words:
        by_sign.setdefault(sign, set()).add(length)
    return {sign: tuple(sorted(lengths, reverse=True)) for sign, lengths in by_sign.items()}
