"""JSON as RFC 8259 has it: what Python reads besides, and what two readers would read differently, is refused.

Belongs here: the syntax. Does not: the shape of what is read (``pipelines.packages.shape``).
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

# Half a pair of UTF-16, escaped: it is no character, and cannot be written as UTF-8.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(content: bytes) -> Any:
    """What JSON in UTF-8 says.

    Raises:
        ValueError: it is no JSON; it has a byte order mark, NaN or an infinity, a key twice in an object, or half a character.
        RecursionError: it is nested too deep.
    """
    text = content.decode("utf-8")
    read = json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_once)
    if _SURROGATE.search(text):
        json.dumps(read, ensure_ascii=False).encode()
    return read


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {twice!r} stands twice in an object")
    return read
