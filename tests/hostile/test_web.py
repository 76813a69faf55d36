"""Pages of strangers: whatever a server sends, an address gives one sentence in time, and the addresses after it are asked."""

import gzip
import json
import os
import pickle
import re
import signal
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from pipelines.base.connections import resolve
from pipelines.base.settings import ROOT
from pipelines.base.web import Client, Manners, Question, UnavailableError
from pipelines.reports import fetch as fetching
from pipelines.reports import letters
from pipelines.reports.fetch import Result, State, fetch
from pipelines.statistics.nbs import fetch as nbs
from pipelines.statistics.nbs import probe
from pipelines.statistics.nbs.client import Client as Service
from schemas.errors import InputError
from tests import command
from tests.base.server import Answer, Server

Write = Callable[[bytes], object]
REPORT = "各位代表：\n\n今年的主要预期目标是：地区生产总值增长6%左右，城镇新增就业32万人以上。\n\n让我们一起努力。"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def page(text: str = REPORT) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    return f"<html><head><title>2023年政府工作报告</title></head><body><div>{lines}</div></body></html>".encode()


def row(address: str, year: int = 2023) -> dict[str, Any]:
    mark = letters.mark(REPORT)
    return {
        "report_id": f"620000-{year}",
        "region_code": "620000",
        "year": year,
        "title": "2023年政府工作报告",
        "source_url": address,
        "letters": mark.letters,
        "letters_sha256": mark.sha256,
    }


def client(*sites: Server, sleep: Callable[[float], None] = lambda _: None, **manners: Any) -> Client:
    private = frozenset(site.address for site in sites)
    return Client(
        Manners(**{"pause": 0, "timeout": 3, "attempts": 2, "backoff": 0, "private": private} | manners), sleep
    )


def is_sentence(text: str) -> bool:
    """Whether a text may stand on a terminal: not too long, and without signs that steer."""
    return len(text) < 2000 and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in text)


def nearby(host: str, port: int) -> list[str]:
    """The addresses of this machine and of numbers alone, so that no test asks the world for a name."""
    if not re.fullmatch(r"[0-9a-fA-Fx.:%]+|localhost\.?", host, re.IGNORECASE):
        raise OSError(f"{host} is not known")
    return resolve(host, port)


def fetched(site: Server, into: Path, *addresses: str, **manners: Any) -> list[Result]:
    """What becomes of addresses, and of a good one that comes after them."""
    wanted = [*addresses, site.put("/good", page())]
    started = time.monotonic()
    results = list(fetch(client(site, **manners), [row(address, 2000 + n) for n, address in enumerate(wanted)], into))
    assert time.monotonic() - started < 40
    assert len(results) == len(wanted)
    for result in results:
        assert is_sentence(result.reason)
    return sorted(results, key=lambda result: result.report_id)


def refused(site: Server, answer: Answer, sleep: Callable[[float], None] = lambda _: None, **manners: Any) -> str:
    """Why an answer is no page; the address after it is one."""
    started = time.monotonic()
    asking = client(site, sleep=sleep, **manners)
    with pytest.raises(UnavailableError) as error:
        asking.get(site.put("/bad", answer))
    assert asking.get(site.put("/good", b"good")).content == b"good"
    assert time.monotonic() - started < 40
    assert is_sentence(str(error.value))
    return str(error.value)


def raw(*parts: bytes) -> Answer:
    """An answer written byte for byte."""
    return Answer(wire=lambda write: [write(part) for part in parts])


def endless(*parts: bytes, then: bytes, pause: float = 0.02) -> Answer:
    """These parts, and then something again and again, until nobody reads any more."""

    def wire(write: Write) -> None:
        for part in chain(parts, repeat(then)):
            write(part)
            time.sleep(pause)

    return Answer(wire=wire)


def pouring(*parts: bytes, then: bytes) -> Answer:
    """The same, as fast as it goes."""
    return endless(*parts, then=then * (65536 // len(then)), pause=0)


# Answers without an end

CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
UNENDING: dict[str, tuple[bytes, ...]] = {
    "a status line": (b"H",),
    "a header": (OK, b"X-Long: ", b"x"),
    "header after header": (OK, b"X: y\r\n"),
    "a header that is folded": (OK, b"X: y\r\n", b" y\r\n"),
    "a body without a length": (OK + b"\r\n", b"x"),
    "a body of a length": (OK + b"Content-Length: 1000000000\r\n\r\n", b"x"),
    "chunk by chunk": (CHUNKED, b"1\r\nx\r\n"),
    "the length of a chunk": (CHUNKED, b"0"),
    "what follows the length of a chunk": (CHUNKED, b"5;", b"x"),
    "trailers": (CHUNKED, b"1\r\nx\r\n0\r\n", b"X: y\r\n"),
    "a trailer": (CHUNKED, b"1\r\nx\r\n0\r\nX: ", b"x"),
    "continue": (b"HTTP/1.1 100 Continue\r\n\r\n",),
    "continue with headers": (b"HTTP/1.1 100 Continue\r\n", b"X: y\r\n"),
    "gzip that holds nothing": (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
    "gzip of one letter after the other": (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"x")),
    "a page that leads elsewhere": (b"HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n", b"x"),
}


@pytest.mark.parametrize("parts", UNENDING.values(), ids=UNENDING)
def test_what_drips_is_left_when_the_time_of_the_page_is_over(site: Server, parts: tuple[bytes, ...]) -> None:
    assert "no answer within 0.7 seconds" in refused(site, endless(*parts[:-1], then=parts[-1]), timeout=0.7)
    assert site.paths().count("/bad") == 1, "no time is left for another attempt"


@pytest.mark.parametrize("parts", UNENDING.values(), ids=UNENDING)
def test_what_pours_is_left_when_it_is_too_long(site: Server, parts: tuple[bytes, ...]) -> None:
    reason = refused(site, pouring(*parts[:-1], then=parts[-1]), longest_page=300_000, timeout=20)
    assert "no answer within" not in reason


def test_the_time_of_a_page_is_that_of_all_that_leads_to_it(site: Server, tmp_path: Path) -> None:
    pause = lambda: time.sleep(0.4)  # noqa: E731
    for hop in range(5):
        site.put(f"/{hop}", Answer(status=302, headers={"Location": f"/{hop + 1}"}, before=pause))
    site.put("/5", Answer(page(), before=pause))
    slow, _ = fetched(site, tmp_path, f"{site.address}/0", timeout=1)
    assert "no answer within 1 seconds" in slow.reason
    assert len(site.paths()) < 6
    slow, _ = fetched(site, tmp_path / "patient", f"{site.address}/0", timeout=30)
    assert slow.state is State.fetched


def test_a_robots_txt_that_drips_takes_the_time_of_one_page_and_not_of_each(site: Server, tmp_path: Path) -> None:
    site.put("/robots.txt", endless(OK + b"\r\n", then=b"#"))
    started = time.monotonic()
    results = fetched(site, tmp_path, *(f"{site.address}/{n}" for n in range(20)), timeout=0.7)
    assert {result.state for result in results} == {State.failed}
    assert time.monotonic() - started < 10 and site.paths() == []


def test_a_host_that_lets_page_after_page_run_out_of_time_is_left_alone_and_others_are_not(
    site: Server, another_site: Callable[[], Server], tmp_path: Path
) -> None:
    other = another_site()
    slow = [row(site.put(f"/{n}", endless(OK + b"\r\n", then=b"x")), 2000 + n) for n in range(10)]
    good = [row(other.put(f"/{n}", page()), 2010 + n) for n in range(10)]
    results = list(fetch(client(site, other, timeout=0.3), [*slow, *good], tmp_path))
    assert sum(result.state is State.fetched for result in results) == 10
    assert len(site.paths()) == 5
    assert sum("the last 5 pages of this host ran out of time" in result.reason for result in results) == 5


def test_a_host_that_answers_now_and_then_is_not_left_alone(site: Server, tmp_path: Path) -> None:
    drip, good = endless(OK + b"\r\n", then=b"x"), Answer(page())
    addresses = [site.put(f"/{n}", good if n % 4 == 3 else drip) for n in range(9)]
    results = fetched(site, tmp_path, *addresses, timeout=0.3)
    assert [result.state is State.fetched for result in results] == [n % 4 == 3 or n == 9 for n in range(10)]


# Waits


@pytest.mark.parametrize("delay", ["31536000", "1e9", "121", "99999999999999999999", "86400.5"])
def test_a_crawl_delay_longer_than_anyone_waits_is_said_and_nothing_is_waited(
    site: Server, tmp_path: Path, delay: str
) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\n".encode())
    waited: list[float] = []
    (result,) = fetch(client(site, sleep=waited.append), [row(site.put("/a", page()))], tmp_path)
    if result.state is State.failed:
        assert "seconds between two requests, so it is left for later" in result.reason
    assert waited == []


@pytest.mark.parametrize(
    "delay", ["²", "nan", "inf", "1e400", "-5", "-inf", "", "soon", "0x10", "٥", "1,5", "5 # five", "1_0"]
)
def test_a_crawl_delay_that_is_no_sensible_number_hinders_nobody(site: Server, tmp_path: Path, delay: str) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\nDisallow: /no\n".encode())
    waited: list[float] = []
    rows = [row(site.put("/a", page())), row(f"{site.address}/no", 2022)]
    good, forbidden = sorted(fetch(client(site, sleep=waited.append), rows, tmp_path), key=lambda one: one.state)
    assert (good.state, forbidden.state) in (
        (State.fetched, State.failed),
        (State.failed, State.fetched),
    ) or "inf" in delay
    assert all(0 <= seconds <= 120 for seconds in waited)


@pytest.mark.parametrize(
    "after",
    ["1000000000", "9" * 400, "Fri, 31 Dec 2099 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "3600", "121"],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_come_back_much_later_is_left_for_later(site: Server, after: str, status: int) -> None:
    reason = refused(site, Answer(status=status, headers={"Retry-After": after}), sleep=pytest.fail)
    assert f"status {status}; it asks to come back after" in reason and "so it is left for later" in reason


@pytest.mark.parametrize(
    "after",
    ["-1", "²", "nan", "1e9", "\xff", "Mon, 99 Foo 0000 99:99:99 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "0", ",,,", " ",
     "Thu, 01 Jan 1970 00:00:00 -9999", "Thu, 01 Jan 1970 00:00:00 +99999999999999999999", "1 2", "1" * 5000],
)  # fmt: skip
def test_a_time_to_come_back_that_is_none_hinders_nobody(site: Server, after: str) -> None:
    busy = Answer(status=503, headers={"Retry-After": after})
    assert client(site).get(site.put("/busy", busy, Answer(b"here"))).content == b"here"


def test_waits_of_a_page_are_bounded_in_all(site: Server, tmp_path: Path) -> None:
    waited: list[float] = []
    site.put("/robots.txt", Answer(status=503, headers={"Retry-After": "100"}))
    asking = client(site, sleep=waited.append, attempts=9)
    (result,) = fetch(asking, [row(site.put("/a", page()))], tmp_path)
    assert "it wants more than 300 seconds to be waited in all, so it is left for later" in result.reason
    assert sum(waited) <= 300


def test_a_long_pause_of_ones_own_is_kept(site: Server, tmp_path: Path) -> None:
    waited: list[float] = []
    site.put("/a", Answer(status=302, headers={"Location": "/b"}))
    site.put("/b", page())
    (result,) = fetch(client(site, sleep=waited.append, pause=400), [row(f"{site.address}/a")], tmp_path)
    assert result.state is State.fetched and len(waited) == 2


# Odd answers

ODD = {
    "nothing": raw(),
    "a garbage status line": raw(b"\x00\xff\xfe\r\n\r\n"),
    "a page without a status line (HTTP/0.9)": raw(b"<html><body>" + b"x" * 100),
    "another protocol": raw(b"SSH-2.0-OpenSSH_9.0\r\n"),
    "HTTP of a later day": raw(b"HTTP/9.9 200 OK\r\n\r\n"),
    "a status of letters": raw(b"HTTP/1.1 OK 200\r\n\r\n"),
    "a status of four digits": raw(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "a status that is a superscript": raw("HTTP/1.1 2²0 OK\r\n\r\n".encode("latin-1")),
    "a negative status": raw(b"HTTP/1.1 -200 OK\r\n\r\n"),
    "status 999": raw(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"),
    "status 101": raw(b"HTTP/1.1 101 Switching\r\n\r\n"),
    "status 103 without an answer": raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "status 204": raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "status 206": raw(b"HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\nx"),
    "status 304": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "status 407": raw(b"HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"),
    "a status line of a megabyte": raw(b"HTTP/1.1 200 " + b"O" * 1_000_000 + b"\r\n\r\n"),
    "a header of a megabyte": raw(OK + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n"),
    "a thousand headers": raw(OK + b"X: y\r\n" * 1000 + b"\r\nbody"),
    "a longer body than comes": raw(OK + b"Content-Length: 99999999999\r\n\r\nx"),
    "two lengths": raw(OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n12345"),
    "a chunk of a length beyond all": raw(CHUNKED + b"f" * 40 + b"\r\nx"),
    "a chunk of a negative length": raw(CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n"),
    "a chunk without a length": raw(CHUNKED + b"\r\nhello\r\n0\r\n\r\n"),
    "a chunk with another end": raw(CHUNKED + b"5\r\nhelloxx\r\n"),
    "broken deflate": Answer(b"\xff" * 50, headers={"Content-Encoding": "deflate"}),
    "encoded ten times": Answer(b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 10)}),
    "encoded a thousand times": Answer(b"x", headers={"Content-Encoding": ",".join(["gzip"] * 1000)}),
    "a bomb in gzip": Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}),
    "a bomb in a bomb": Answer(
        gzip.compress(gzip.compress(bytes(30_000_000))), headers={"Content-Encoding": "gzip, gzip"}
    ),
}
# Answers that HTTP takes for whole ones, whose bytes are no report.
TEXTS = {
    "headers without an end": raw(OK),
    "broken gzip": Answer(gzip.compress(page())[:-20] + bytes(20), headers={"Content-Encoding": "gzip"}),
    "half of gzip": Answer(gzip.compress(page())[:60], headers={"Content-Encoding": "gzip"}),
    "a length beyond all numbers": raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n\xff"),
    "a length that is a superscript": raw(OK + "Content-Length: ²\r\n\r\n\xff".encode("latin-1")),
    "an unknown transfer encoding": raw(OK + b"Transfer-Encoding: brotli\r\n\r\n\xff"),
    "invalid UTF-8": Answer(b"<html>" + b"\xff\xc0\x80" * 100),
    "a NUL": Answer(page().replace("努力".encode(), b"\x00")),
    "UTF-16": Answer(REPORT.encode("utf-16")),
    "UTF-7": Answer(
        REPORT.encode("utf-7").replace(b"+", b"\xff+"), headers={"Content-Type": "text/html; charset=utf-7"}
    ),
    "a picture": Answer(b"\x89PNG\r\n\x1a\n" + bytes(50), headers={"Content-Type": "image/png"}),
    "an empty page": Answer(b""),
    "a page of blanks": Answer(b" \n\t" * 1000),
    "a page without text": Answer(b"<html><script>alert(1)</script></html>"),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_an_odd_answer_is_one_sentence_and_the_next_address_is_asked(site: Server, answer: Answer) -> None:
    assert refused(site, answer, timeout=10).startswith(f"{site.address}/bad: ")


def test_among_any_number_of_odd_answers_the_good_ones_are_fetched(site: Server, tmp_path: Path) -> None:
    addresses = [site.put(f"/{n}", answer) for n, answer in enumerate([*ODD.values(), *TEXTS.values()])]
    *bad, good = fetched(site, tmp_path, *addresses, timeout=10)
    assert {result.state for result in bad} <= {State.failed, State.differs} and good.state is State.fetched
    assert {path.stem for path in tmp_path.rglob("*.html")} == {
        result.report_id[-4:] for result in [*bad, good] if result.state is not State.failed
    }


CHARSETS = ("utf-8", "UTF8", "nonsense", "", "utf-7", "idna", "punycode", "unicode_escape", "rot13", "zip", "base64", "hex", "undefined",
            "mbcs", "x" * 10_000, "../../etc", "\xff", "latin-1; charset=utf-16", '"utf-8')  # fmt: skip


@pytest.mark.parametrize("charset", CHARSETS)
def test_what_a_server_calls_its_charset_is_no_matter(site: Server, tmp_path: Path, charset: str) -> None:
    """Bytes are read as what they are, UTF-8 or GB18030, whatever header and page say."""
    content = page().replace(b"<head>", f'<head><meta charset="{charset}">'.encode())
    odd = Answer(content, headers={"Content-Type": f"text/html; charset={charset}"})
    assert {result.state for result in fetched(site, tmp_path, site.put("/odd", odd))} == {State.fetched}


HARMLESS = {
    "chunks": raw(CHUNKED, b"5\r\n", page()[:5], b"\r\n", f"{len(page()) - 5:X};name=value\r\n".encode(), page()[5:], b"\r\n0\r\nX: y\r\n\r\n"),
    "one letter a chunk": raw(CHUNKED, *(b"1\r\n%c\r\n" % letter for letter in page()), b"0\r\n\r\n"),
    "a few continues": raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 5, OK + b"\r\n", page()),
    "no length": raw(OK + b"\r\n", page()),
    "HTTP/1.0": raw(b"HTTP/1.0 200 OK\n\n", page()),
    "many headers": raw(OK + b"".join(b"X-%d: y\r\n" % n for n in range(80)) + b"\r\n", page()),
    "header bytes that are no UTF-8": raw(OK + b"X-Name: \xff\xfe\r\n\r\n", page()),
    "gzip": Answer(gzip.compress(page()), headers={"Content-Encoding": "gzip"}),
    "gzip in parts": Answer(gzip.compress(page()[:50]) + gzip.compress(page()[50:]), headers={"Content-Encoding": "gzip"}),
    "gzip twice": Answer(gzip.compress(gzip.compress(page())), headers={"Content-Encoding": "gzip, gzip"}),
    "x-gzip": Answer(gzip.compress(page()), headers={"Content-Encoding": "x-gzip"}),
    "deflate": Answer(zlib.compress(page()), headers={"Content-Encoding": "deflate"}),
    "cookies": raw(OK + b"Set-Cookie: a=b; Expires=never; Max-Age=1e999\r\nSet-Cookie: \xff=;;; Domain=..\r\nSet-Cookie: =\r\n\r\n", page()),
    "a refresh": raw(OK + b"Refresh: 0; url=http://169.254.169.254/\r\n\r\n", page()),
    "a meta refresh": Answer(page().replace(b"<head>", b"<head><meta http-equiv=refresh content='0;url=http://127.0.0.1:1/'>")),
    "a slow one": Answer(page(), before=lambda: time.sleep(1)),
    "in GB18030": Answer(page().decode().encode("gb18030")),
    "with a BOM": Answer(b"\xef\xbb\xbf" + page()),
}  # fmt: skip


@pytest.mark.parametrize("answer", HARMLESS.values(), ids=HARMLESS)
def test_an_answer_that_is_unusual_and_harmless_is_taken(site: Server, answer: Answer) -> None:
    assert client(site, timeout=20).get(site.put("/odd", answer)).content in (page(), answer.content)
    assert site.paths() == ["/odd"]


def test_cookies_of_one_page_are_not_sent_with_the_next(site: Server, tmp_path: Path) -> None:
    site.put("/a", Answer(status=302, headers={"Location": "/b", "Set-Cookie": "seen=1; Path=/"}))
    site.put("/b", page())
    fetched(site, tmp_path, f"{site.address}/a")
    by_path = {asked.path: asked.headers.get("Cookie") for asked in site.asked}
    assert (by_path["/b"], by_path["/good"]) == ("seen=1", None)


def test_cookies_without_end_are_not_kept(site: Server, tmp_path: Path) -> None:
    many = b"".join(b"Set-Cookie: a%d=b\r\n" % n for n in range(90))
    site.put("/a", raw(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n" + many + b"\r\n"))
    site.put("/b", page())
    result, _ = fetched(site, tmp_path, f"{site.address}/a")
    assert result.state is State.fetched
    assert all(len(asked.headers.get("Cookie", "")) < 1000 for asked in site.asked)


# Where pages lead

NOWHERE = (
    "http://[", "http://a..b/", "http://", "//", "http:///x", "http://?", "http:", ":", "http://[::1", "http://[v1.x]/", "http://]/",
    "http://%/", "http://%00/", "http://a b/", "http://.", "http://..", "http://-", "http://_", "http://*", "http://a_b.example:²/",
    "http://good.example:0/", "http://good.example:99999/", "http://good.example:-1/", "http://good.example:80x/",
    "http://user:pass@good.example/", "http://user@good.example/", "http://@good.example/",
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://good.example/", "gopher://good.example/", "about:blank",
    "ws://good.example/", "view-source:http://good.example/", "\\\\good.example\\x", "HTTP:/\\[",
    f"http://{'a' * 300}.example/", f"http://{'a.' * 200}example/", f"http://{'é' * 80}.example/", "http://xn--\xff.example/",
    "http://xn--a.example/", "http://℀.example/", "http://ex\u3002ample..example/", "http://ﬀ\u200b.example:x/", "http://\x00/",
    "http://good.example\x00@127.0.0.1/", "http://127.0.0.1\\@good.example:x/", f"http://{'1' * 100_000}/", "http://[fe80::1%25eth0]/",
)  # fmt: skip


@pytest.mark.parametrize("to", NOWHERE)
def test_a_page_that_leads_nowhere_is_one_sentence(site: Server, to: str) -> None:
    assert re.search(
        "no address|cannot be asked|no answer|user's name|forbids|status 404|redirections",
        refused(site, leading(to), attempts=1),
    )


def leading(to: str) -> Answer:
    """A redirection whose place is written as it is, but for NULs, which no header can hold."""
    place = to.encode().replace(b"\x00", b"\x01")
    return raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + place + b"\r\n\r\n")


def test_among_any_number_of_pages_that_lead_nowhere_the_good_ones_are_fetched(site: Server, tmp_path: Path) -> None:
    addresses = [site.put(f"/{n}", leading(to)) for n, to in enumerate([*NOWHERE, *INNER])]
    *bad, good = fetched(site, tmp_path, *addresses, attempts=1)
    assert {result.state for result in bad} == {State.failed} and good.state is State.fetched


def resolving(otherwise: Callable[[str, int], list[str]]) -> Callable[[str, int], list[str]]:
    """Resolves 127.0.0.1 alone."""
    return lambda host, port: [host] if host == "127.0.0.1" else otherwise(host, port)


@pytest.mark.parametrize("to", ["", " ", "#", "?", "/bad", "./bad", "bad?x"])
def test_a_page_that_leads_to_itself_is_left_soon(site: Server, to: str) -> None:
    site.put("/bad?x", Answer(status=302, headers={"Location": "/bad"}))
    reason = refused(site, Answer(status=302, headers={"Location": to}))
    assert "redirections" in reason or "status 302" in reason or "status 404" in reason or "robots" in reason
    assert len(site.paths()) <= 8


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308, 399])
def test_a_redirection_without_a_place_is_one_sentence(site: Server, status: int) -> None:
    assert f"/bad: status {status}" in refused(site, Answer(status=status))


def test_a_place_of_a_megabyte_is_not_repeated(site: Server) -> None:
    long = raw(b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 60_000 + b"\r\n\r\n")
    assert len(refused(site, long)) < 1000
    too_long = raw(b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 1_000_000 + b"\r\n\r\n")
    assert len(refused(site, too_long)) < 1000


def test_a_place_with_line_ends_and_headers_in_it_adds_no_header(site: Server) -> None:
    answer = raw(b"HTTP/1.1 302 Found\r\nLocation: /x%0d%0aX-Evil:%20y\r\n\r\n")
    assert "status 404" in refused(site, answer)
    assert all("X-Evil" not in asked.headers for asked in site.asked)


INNER = (
    "http://127.0.0.1:{port}/", "//127.0.0.1:{port}/", "http://localhost:{port}/", "http://LOCALHOST.:{port}/", "http://127.1:{port}/",
    "http://127.000.000.001:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://2130706433:{port}/",
    "http://017700000001:{port}/", "http://0x7f000001:{port}/", "http://0x7f.0.0.1:{port}/", "http://127.0.1:{port}/",
    "http://127.0.0.2:{port}/", "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/", "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://127。0。0。1:{port}/", "http://127.0.0.1.:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/latest/", "http://10.0.0.1/", "http://172.16.0.1/",
    "http://192.168.1.1/", "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[ff02::1]/", "http://[fd00:ec2::254]/", "http://[2001:db8::1]/",
)  # fmt: skip


@pytest.mark.parametrize("to", INNER)
def test_a_page_that_leads_into_the_own_network_is_refused_and_nothing_is_asked_there(
    site: Server, another_site: Callable[[], Server], to: str
) -> None:
    inner = another_site()
    reason = refused(site, leading(to.format(port=inner.port)), attempts=1)
    assert inner.asked == []
    assert "no address of the public internet" in reason or "no answer: " in reason or "it cannot be asked" in reason, (
        reason
    )


@pytest.mark.parametrize("to", INNER[:24])
def test_a_robots_txt_that_leads_into_the_own_network_is_not_asked_there(
    site: Server, another_site: Callable[[], Server], to: str
) -> None:
    inner = another_site()
    site.put("/robots.txt", Answer(status=301, headers={"Location": quoted(to.format(port=inner.port))}))
    with pytest.raises(UnavailableError):
        client(site, attempts=1).get(site.put("/a", b"a"))
    assert inner.asked == [] and site.paths() == []


def quoted(address: str) -> str:
    """Letters as a server would put them into a header."""
    return address.encode().decode("latin-1")


def test_the_named_server_under_another_name_is_another_server(site: Server) -> None:
    reason = refused(site, Answer(status=302, headers={"Location": f"http://localhost:{site.port}/good"}))
    assert "localhost is " in reason and "no address of the public internet" in reason


def test_a_page_may_lead_from_one_named_server_to_another(
    site: Server, another_site: Callable[[], Server], tmp_path: Path
) -> None:
    other = another_site()
    site.put("/a", Answer(status=302, headers={"Location": other.put("/b", page())}))
    (result,) = fetch(client(site, other), [row(f"{site.address}/a")], tmp_path)
    assert result.state is State.fetched


def test_a_name_that_is_resolved_for_ever_takes_the_time_of_a_page(site: Server, tmp_path: Path) -> None:
    def resolve(_: str, __: int) -> list[str]:
        time.sleep(6)
        return ["8.8.8.8"]

    asking = Client(
        Manners(pause=0, timeout=0.5, attempts=3, private=frozenset({site.address})), resolve=resolving(resolve)
    )
    started = time.monotonic()
    rows = [row("http://slow.example/", 2000), row(site.put("/good", page()), 2001)]
    assert [result.state for result in sorted(fetch(asking, rows, tmp_path), key=lambda one: one.report_id)] == [
        State.failed,
        State.fetched,
    ]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("answers", [["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"], ["8.8.8.8", "::1"], []])
def test_a_name_of_which_one_address_is_private_is_not_asked(tmp_path: Path, answers: list[str]) -> None:
    asking = Client(Manners(pause=0, timeout=1, attempts=1), resolve=lambda _, __: answers)
    (result,) = fetch(asking, [row("http://mixed.example/")], tmp_path)
    assert result.state is State.failed
    assert "no address of the public internet" in result.reason or not answers


def test_a_name_that_resolves_to_another_address_the_second_time_is_refused_then(site: Server, tmp_path: Path) -> None:
    """Of each connection the addresses are checked anew, and the checked one is connected to."""
    given: Iterator[list[str]] = chain([["127.0.0.1"]], repeat(["127.0.0.1"]))
    asking = Client(Manners(pause=0, timeout=1, attempts=1), resolve=lambda _, __: next(given))
    (result,) = fetch(asking, [row(f"http://rebound.example:{site.port}/")], tmp_path)
    assert "no address of the public internet" in result.reason and site.asked == []


# Addresses of the table


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "http://a..b/", "http://%/", "https://x:y/", "http://[x]/", "http://²/",
                                     "http://me:secret@127.0.0.1/", "http://\u202egro.elpmaxe/", "http://" + "a" * 100_000])  # fmt: skip
def test_an_address_of_the_table_that_is_none_is_one_sentence(site: Server, tmp_path: Path, address: str) -> None:
    bad, good = fetched(site, tmp_path, address, attempts=1)
    assert (bad.state, good.state) == (State.failed, State.fetched)


# robots.txt

FORBIDS = {
    "after a BOM": b"\xef\xbb\xbfUser-agent: *\nDisallow: /",
    "by CR alone": b"User-agent: *\rDisallow: /\r",
    "by CR and LF": b"User-agent: *\r\n\r\nDisallow: /\r\n",
    "by a wildcard": b"User-agent: *\nDisallow: /*?\n",
    "by a wildcard and an end": b"User-agent: *\nDisallow: /*.html?id=1$\n",
    "by our name": b"User-agent: mubiao\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
    "by our name in capitals": b"USER-AGENT: MUBIAO\nDISALLOW: /\n\nUser-agent: *\nAllow: /\n",
    "by our name and a version": b"User-agent: Mubiao/0.1\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
    "by our name and a remark": b"User-agent: Mubiao # please\nDisallow: / # all\n\nUser-agent: *\nAllow: /\n",
    "by our name among others": b"User-agent: a\nUser-agent: Mubiao\nUser-agent: b\nDisallow: /\n\nUser-agent: *\nAllow: /\n",
    "in two groups of ours": b"User-agent: mubiao\nDisallow: /other\n\nUser-agent: mubiao\nDisallow: /list\n\nUser-agent: *\nAllow: /\n",
    "among garbage": b"\xff\xfe\x00\nDisallow: //[\nUser-agent: *\nDisallow: //[\nCrawl-delay: \xb2\n[[[\nDisallow: /\nSitemap: http://[\n",
    "among HTML": b"<html>\n<pre>\nUser-agent: *\nDisallow: /\n</pre>\n</html>",
    "with blanks": b"  User-agent  :  *  \n\t Disallow\t:\t/list \n",
    "before 20 MB": b"User-agent: *\nDisallow: /\n" + b"#" * 20_000_000,
    "in letters of percent": b"User-agent: *\nDisallow: /%6C%69st\n",
    "where a shorter rule allows": b"User-agent: *\nAllow: /\nDisallow: /list\n",
}
ALLOWS = {
    "nothing": b"",
    "garbage": bytes(range(256)) * 100,
    "a page": page(),
    "others alone": b"User-agent: evil\nDisallow: /\n",
    "others whose name has ours in it": b"User-agent: mubiao-evil\nDisallow: /\n",
    "rules of no robot": b"Disallow: /\n",
    "odd rules": b"User-agent: *\nDisallow: //[\nDisallow: http://[\nDisallow: \xb2\nDisallow: /%zz\nDisallow: /(((\nDisallow: /x\\\n",
    "a thousand wildcards": b"User-agent: *\nDisallow: /"
    + b"*a" * 1000
    + b"b\n"
    + b"Disallow: /"
    + b"*" * 100_000
    + b"x\n",
    "sitemaps": b"Sitemap: http://127.0.0.1:1/x\n" * 1000,
    "20 MB": b"# remark\n" * 2_200_000,
    "an empty rule": b"User-agent: *\nDisallow:\n",
    "us and forbids others": b"User-agent: *\nDisallow: /\n\nUser-agent: Mubiao\nAllow: /\n",
    "a longer rule": b"User-agent: *\nDisallow: /list\nAllow: /list/a\n",
}


@pytest.mark.parametrize("robots", FORBIDS.values(), ids=FORBIDS)
def test_what_a_robots_txt_forbids_is_not_asked_for(site: Server, robots: bytes) -> None:
    site.put("/robots.txt", robots)
    with pytest.raises(UnavailableError, match="forbids it"):
        client(site, timeout=30).get(site.put("/list/a.html?id=1", b"a"))
    assert site.paths() == []


@pytest.mark.parametrize("robots", ALLOWS.values(), ids=ALLOWS)
def test_what_a_robots_txt_does_not_forbid_is_asked_for(site: Server, robots: bytes) -> None:
    site.put("/robots.txt", robots)
    started = time.monotonic()
    assert client(site, timeout=30).get(site.put("/list/a.html?id=1", b"a")).content == b"a"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_robots_txt_that_moved_to_another_host_holds_where_it_came_from(
    site: Server, another_site: Callable[[], Server], status: int
) -> None:
    other = another_site()
    other.put("/rules", b"User-agent: *\nDisallow: /\n")
    site.put("/robots.txt", Answer(status=status, headers={"Location": f"{other.address}/rules"}))
    with pytest.raises(UnavailableError, match="forbids it"):
        client(site, other).get(site.put("/a", b"a"))
    assert client(site, other).get(other.put("/b", b"b")).content == b"b", "of the other host it is not the robots.txt"


@pytest.mark.parametrize(("hops", "is_read"), [(1, True), (5, True), (6, False)])
def test_a_robots_txt_is_followed_for_five_redirections(site: Server, hops: int, is_read: bool) -> None:
    for hop in range(hops):
        site.put("/robots.txt" if hop == 0 else f"/r{hop}", Answer(status=301, headers={"Location": f"/r{hop + 1}"}))
    site.put(f"/r{hops}", b"User-agent: *\nDisallow: /no\n")
    site.put("/a", b"a")
    if is_read:
        assert client(site).get(f"{site.address}/a").content == b"a"
    else:
        with pytest.raises(UnavailableError, match="more than 5 redirections"):
            client(site).get(f"{site.address}/a")
    assert "/no" not in site.paths()


@pytest.mark.parametrize("to", NOWHERE[:12])
def test_a_robots_txt_that_leads_nowhere_is_one_sentence(site: Server, to: str) -> None:
    site.put("/robots.txt", leading(to))
    with pytest.raises(UnavailableError):
        client(site, attempts=1).get(f"{site.address}/a")


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_an_odd_robots_txt_is_one_sentence(site: Server, answer: Answer) -> None:
    site.put("/robots.txt", answer)
    site.put("/a", b"a")
    with suppress(UnavailableError):
        assert client(site, attempts=1).get(f"{site.address}/a").content == b"a"


# Pages that are written so that reading them never ends


def deep(depth: int) -> bytes:
    return b"<html><body>" + b"<div>" * depth + "增长5%".encode() + b"</div>" * depth + b"</body></html>"


@pytest.mark.parametrize(
    "content",
    [
        deep(100_000),
        b"<html><body>" + b"<div>" * 200_000,
        b"<html><body>" + b"<table><tr><td>" * 60_000,
        b"<html><body>" + b"<a href=x><b><i>" * 60_000,
        b"<html><body>" + b"<!--" * 250_000,
        b"<html><body>" + b"<p " + b"a=b " * 250_000 + b">",
        b"<html><body>" + b"&" * 1_000_000,
        b"<html><body>" + b"<svg><math>" * 90_000,
        b"<html>" + b"<select><option>" * 60_000,
    ],
    ids=["nested", "open", "tables", "inline", "comments", "attributes", "entities", "foreign", "options"],
)
def test_a_page_of_a_megabyte_that_is_nested_without_end_is_done_with_in_time(
    site: Server, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SECONDS", 5.0)
    bad, good = fetched(site, tmp_path, site.put("/bad", content), timeout=20)
    assert bad.state in (State.failed, State.differs) and good.state is State.fetched


def test_a_page_that_takes_too_long_is_named_and_not_kept(
    site: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SECONDS", 0.0)
    (result,) = fetched(site, tmp_path)
    assert (
        result.reason
        == f"{site.address}/good: what came is no report: it cannot be read within 0 seconds. Look at the address in a browser, or try again later; what was fetched before stays"
    )
    assert list(tmp_path.rglob("*.*")) == []


def lines(count: int, shift: int = 0) -> str:
    """Lines of different letters, as many as a long report has."""
    return "\n".join(
        "".join(chr(0x4E00 + (n * 31 + k * 7 + shift) % 20_000) for k in range(40)) + "。" for n in range(count)
    )


@pytest.mark.parametrize(
    "around",
    ["{report}{report}", "{report}\n{report}", "来源{report}{report}", "{other}\n{report}\n", "{report}\n{other}"],
)
def test_a_long_report_is_recognised_in_a_page_that_holds_it_twice_or_as_much_again(around: str) -> None:
    report, other = lines(2_700), lines(2_600, 9)
    started = time.monotonic()
    part = letters.find(around.format(report=report, other=other)[: 2 * len(report)], letters.mark(report))
    if "来源" not in around:
        assert part == report
    assert time.monotonic() - started < 20


def test_a_page_that_holds_the_letters_in_another_order_twice_is_done_with() -> None:
    report = lines(2_700)
    started = time.monotonic()
    assert letters.find(report[::-1] + report[::-1], letters.mark(report)) is None
    assert letters.find("，".join(report[::-1] * 2), letters.mark(report)) is None
    assert time.monotonic() - started < 40


def test_a_report_that_is_glued_to_what_stands_around_it_is_recognised() -> None:
    report = lines(300)
    for text in (
        f"来源甘肃日报{report[:-1]}责任编辑",
        f"来源{lines(200, 5)}{report}",
        f"{report[:-1]}责任编辑{lines(250, 5)}",
    ):
        part = letters.find(text, letters.mark(report))
        assert part is not None and letters.mark(part) == letters.mark(report)


# The service of the bureau


def service(site: Server, **manners: Any) -> Service:
    return Service(
        site.address,
        Manners(**{"pause": 0, "timeout": 3, "attempts": 2, "backoff": 0, "longest_page": 1_000_000} | manners),
    )


def asked(site: Server, folder: Path, **manners: Any) -> list[str]:
    """What becomes of the figures of one province, or the sentence with which the service is left."""
    started = time.monotonic()
    try:
        outcomes = [str(one) for one in nbs.fetch(service(site, **manners), folder, ["620000"], 2020, 2021)]
    except InputError as error:
        outcomes = [str(error)]
    assert time.monotonic() - started < 40
    assert outcomes and all(map(is_sentence, outcomes))
    assert not folder.exists() or not any(folder.iterdir())
    return outcomes


def figures(value: Any, **more: Any) -> bytes:
    cell = {
        "_id": "x",
        "i_showname": "地区生产总值 (亿元)",
        "value": value,
        "du_name": "亿元",
        "da": "620000000000",
    } | more
    return json.dumps({"success": True, "data": [{"code": "2020YY", "values": [cell]}]}).encode()


BUREAU = {
    "more than is taken": Answer(b"[" + b"1," * 1_000_000 + b"1]"),
    "a bomb": Answer(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
    "a body without an end": pouring(OK + b"\r\n", then=b"x"),
    "a body that drips": endless(OK + b"\r\n", then=b"x"),
    "another place": Answer(status=302, headers={"Location": "http://169.254.169.254/"}),
    "another place with a cookie": Answer(status=307, headers={"Location": "http://10.0.0.1/", "Set-Cookie": "a=b"}),
    "deep JSON": Answer(b"[" * 400_000),
    "deep JSON that closes": Answer(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a number of a million digits": Answer(b"1" * 900_000),
    "NaN": Answer(b'{"success": true, "data": NaN}'),
    "no object": Answer(b"[]"),
    "null": Answer(b"null"),
    "a text": Answer(b'"success"'),
    "wrong shapes": Answer(b'{"success": true, "data": {"list": 5}}'),
    "half a million wrong things": Answer(b'{"success": true, "data": [' + b"1," * 450_000 + b"1]}"),
    "half a million wrong figures": Answer(
        b'{"success": true, "data": [{"code": "2020YY", "values": [' + b"1," * 450_000 + b"1]}]}"
    ),
    "a message of control signs": Answer(b'{"success": false, "message": "\\u001b[31m\\u202e' + b"x" * 10_000 + b'"}'),
    "a kind of control signs": Answer(b"x", headers={"Content-Type": "text/\x1b[31m" + "x" * 5000}),
    "a long reason": Answer(b"reason: " + b"x" * 900_000),
    "an exponent": Answer(figures("1e999999")),
    "a long number": Answer(figures("1" * 100_000)),
    "a number of other digits": Answer(figures("٤٧")),
    "a number with lines": Answer(figures("1_000")),
    "infinity": Answer(figures("Infinity")),
    "a name of control signs": Answer(figures("1", i_showname="\x1b[31m" * 10_000)),
    "a place as a region": Answer(figures("1", da="../../../../etc")),
    "ids of control signs": Answer(
        json.dumps({"success": True, "data": [{"_id": "\x1b[31m\u202e" + "x" * 50, "name_value": "\x9b1m" * 9, "show_name": "\x07"}] * 1000}).encode()
    ),
    "lone surrogates": Answer(b'{"success": true, "data": [{"code": "\\ud800", "values": []}]}'),
    "invalid UTF-8": Answer(b'{"success": true, "data": "\xff"}'),
    "a list of indicators without end": Answer(
        b'{"success": true, "data": {"list": [' + b",".join([b'{"_id": "a/../b", "i_showname": "x", "du_name": null}'] * 15_000) + b"]}}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("answer", BUREAU.values(), ids=BUREAU)
def test_whatever_the_service_of_the_bureau_answers_is_a_sentence_and_no_snapshot(
    site: Server, tmp_path: Path, answer: Answer
) -> None:
    site.answer = lambda _: answer  # type: ignore[method-assign]
    asked(site, tmp_path / "nbs")


@pytest.mark.parametrize("answer", BUREAU.values(), ids=BUREAU)
def test_whatever_the_service_answers_the_probe_tells_four_steps(site: Server, answer: Answer) -> None:
    site.answer = lambda _: answer  # type: ignore[method-assign]
    steps = list(probe.probe(service(site, attempts=1, timeout=1), probe.KNOWN))
    assert len(steps) == 4 and all(is_sentence(str(step).replace("\n", "")) for step in steps)


@pytest.mark.parametrize("parts", UNENDING.values(), ids=UNENDING)
def test_a_service_that_drips_or_pours_is_left(site: Server, tmp_path: Path, parts: tuple[bytes, ...]) -> None:
    for answer in (endless(*parts[:-1], then=parts[-1]), pouring(*parts[:-1], then=parts[-1])):
        site.answer = lambda _, answer=answer: answer  # type: ignore[method-assign, misc]
        (sentence,) = asked(site, tmp_path / "nbs", timeout=0.5)
        assert sentence.startswith(site.address)


# The commands

HEAD = "report_id,region_code,year,title,source_url,chars,text_sha256,letters,letters_sha256\n"


def table(folder: Path, *addresses: str) -> Path:
    mark, path = letters.mark(REPORT), folder / "addresses.csv"
    rows: Iterable[str] = (
        f"620000-{2000 + n},620000,{2000 + n},甘肃省政府工作报告,{address},9,{'0' * 64},{mark.letters},{mark.sha256}\n"
        for n, address in enumerate(addresses)
    )
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def test_the_command_names_each_bad_row_and_fetches_the_others(site: Server, tmp_path: Path) -> None:
    site.put("/loop", Answer(status=302, headers={"Location": "http://["}))
    site.put("/inner", Answer(status=302, headers={"Location": "http://127.1:1/"}))
    site.put("/good", page())
    addresses = ("http://[", f"{site.address}/loop", f"{site.address}/inner", f"{site.address}/good")
    parts = ("fetch", "--all", "--pause", 0, "--allow-private", site.address, "--into", tmp_path / "into")
    run = command.mubiao(*parts, "--table", table(tmp_path, *addresses), settings={"MUBIAO_RAW": str(tmp_path)})
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == "1 fetched, 0 already there, 0 differs, 3 failed, 0 without an address"
    assert (tmp_path / "into/reports/620000/2003.txt").exists()


@pytest.mark.parametrize("named", ["127.0.0.1:80", "http://[", "file:///", "http://me@127.0.0.1/", ""])
def test_a_server_that_is_named_wrongly_is_one_sentence(tmp_path: Path, named: str) -> None:
    parts = ("fetch", "--all", "--allow-private", named, "--table", table(tmp_path, "http://127.0.0.1:1/"))
    run = command.mubiao(*parts, settings={"MUBIAO_RAW": str(tmp_path)})
    assert run.returncode == 1
    assert "it is no address" in run.stderr or "it holds a user's name" in run.stderr


@pytest.mark.parametrize(
    "content", [deep(50_000), b"\xff\xfe\x00", page().replace(b"<p>", b"<p>" + b"<b>" * 20_000), b""]
)
def test_a_hostile_page_is_not_added(site: Server, data: Path, content: bytes) -> None:
    parts = ("add", site.put("/a", content), "--region", "620000", "--year", 2023, "--allow-private", site.address)
    run = command.mubiao(*parts)
    if run.returncode == 0:
        assert (data / "raw/reports/620000/2023.html").read_bytes() == content
    else:
        assert run.stderr.startswith(f"error: {site.address}/a") and list((data / "raw").rglob("*.*")) == []


HOSTILE_CELLS = {
    "report_id": ("../../x-2023", "620000-2023\x00", "六二零-2023", ""),
    "region_code": ("../../..", "620000/..", "620000\n", "~", ""),
    "year": ("99999", "-1", "2023.5", "2\u00b2", "1e3", ""),
    "title": ("=1+1", "\x00", "\x1b[31m", "\u202e"),
    "source_url": ("file:///etc/passwd", "javascript:x", "http://a b/", "//x", "http://\x1b[31m/"),
    "letters": ("-1", "0", "1e400", "9" * 30, "nan"),
    "letters_sha256": ("x", "Z" * 64, "0" * 63),
}


@pytest.mark.parametrize(
    ("column", "cell"), [(column, cell) for column in HOSTILE_CELLS for cell in HOSTILE_CELLS[column]]
)
def test_a_hostile_cell_of_the_table_is_refused_with_its_place_and_nothing_is_asked(
    site: Server, tmp_path: Path, column: str, cell: str
) -> None:
    path = table(tmp_path, site.put("/a", page()))
    cells = dict(zip(HEAD.strip().split(","), path.read_text(encoding="utf-8").splitlines()[1].split(","), strict=True))
    path.write_text(
        HEAD + ",".join(f'"{value}"' for value in (cells | {column: cell}).values()) + "\n", encoding="utf-8"
    )
    parts = (
        "fetch",
        "--all",
        "--pause",
        0,
        "--allow-private",
        site.address,
        "--into",
        tmp_path / "into",
        "--table",
        path,
    )
    run = command.mubiao(*parts, settings={"MUBIAO_RAW": str(tmp_path)})
    assert run.returncode == 1 and site.asked == [] and not (tmp_path / "into").exists()
    assert is_sentence(run.stdout + run.stderr.replace("\n", ""))


@pytest.mark.parametrize(("letters_", "year"), [(9_000_000_000_000_000_000, 2023), (1, 2023), (10**9, 1990)])
def test_a_table_that_knows_the_letters_wrongly_keeps_the_page_apart(
    site: Server, tmp_path: Path, letters_: int, year: int
) -> None:
    (result,) = fetch(client(site), [row(site.put("/a", page()), year) | {"letters": letters_}], tmp_path)
    assert result.state is State.differs


def test_an_interrupted_fetch_ends_at_once_and_keeps_what_it_has(site: Server, tmp_path: Path) -> None:
    site.put("/slow", endless(OK + b"\r\n", then=b"x"))
    addresses = table(tmp_path, site.put("/good", page()), f"{site.address}/slow", site.put("/late", page()))
    typed = ["fetch", "--all", "--pause", "0", "--allow-private", site.address, "--into", str(tmp_path / "into")]
    script = "from pipelines.cli import app; app()"
    run = subprocess.Popen(
        [sys.executable, "-c", script, *typed, "--table", str(addresses)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    for _ in range(3000):
        if "/slow" in site.paths():
            break
        time.sleep(0.01)
    started = time.monotonic()
    os.kill(run.pid, signal.SIGINT)
    errors = run.communicate(timeout=20)[1]
    assert time.monotonic() - started < 10
    assert run.returncode != 0 and "Traceback" not in errors
    assert (tmp_path / "into/reports/620000/2000.txt").exists()
    assert site.paths() == ["/good", "/slow"]


def test_a_question_of_which_only_so_much_is_wanted_gives_so_much(site: Server) -> None:
    assert client(site).ask(Question(site.put("/a", b"x" * 1000), enough=10)).content == b"x" * 10


def test_a_refusal_is_the_same_in_another_process() -> None:
    refusal = UnavailableError("http://reports.example/", "status 404", "gdp", "Ask again")
    assert (
        str(pickle.loads(pickle.dumps(refusal)))
        == str(refusal)
        == "http://reports.example/, gdp: status 404. Ask again"
    )
