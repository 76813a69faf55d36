"""What is packed for readers has the same bytes on every supported version of Python."""

import gzip
import os
import sys

import pytest

from pipelines.base.packed import gzipped


@pytest.mark.parametrize("content", [b"", "目标".encode() * 5000, os.urandom(70_000)], ids=["nothing", "text", "noise"])
def test_gzip_unpacks_to_what_was_packed(content: bytes) -> None:
    assert gzip.decompress(gzipped([content])) == content


def test_the_header_of_gzip_names_no_time_and_always_the_same_system() -> None:
    assert gzipped([b"x" * 100])[:10] == bytes.fromhex("1f8b0800000000000203")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="from 3.13 on Python leaves the system unknown")
def test_it_is_what_python_3_11_and_3_12_wrote_into_the_versions_that_are_published() -> None:
    text = "全市生产总值增长6%以上。".encode() * 3000
    assert gzipped([text[:7000], b"", text[7000:]]) == gzip.compress(text, 9, mtime=0)
