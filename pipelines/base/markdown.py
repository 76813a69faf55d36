"""Texts of strangers in Markdown (CommonMark, and what GitHub adds to it): each prints as it is, wherever a host renders it.

Belongs here: the one way in which a text or an address goes into Markdown that we write. Does not: markup of our own.
"""

import re

# Signs that mean something within a line; ``<``, ``>`` and ``&`` are written as HTML has them.
_SIGNS = re.compile(r"([\\`*_\[\]|~#])")
# What GitHub makes a link of without being asked.
_LINKED = re.compile(r"(?i)(:)(//)|(?<![a-z0-9])(www)(\.)|(@)(?=[a-z0-9_.-]*\.[a-z]{2})")
# What makes a list, a rule or a heading of a line that it begins.
_BEGINS = re.compile(r"([-+=]|[0-9]{1,9}(?=[.)](?:\s|$)))")
_NOT_IN_ADDRESS = re.compile(r"""[\s()<>\\"'`|*\[\]{}^]""")


def text(content: object) -> str:
    """A text within a line; breaks of lines become blanks."""
    line = re.sub(r"\s+", " ", str(content))
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINKED.sub(_unlinked, _SIGNS.sub(r"\\\1", escaped))


def line(content: object) -> str:
    """A text that begins a line, or an entry of a list."""
    escaped = text(content).strip()
    begins = _BEGINS.match(escaped)
    if not begins:
        return escaped
    sign = begins[1]
    return f"{sign}\\{escaped[len(sign) :]}" if sign.isdecimal() else f"\\{escaped}"


def address(url: str) -> str:
    """An address between ``<`` and ``>`` or between brackets, that ends where it should."""
    return _NOT_IN_ADDRESS.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)


def _unlinked(sign: re.Match[str]) -> str:
    colon, slashes, www, dot, at = sign.groups()
    if colon:
        return rf"{colon}\/{slashes[1:]}"
    return rf"{www}\{dot}" if www else rf"\{at}"
