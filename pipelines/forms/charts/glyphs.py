"""Which signs a chart can print. Belongs here: the set that the font is cut to. Does not: the font (``font/``)."""

# What GB2312 lacks: Latin of region names, typography, superscripts, and the signs of place names on the codelist of regions.
BEYOND_GB2312 = "ÜüÖöÄäÉé–—·−²³©…◆▲▼●■埇浉瀍猇硚"
MISSING = "□"


def charset() -> str:
    """All signs that the font holds: ASCII, GB2312, and a few more."""
    rows = bytes(range(0xA1, 0xFF))
    pairs = (bytes((first, second)).decode("gb2312", "ignore") for first in rows for second in rows)
    ascii_signs = (chr(code) for code in range(0x20, 0x7F))
    return "".join(sorted({*ascii_signs, *"".join(pairs), *BEYOND_GB2312}))


_ALL = frozenset(charset())


def printable(text: str) -> str:
    """A text as a chart can print it: a sign that the font lacks is a box, on every machine the same."""
    return "".join(sign if sign in _ALL else MISSING for sign in text)
