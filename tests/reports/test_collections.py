"""Collections of reports: folders of this machine, and buckets of an object store, which a real local server plays."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

from pipelines.reports.collections import Bucket, Folder, collections, digest
from schemas.errors import InputError

OBJECTS = {"reports/甘肃省/2023.md": b"one", "reports/甘肃省/2024.md": b"other", "reports/README.md": b"no report"}


class ObjectStore(BaseHTTPRequestHandler):
    """Lists and gives the objects of a bucket, as S3 does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query, key = parse_qs(address.query), unquote(address.path).removeprefix("/bucket/")
        if "list-type" in query:
            self._answer(200, self._listing(query.get("prefix", [""])[0]))
        else:
            self._answer(200 if key in OBJECTS else 404, OBJECTS.get(key, b""))

    do_HEAD = do_GET  # noqa: N815

    def _listing(self, prefix: str) -> bytes:
        contents = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><Size>{len(content)}</Size></Contents>"
            for key, content in OBJECTS.items()
            if key.startswith(prefix)
        )
        name = "http://s3.amazonaws.com/doc/2006-03-01/"
        return f'<?xml version="1.0"?><ListBucketResult xmlns="{name}"><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>'.encode()

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a prefix in a bucket, with credentials that nobody should see."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), ObjectStore)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = f"endpoint_override=127.0.0.1:{server.server_port}&scheme=http&region=here"
    yield f"s3://key:secret@bucket/reports?{options}"
    server.shutdown()
    server.server_close()


def test_a_bucket_lists_what_lies_two_levels_below_its_prefix(bucket: str) -> None:
    assert list(Bucket(bucket).marks()) == ["甘肃省/2023.md", "甘肃省/2024.md"]


def test_a_bucket_gives_the_bytes_of_an_object(bucket: str) -> None:
    assert Bucket(bucket).read("甘肃省/2023.md") == b"one"


def test_what_a_bucket_does_not_give_is_named_without_its_credentials(bucket: str) -> None:
    with pytest.raises(
        InputError, match=r"^甘肃省/1999\.md, s3://bucket/reports: the object store gives nothing"
    ) as error:
        Bucket(bucket).read("甘肃省/1999.md")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("address", ["s3:///", "nowhere://bucket/reports"])
def test_an_address_that_is_none_is_an_error_in_the_settings(address: str) -> None:
    with pytest.raises(InputError, match="Check address and credentials"):
        Bucket(address).marks()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    for name in ("甘肃省/2023.md", "甘肃省/.2024.md.swp", "甘肃省/~$2024.docx", "README.md", "甘肃省/a/2022.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return Folder(tmp_path)


def test_a_folder_lists_what_lies_two_levels_below_it_and_nothing_hidden(folder: Folder) -> None:
    assert list(folder.marks()) == ["甘肃省/2023.md"]


def test_the_mark_of_a_file_follows_its_content_alone(folder: Folder) -> None:
    before, path = folder.marks(), folder.root / "甘肃省/2023.md"
    path.touch()
    assert folder.marks() == before
    path.write_text("another text")
    assert folder.marks() != before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: there is no such folder"):
        Folder(tmp_path / "nowhere").marks()


def test_raw_is_always_the_first_collection_and_its_name_is_taken(tmp_path: Path) -> None:
    named = collections(tmp_path, {"cities": "s3://bucket/cities", "counties": str(tmp_path)})
    assert [each.name for each in named] == ["raw", "cities", "counties"]
    assert (named[0].file("650000/2023.txt"), named[2].file("甘肃省/2023.md")) == (
        "reports/650000/2023.txt",
        "甘肃省/2023.md",
    )
    with pytest.raises(InputError, match="raw/ is always read under this name"):
        collections(tmp_path, {"raw": "elsewhere"})


def test_the_digest_of_collections_changes_with_every_name_and_content(folder: Folder, tmp_path: Path) -> None:
    def now() -> str:
        return digest((each, each.files.marks()) for each in collections(tmp_path, {"more": str(folder.root)}))

    (tmp_path / "reports" / "650000").mkdir(parents=True)
    seen = {now()}
    for change in (
        lambda: (folder.root / "甘肃省/2023.md").write_text("new"),
        lambda: (folder.root / "甘肃省/2023.md").rename(folder.root / "甘肃省/2024.md"),
        lambda: (folder.root / "甘肃省/2025.md").write_text("late"),
    ):
        change()
        seen.add(now())
    assert len(seen) == 4
