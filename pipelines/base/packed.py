"""Bytes that are packed for readers: the same of the same content, under every clock, on every version of Python.

Belongs here: gzip. Does not: archives of files (``pipelines.forms.zip``), which ``zipfile`` writes alike everywhere.
"""

import struct
import zlib

# RFC 1952, 2.3: magic, deflate, no flags, no time, packed as small as can be, Unix. ``gzip.compress`` names the system in Python 3.11 and
# leaves it unknown from 3.13 on.
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"


def gzipped(content: bytes) -> bytes:
    """Content as gzip, as small as can be, with a header that neither clock nor version of Python changes."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    foot = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return b"".join([_HEADER, deflate.compress(content), deflate.flush(), foot])
