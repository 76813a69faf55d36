"""How the web is asked: real requests to servers of our own, kind ones and hostile ones."""

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count, repeat
from typing import Any

import pytest

from pipelines.base.connections import is_public
from pipelines.base.web import (
    ROBOTS_BYTES,
    USER_AGENT,
    Client,
    Manners,
    PassingError,
    Question,
    UnavailableError,
)
from tests.base.server import CERTIFICATE, Answer, Server

Write = Callable[[bytes], object]
OPEN_ENDED = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"
TROUBLE = Answer(status=500)


def client(*sites: Server, sleep: Callable[[float], None] = lambda _: None, **manners: Any) -> Client:
    """A quick client that may ask these servers of our own."""
    private = frozenset(site.address for site in sites)
    return Client(Manners(**{"pause": 0, "timeout": 5, "backoff": 0, "private": private} | manners), sleep)


def refusal(asking: Client, address: str) -> str:
    with pytest.raises(UnavailableError) as error:
        asking.get(address)
    return str(error.value)


def moved(to: str) -> Answer:
    return Answer(status=302, headers={"Location": to})


def at_known_hosts(hosts: dict[str, list[str]]) -> tuple[Callable[[str, int], list[str]], list[str]]:
    """A resolver that knows these hosts, and the list of what it was asked."""
    asked: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return hosts[host]

    return resolve, asked


# A page as it comes


def test_a_page_is_what_the_server_sent_without_the_compression_of_the_transport(site: Server) -> None:
    plain = "<p>粮食产量253亿斤</p>".encode()
    for path, encoding, content in (
        ("/plain", "identity", plain),
        ("/gzip", "gzip", gzip.compress(plain)),
        ("/deflate", "deflate", zlib.compress(plain)),
    ):
        page = client(site).get(site.put(path, Answer(content, headers={"Content-Encoding": encoding})))
        assert (page.content, page.content_type, page.status) == (plain, "text/html", 200)


def test_a_server_is_told_who_asks_and_how_to_reach_them(site: Server) -> None:
    client(site, contact="王 me@example.org").get(site.put("/a", b"a"))
    assert {asked.headers["User-Agent"] for asked in site.asked} == {
        USER_AGENT.format(contact="; \\u738b me@example.org")
    }


def test_neither_a_proxy_nor_a_password_of_the_environment_is_used(
    site: Server, another_site: Callable[[], Server], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    proxy = another_site()
    (tmp_path / "netrc").write_text("default login me password secret\n", encoding="utf-8")
    for name, value in (("HTTP_PROXY", proxy.address), ("ALL_PROXY", proxy.address), ("NO_PROXY", "")):
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert client(site).get(site.put("/a", b"a")).content == b"a"
    assert proxy.asked == []
    assert not any("Authorization" in asked.headers for asked in site.asked)


# Limits


def drip(*parts: bytes) -> Callable[[Write], None]:
    """Sends these parts, and then something every hundredth of a second for ever."""

    def wire(write: Write) -> None:
        for part in parts:
            write(part)
        for _ in count():
            time.sleep(0.01)
            write(b"x")

    return wire


@pytest.mark.parametrize(
    "wire",
    [
        drip(),
        drip(b"HTTP/1.0 200 OK\r\nX-Letters: "),
        drip(OPEN_ENDED),
        drip(b"HTTP/1.0 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        lambda write: time.sleep(1),
    ],
    ids=["status", "header", "body", "body of a length", "chunk", "continue", "silence"],
)
def test_a_page_that_only_drips_is_given_up_when_its_time_is_over(site: Server, wire: Callable[[Write], None]) -> None:
    address, started = site.put("/a", Answer(wire=wire)), time.monotonic()
    assert "/a: no answer within 0.5 seconds. " in refusal(client(site, timeout=0.5, attempts=2), address)
    assert time.monotonic() - started < 5
    assert site.paths() == ["/a"], "the time of the page is over, and no attempt has any left"


def test_a_host_whose_name_took_all_the_time_is_given_none_more(site: Server) -> None:
    def slowly(host: str, _: int) -> list[str]:
        time.sleep(0.2)
        return [host]

    address, started = site.put("/a", Answer(wire=drip(OPEN_ENDED))), time.monotonic()
    asking = Client(Manners(pause=0, attempts=1, timeout=0.1, private=frozenset({address})), resolve=slowly)
    with pytest.raises(PassingError, match="no answer within"):
        asking.once(Question(address))
    assert time.monotonic() - started < 1


def test_a_server_that_accepts_no_connection_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        for _ in range(3):
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        address, started = f"http://127.0.0.1:{full.getsockname()[1]}/", time.monotonic()
        asking = Client(Manners(pause=0, attempts=1, timeout=0.2, private=frozenset({address})))
        assert "no answer within 0.2 seconds" in refusal(asking, address)
        assert time.monotonic() - started < 1


def test_an_endless_page_is_left_when_it_is_too_long_and_not_asked_for_again(site: Server) -> None:
    def endless(write: Write) -> None:
        write(OPEN_ENDED)
        for _ in repeat(None):
            write(b"x" * 65536)

    address = site.put("/a", Answer(wire=endless))
    assert "the page has more than 1,000,000 bytes" in refusal(client(site, longest_page=1_000_000), address)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("encodings", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_is_left_before_it_is_unpacked(site: Server, encodings: str) -> None:
    bomb = bytes(50_000_000)
    for encoding in encodings.split(", "):
        bomb = gzip.compress(bomb) if encoding == "gzip" else zlib.compress(bomb)
    address = site.put("/a", Answer(bomb, headers={"Content-Encoding": encodings}))
    asking = client(site, longest_page=1_000_000)
    tracemalloc.start()
    try:
        assert "the page has more than 1,000,000 bytes" in refusal(asking, address)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_page_as_long_as_is_allowed_is_taken(site: Server) -> None:
    asking = client(site, longest_page=1000)
    assert len(asking.get(site.put("/a", bytes(1000))).content) == 1000
    assert "more than 1,000 bytes" in refusal(asking, site.put("/b", bytes(1001)))


def test_what_leads_elsewhere_is_not_read_without_end_either(site: Server) -> None:
    def endless(write: Write) -> None:
        write(b"HTTP/1.0 302 Found\r\nLocation: /b\r\n\r\n")
        for _ in repeat(None):
            write(b"x" * 65536)

    site.put("/b", b"b")
    assert "more than 1,000,000 bytes" in refusal(
        client(site, longest_page=1_000_000), site.put("/a", Answer(wire=endless))
    )


# Answers that break off


@pytest.mark.parametrize(
    "wire",
    [
        lambda write: None,
        lambda write: write(b"HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nhalf a page"),
        lambda write: write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf a page"),
        lambda write: write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno length"),
        lambda write: write(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all"),
        lambda write: write(b"this is no HTTP\r\n\r\n"),
    ],
    ids=["nothing", "half a body", "half a chunk", "no chunk", "no gzip", "no HTTP"],
)
def test_an_answer_that_breaks_off_is_no_page_and_is_asked_for_again(
    site: Server, wire: Callable[[Write], None]
) -> None:
    address = site.put("/a", Answer(wire=wire), Answer(b"whole"))
    assert client(site).get(address).content == b"whole"
    site.put("/a", Answer(wire=wire))
    assert "no answer: " in refusal(client(site, attempts=2), address)


@pytest.mark.parametrize("length", ["many", "-1", "5, 6"])
def test_a_length_that_is_none_is_no_crash(site: Server, length: str) -> None:
    address = site.put("/a", Answer(b"whole", headers={"Content-Length": length}))
    try:
        assert client(site).get(address).content == b"whole"
    except UnavailableError as error:
        assert error.reason.startswith(("no answer", "it cannot be asked"))


# Attempts


def test_a_server_in_trouble_is_asked_again_after_growing_pauses(site: Server) -> None:
    waited: list[float] = []
    address = site.put("/a", TROUBLE, Answer(status=429), Answer(b"a"))
    assert client(site, attempts=3, backoff=7, sleep=waited.append).get(address).content == b"a"
    assert waited == [7, 14]


def test_a_server_in_trouble_for_good_is_given_up_and_what_is_not_there_is_asked_for_once(site: Server) -> None:
    assert "/a: status 503 (3 attempts)" in refusal(client(site, attempts=3), site.put("/a", Answer(status=503)))
    assert "/b: status 404." in refusal(client(site, attempts=3), site.put("/b", Answer(status=404)))
    assert site.paths() == ["/a", "/a", "/a", "/b"]


@pytest.mark.parametrize("as_date", [False, True])
def test_a_server_that_says_when_to_come_back_is_asked_then(site: Server, as_date: bool) -> None:
    waited: list[float] = []
    after = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True) if as_date else "100"
    address = site.put("/a", Answer(status=429, headers={"Retry-After": after}), Answer(b"a"))
    assert client(site, backoff=1, sleep=waited.append).get(address).content == b"a"
    assert waited == [pytest.approx(100, abs=3)]


@pytest.mark.parametrize("header", ["soon", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "1" * 5000, ""])
def test_a_server_that_says_nothing_sensible_is_asked_after_the_usual_pause(site: Server, header: str) -> None:
    waited: list[float] = []
    address = site.put("/a", Answer(status=503, headers={"Retry-After": header}), Answer(b"a"))
    assert client(site, backoff=1, sleep=waited.append).get(address).content == b"a"
    assert waited == [1]


def test_a_server_that_wants_hours_is_left_alone(site: Server) -> None:
    address = site.put("/a", Answer(status=503, headers={"Retry-After": "7200"}))
    assert "it asks to come back after 7200 seconds" in refusal(client(site), address)
    assert site.paths() == ["/a"]


def test_between_two_requests_to_a_host_lies_the_pause_or_what_its_robots_txt_asks_for(site: Server) -> None:
    waited: list[float] = []
    asking = client(site, pause=20, sleep=waited.append)
    asking.get(site.put("/a", b"a"))
    assert waited == [pytest.approx(20, abs=1)], "after robots.txt"
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 50\n")
    waited.clear()
    asking = client(site, pause=20, sleep=waited.append)
    asking.get(site.put("/a", b"a"))
    assert waited == [pytest.approx(50, abs=1)]


def test_a_host_that_wants_more_time_than_anyone_has_is_left_alone(site: Server) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n")
    assert "robots.txt asks for 86400 seconds" in refusal(client(site), site.put("/a", b"a"))
    assert site.paths() == []


# robots.txt


def test_what_robots_txt_forbids_us_is_not_asked_for(site: Server) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /inner/\n\nUser-agent: mubiao\nDisallow: /*.pdf$\n")
    asking = client(site)
    assert "robots.txt forbids it" in refusal(asking, site.put("/report.pdf", b"a"))
    asking.get(site.put("/inner/a", b"a"))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/inner/a"], "robots.txt is asked for once"


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (Answer(status=404), True),
        (Answer(b"User-agent: *\nDisallow: /\n", status=404), True),
        (Answer(b"<html>\x00\xff no rules</html>"), True),
        (Answer(status=401), True),
        (Answer(status=403), True),
        (Answer(status=429), False),
        (Answer(status=500), False),
        (Answer(wire=lambda write: None), False),
        (Answer(b"User-agent: *\nDisallow: /\n" + b"#" * ROBOTS_BYTES), False),
        (Answer(b"#" * ROBOTS_BYTES + b"\nUser-agent: *\nDisallow: /\n"), True),
        (Answer(b"User-agent: *\nAllow: /\nDisallow: /b".ljust(ROBOTS_BYTES + 1, b"b")), True),
        (Answer(b"User-agent: a\n" * 3000 + b"Allow: /a\n" * 3000), False),
        (Answer(wire=drip(OPEN_ENDED)), False),
        (moved("http://169.254.169.254/robots.txt"), False),
    ],
    ids=[
        "absent",
        "absent with a page",
        "no rules",
        "401",
        "403",
        "429",
        "500",
        "cut",
        "rules before much else",
        "rules after all that is read",
        "half a line at the end of what is read",
        "many agents",
        "dripping",
        "elsewhere",
    ],
)
def test_without_robots_txt_all_is_allowed_and_where_nobody_knows_it_nothing_is(
    site: Server, answer: Answer, allowed: bool
) -> None:
    site.put("/robots.txt", answer)
    address, asking = site.put("/a", b"a"), client(site, attempts=2, timeout=1)
    if allowed:
        asking.get(address)
    else:
        refusal(asking, address)
    assert site.paths() == ["/a"] * allowed


def test_a_robots_txt_that_moved_is_read_where_it_is(site: Server) -> None:
    site.put("/robots.txt", moved("/there"))
    site.put("/there", b"User-agent: *\nDisallow: /\n")
    assert "robots.txt forbids it" in refusal(client(site), site.put("/a", b"a"))


# Where pages lead


def test_a_redirection_is_followed_and_asks_the_robots_txt_of_where_it_leads(
    site: Server, another_site: Callable[[], Server]
) -> None:
    new = another_site()
    new.put("/robots.txt", b"User-agent: *\nDisallow: /hidden\n")
    new.put("/报告", b"here")
    new.answers["/%E6%8A%A5%E5%91%8A"] = new.answers["/报告"]
    asking = client(site, new)
    page = asking.get(site.put("/a", moved(f"{new.address}/报告".encode().decode("latin-1"))))
    assert (page.content, page.address) == (b"here", f"{new.address}/报告")
    assert f"{new.address}/hidden: robots.txt forbids it" in refusal(
        asking, site.put("/b", moved(f"{new.address}/hidden"))
    )
    assert [asked.path for asked in new.asked] == ["/robots.txt", "/%E6%8A%A5%E5%91%8A"]


def test_pages_that_lead_in_a_circle_are_left(site: Server) -> None:
    site.put("/b", moved("/a"))
    assert "/a: more than 5 redirections" in refusal(client(site), site.put("/a", moved("/b")))
    assert site.paths() == ["/a", "/b"] * 3


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is 169.254.169.254, which is no address of the"),
        ("http://127.0.0.1:{port}/secret", "127.0.0.1 is 127.0.0.1, which is no address of the public internet"),
        ("//127.0.0.1:{port}/secret", "no address of the public internet"),
        ("http://localhost:{port}/secret", "no address of the public internet"),
        ("http://2130706433:{port}/secret", "no address of the public internet"),
        ("http://0x7f.1:{port}/secret", "no address of the public internet"),
        ("http://[::1]:{port}/secret", "no address of the public internet"),
        ("http://[::ffff:127.0.0.1]:{port}/secret", "no address of the public internet"),
        ("http://me:secret@127.0.0.1:{port}/secret", "it holds a user's name"),
        ("file:///etc/passwd", "it is no address of http or https"),
        ("ftp://127.0.0.1/secret", "it is no address of http or https"),
        ("gopher:secret", "it is no address of http or https"),
        ("http://[::1/secret", "it is no address"),
        ("http://127.0.0.1:99999/secret", "it is no address"),
        (f"http://{'a' * 64}.example/secret", "it cannot be asked"),
    ],
)
def test_a_page_that_leads_where_nobody_may_go_is_left_and_nothing_is_asked_there(
    site: Server, another_site: Callable[[], Server], to: str, reason: str
) -> None:
    inner = another_site()
    assert reason in refusal(client(site), site.put("/a", moved(to.format(port=inner.port))))
    assert inner.asked == []


def test_what_stands_in_a_message_has_no_control_signs(site: Server) -> None:
    address = site.put("/a", moved("file:///\x1b[31mred"))
    assert "file:///[31mred: it is no address" in refusal(client(site), address)


def test_a_server_of_ones_own_network_is_asked_only_where_it_is_named(site: Server) -> None:
    address = site.put("/a", b"a")
    assert "name it with --allow-private" in refusal(Client(Manners(pause=0)), address)
    assert site.asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["203.0.113.9"],
        ["::ffff:192.168.0.1"],
        ["fe80::1%eth0"],
        ["8.8.8.8", "127.0.0.1"],
        ["2002:7f00:1::"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_host_of_which_any_address_is_not_public_is_not_connected_to(addresses: list[str]) -> None:
    resolve, _ = at_known_hosts({"reports.example": addresses})
    asking = Client(Manners(pause=0, attempts=1, timeout=0.2), resolve=resolve)
    assert f"reports.example is {addresses[-1]}, which is no" in refusal(asking, "http://reports.example/")


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_not_resolved_again(site: Server) -> None:
    resolve, asked = at_known_hosts({"reports.example": ["127.0.0.1"]})
    site.put("/a", b"a")
    address = f"http://reports.example:{site.port}/a"
    asking = Client(Manners(pause=0, private=frozenset({address})), resolve=resolve)
    assert asking.get(address).content == b"a"
    assert asked == ["reports.example"] * 2, "of robots.txt and of the page"
    assert {asked.headers["Host"] for asked in site.asked} == {f"reports.example:{site.port}"}


def test_a_host_with_several_addresses_is_asked_at_one_that_answers(site: Server) -> None:
    resolve, _ = at_known_hosts({"reports.example": ["127.0.0.2", "127.0.0.1"]})
    site.put("/a", b"a")
    address = f"http://reports.example:{site.port}/a"
    assert (
        Client(Manners(pause=0, attempts=1, private=frozenset({address})), resolve=resolve).get(address).content == b"a"
    )


def test_the_certificate_has_to_be_of_the_host_that_was_asked(another_site: Callable[..., Server]) -> None:
    secure = another_site(CERTIFICATE)
    secure.put("/a", b"a")
    resolve, _ = at_known_hosts({"reports.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    ours, other = (f"https://{host}.example:{secure.port}/a" for host in ("reports", "other"))
    asking = Client(Manners(pause=0, attempts=1, private=frozenset({ours, other})), resolve=resolve)
    assert "no answer: SSLError" in refusal(asking, ours), "nobody vouches for the certificate"
    asking = Client(asking.manners, resolve=resolve)
    asking.session.verify = str(CERTIFICATE)
    assert asking.get(ours).content == b"a"
    assert "no answer: SSLError" in refusal(asking, other)


def test_a_page_of_https_that_leads_back_to_http_is_left(site: Server, another_site: Callable[..., Server]) -> None:
    secure = another_site(CERTIFICATE)
    secure.put("/a", moved(site.put("/open", b"a")))
    resolve, _ = at_known_hosts({"reports.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]})
    address = f"https://reports.example:{secure.port}/a"
    asking = Client(Manners(pause=0, private=frozenset({address, site.address})), resolve=resolve)
    asking.session.verify = str(CERTIFICATE)
    assert f"it leads from https to {site.address}/open" in refusal(asking, address)
    assert site.asked == []


def test_a_server_of_https_that_does_not_greet_is_given_up_in_time(another_site: Callable[..., Server]) -> None:
    silent = another_site()
    silent.answers["/a"] = [Answer(b"a")]
    address, started = f"https://127.0.0.1:{silent.port}/a", time.monotonic()
    asking = Client(Manners(pause=0, attempts=1, timeout=0.3, private=frozenset({address})))
    assert "no answer" in refusal(asking, address)
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2400:3200::1", True),
        ("::ffff:8.8.8.8", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2001:0:1::1", False),
        ("2001:db8::1", False),
        ("2002:7f00:1::", False),
        ("fc00::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public
