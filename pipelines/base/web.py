"""How pages of other people's servers are asked for: one after the other, slowly, as robots.txt allows, and again after a while.

Belongs here: pace, robots.txt, time-outs, attempts, what counts as an answer. Does not: what is asked for, or what a page says.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import requests

from schemas.errors import InputError

ROBOT = "Mubiao"
USER_AGENT = f"{ROBOT}/0.1 (open data of targets in government work reports; README.md, mubiao fetch{{contact}})"
LONGEST_PAGE = 20_000_000
_PASSING = {429, 500, 502, 503, 504}
_REDIRECTS = 5
_CURE = "Look at the address in a browser, or try again later; what was fetched before stays"


class UnavailableError(InputError):
    """An address that gives no page, after all attempts or where another is of no use."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, "", reason, _CURE)


class _PassingError(Exception):
    """Something that may be better at the next attempt, which has to wait so many seconds at least."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Manners:
    """How servers are treated: all in seconds, except the number of attempts and who is behind it."""

    pause: float = 5.0  # from one request to a host to the next; more where its robots.txt asks for more
    timeout: float = 60.0  # for a page as a whole
    attempts: int = 4
    backoff: float = 10.0  # after the first failure; twice as much after each further one
    longest_wait: float = 600.0  # a server that wants more time is left alone
    contact: str = ""


@dataclass(frozen=True)
class Page:
    """What a server answered: the bytes as they came, without compression of the transport."""

    content: bytes
    content_type: str


class Client:
    """A session with any number of hosts.

    Args:
        manners: pace, time-out and attempts.
        sleep: waits that many seconds.
    """

    def __init__(self, manners: Manners | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.manners, self._sleep = manners or Manners(), sleep
        self._session = requests.Session()
        contact = f"; {self.manners.contact}" if self.manners.contact else ""
        contact = contact.encode("ascii", "backslashreplace").decode()  # a header holds no other letters
        self._session.headers["User-Agent"] = USER_AGENT.format(contact=contact)
        self._robots: dict[str, RobotFileParser | UnavailableError] = {}
        self._asked: dict[str, float] = {}  # by host: when it was asked last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(self, address: str) -> Page:
        """The page at an address, or where that leads.

        Raises:
            UnavailableError: there is none, or robots.txt forbids to ask.
        """
        here = address
        for _ in range(_REDIRECTS + 1):
            if not self._rules(here).can_fetch(ROBOT, here):
                raise UnavailableError(address, "robots.txt forbids it")
            status, page, leads_to = self._attempts(here)
            if not leads_to:
                break
            here = urljoin(here, leads_to)
        else:
            raise UnavailableError(address, f"more than {_REDIRECTS} redirections")
        if status != 200:
            raise UnavailableError(address, f"status {status}")
        return page

    def _rules(self, address: str) -> RobotFileParser:
        """What robots.txt of a host allows, read once.

        Raises:
            UnavailableError: nobody knows what it allows, so nothing is asked for.
        """
        origin = _origin(address)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(f"{origin}/robots.txt")
        rules = self._robots[origin]
        if isinstance(rules, UnavailableError):
            raise rules
        return rules

    def _read_robots(self, address: str) -> RobotFileParser | UnavailableError:
        rules = RobotFileParser()
        try:
            status, page, _ = self._attempts(address)
        except UnavailableError as error:
            return error
        if status in (401, 403):
            rules.disallow_all = True  # type: ignore[attr-defined]
        elif status != 200:
            rules.allow_all = True  # type: ignore[attr-defined]
        else:
            rules.parse(page.content.decode("utf-8", "replace").splitlines())
        return rules

    def _attempts(self, address: str) -> tuple[int, Page, str]:
        """Status, page, and the address that it leads to if it is a redirection."""
        for attempt in range(self.manners.attempts):
            try:
                return self._once(address)
            except _PassingError as error:
                failed, wait = error, max(error.wait, self.manners.backoff * 2**attempt)
            if failed.wait > self.manners.longest_wait:
                raise UnavailableError(address, f"{failed}; it asks to come back after {failed.wait:.0f} seconds")
            if attempt + 1 < self.manners.attempts:
                self._sleep(wait)
        times = f" ({self.manners.attempts} attempts)" if self.manners.attempts > 1 else ""
        raise UnavailableError(address, f"{failed}{times}")

    def _once(self, address: str) -> tuple[int, Page, str]:
        self._wait_for_turn(address)
        ends = time.monotonic() + self.manners.timeout
        try:
            with self._session.get(
                address, timeout=self.manners.timeout, stream=True, allow_redirects=False
            ) as response:
                if response.status_code in _PASSING:
                    wait = _retry_after(response.headers.get("Retry-After", ""))
                    raise _PassingError(f"status {response.status_code}", wait)
                page = Page(_content(response, ends), response.headers.get("Content-Type", ""))
                return response.status_code, page, response.headers["Location"] if response.is_redirect else ""
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _PassingError(f"no answer: {type(error).__name__}") from None
        except requests.RequestException as error:
            raise UnavailableError(address, f"it cannot be asked: {type(error).__name__}") from None

    def _wait_for_turn(self, address: str) -> None:
        origin = _origin(address)
        rules = self._robots.get(origin)
        asked_for = rules.crawl_delay(ROBOT) if isinstance(rules, RobotFileParser) else None
        pause = max(self.manners.pause, float(asked_for or 0))
        if (wait := self._asked.get(origin, -pause) + pause - time.monotonic()) > 0:
            self._sleep(wait)
        self._asked[origin] = time.monotonic()


def _origin(address: str) -> str:
    """Scheme and host of an address, which share a robots.txt."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _content(response: requests.Response, ends: float) -> bytes:
    content = bytearray()
    for part in response.iter_content(4096):
        content += part
        if time.monotonic() > ends:
            raise requests.Timeout
        if len(content) > LONGEST_PAGE:
            raise UnavailableError(response.url, f"the page has more than {LONGEST_PAGE:,} bytes")
    return bytes(content)


def _retry_after(told: str) -> float:
    """How many seconds the header says to wait: it holds a number or a date."""
    if told.isdecimal():
        return float(told)
    try:
        return (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return 0
