"""Inputs that nobody thought of: a seed with a few edits, drawn by Hypothesis, which makes a failing one small.

Belongs here: how a seed is edited. Does not: what is read, and what must hold then.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

# What stands between two meanings somewhere: signs of the grammar and of the formats, and what decoders, numbers and paths stumble over.
PIECES = (
    "0", "9" * 19, "9" * 400, "0.000001", "1e999", "-", "−", "½", "²", "Ｏ", "O", "1,00,000", "亿亿", "％", "%", "年", "月", "9999年", "0000年",
    "增长", "分别增长", "、", "和", "以上", "以内", "左右", "一、", "（一）", "1.", "“", "”", "《", "》", "【", "\n", "\r", "\r\n\r\n", "\t", "\x00", "\x1b", "\u2028",
    "\u202e", "\u200b", "\ufeff", "\u3000", "\ud7ff", "\U0001f600", "\U000e0041", "<div>", "</div>", "<table><td>", "<!--", "<script>", "&#x110000;", "&amp;",
    "![", "](", "](javascript:", "`" * 3, "|", "#", ">", "---\n", "=HYPERLINK(", "@", "{", "}", "[", "]", '"', '"""', "'", "\\", "\\u0000", "null", "NaN", "true",
    "2099-12-31", "9999-12-31", "0001-01-01", "2023-02-30", "../", "/etc/passwd", "http://127.0.0.1/", "file:", "*", "$", "?", "User-agent: *", "Disallow: //[",
)  # fmt: skip
RAW = (
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xc3",
    b"\x80",
    b"\x81\x30\x81\x30",
    b"\x00",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xed\xa0\x80",
)
# What a node of a document becomes: another type, another size, another place.
NODES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, float("nan"), float("inf"), "", "x", "\x00", "../../x", "/abs/x", "http://127.0.0.1:9/x", "file:///etc/passwd", "s3://a/b",
    "(a+)+$", "=1+1", "9" * 400, "2099-12-31", [], {}, [None], [[]], {"": None}, [{}], "长" * 5000,
)  # fmt: skip

_places = st.floats(0, 1)
_pieces = st.one_of(st.sampled_from(PIECES).map(str.encode), st.sampled_from(RAW), st.binary(max_size=8))
_edits = st.tuples(
    st.sampled_from(["put", "replace", "take", "repeat", "cut"]), _places, _places, _pieces, st.integers(1, 60)
)


def _edited(content: bytes, edit: tuple[str, float, float, bytes, int]) -> bytes:
    kind, first, second, piece, times = edit
    start, end = sorted((int(first * len(content)), int(second * len(content))))
    end = min(end, start + 200)
    return {
        "put": content[:start] + piece * times + content[start:],
        "replace": content[:start] + piece + content[end:],
        "take": content[:start] + content[end:],
        "repeat": content[:start] + content[start:end] * times + content[end:],
        "cut": content[:start],
    }[kind]


def of_bytes(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """A seed after one to six edits of its bytes."""

    def apply(drawn: tuple[bytes, list[tuple[str, float, float, bytes, int]]]) -> bytes:
        content, edits = drawn
        for edit in edits:
            content = _edited(content, edit)
        return content

    return st.tuples(st.sampled_from(seeds), st.lists(_edits, min_size=1, max_size=6)).map(apply)


def of_nodes(document: Any) -> st.SearchStrategy[bytes]:
    """A JSON document with one to three of its nodes taken away or made another, as bytes."""
    ways = list(_ways(document))

    def apply(drawn: list[tuple[tuple[Any, ...], Any]]) -> bytes:
        changed = json.loads(json.dumps(document))
        for way, node in drawn:
            changed = _changed(changed, way, node if node is _GONE else copy.deepcopy(node))
        return json.dumps(changed, ensure_ascii=False).encode()

    gone = st.just(_GONE)
    return st.lists(
        st.tuples(st.sampled_from(ways), st.one_of(gone, st.sampled_from(NODES))), min_size=1, max_size=3
    ).map(apply)


_GONE = object()


def _ways(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways from the root to each node; of a long list to its first three."""
    yield way
    items = node.items() if isinstance(node, dict) else enumerate(node[:3]) if isinstance(node, list) else ()
    for key, child in items:
        yield from _ways(child, (*way, key))


def _changed(document: Any, way: tuple[Any, ...], node: Any) -> Any:
    """The document with another node, or without it; as it is where an edit before took the way to it."""
    if not way:
        return document if node is _GONE else node
    parent = document
    try:
        for key in way[:-1]:
            parent = parent[key]
        if node is _GONE:
            del parent[way[-1]]
        else:
            parent[way[-1]] = node
    except (KeyError, IndexError, TypeError):
        pass
    return document
