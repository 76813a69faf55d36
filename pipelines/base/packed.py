"""Bytes that are packed for readers: the same of the same content, under every clock, on every version of Python.

Belongs here: gzip. Does not: archives of files (``pipelines.forms.zip``), which ``zipfile`` writes alike everywhere.
"""

import struct
import zlib
from collections.abc import Iterable

# RFC 1952, 2.3: magic, deflate, no flags, no time, packed as small as can be, Unix. ``gzip.compress`` names the system in Python 3.11 and
# leaves it unknown from 3.13 on.
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"


def gzipped(content: Iterable[bytes]) -> bytes:
    """Content, in pieces of any length, as gzip, as small as can be, with a header that neither clock nor version of Python changes."""
    deflate, check, size = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS), 0, 0
    packed = [_HEADER]
    for piece in content:
        check, size = zlib.crc32(piece, check), size + len(piece)
        packed.append(deflate.compress(piece))
    return b"".join([*packed, deflate.flush(), struct.pack("<LL", check, size & 0xFFFFFFFF)])
