"""How pages of other people's servers are asked for: one after the other, slowly, within limits, and again after a while.

``get`` brings a page as robots.txt allows, wherever it leads; ``ask`` puts one question to a service, and follows nowhere.

- Every hop is checked: http or https, no name or password, a public address (``pipelines.base.connections``), never from https back
  to http. A server of one's own network has to be named in ``Manners.private``.
- A page has a total time and a number of bytes, counted after decompression. Each has a connection of its own, which ends with it.
- Nothing of the environment is used: a proxy would resolve the names itself, so that no address could be checked, and a password
  of ~/.netrc would go to whoever a page leads to.
- The attempts are counted here and not by urllib3's Retry, of which only the reading of Retry-After is used: a body that is cut off,
  too slow or not what was asked for is seen after urllib3 has handed over, and every attempt has to wait for its turn.

Belongs here: pace, robots.txt, limits, attempts, what counts as an answer. Does not: what is asked for, or what a page says.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from protego import Protego
from urllib3 import Retry
from urllib3.exceptions import HTTPError

from pipelines.base import connections
from schemas.errors import InputError

ROBOT = "Mubiao"
USER_AGENT = (
    f"{ROBOT}/0.1 (open data of targets in government work reports; docs/guides/fetch.md, mubiao fetch{{contact}})"
)
ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5 wants at least 500 KiB to be read
_ROBOTS_STEPS = 2_000_000  # agents times lines, which is what protego may need
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = 5
_CURE = "Look at the address in a browser, or try again later; what was fetched before stays"
_ALLOW = "If it is a server of your own network, name it with --allow-private"
_MAY_PASS = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
    HTTPError,
)


class UnavailableError(InputError):
    """An address that gives no page, after all attempts or where another is of no use."""

    def __init__(self, address: str, reason: str, place: str = "", cure: str = _CURE) -> None:
        super().__init__(address, place, reason, cure)


class PassingError(Exception):
    """Something that may be better at the next attempt, which has to wait so many seconds at least."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Manners:
    """How servers are treated, in seconds where nothing else is said."""

    pause: float = 5.0  # from one request to a host to the next; more where its robots.txt asks for more
    timeout: float = 60.0  # for an attempt as a whole, from connecting to the last byte
    attempts: int = 4
    backoff: float = 10.0  # after the first failure; twice as much after each further one
    longest_wait: float = 600.0  # a server that wants more time is left alone
    longest_page: int = 20_000_000  # bytes
    contact: str = ""  # who is behind it
    private: frozenset[str] = frozenset()  # addresses of servers that may stand in a private network


@dataclass(frozen=True)
class Question:
    """What is asked for; a body makes a POST of it."""

    address: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """What a server answered: the bytes as they came, without compression of the transport, and where it leads if it is a redirection."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    leads_to: str = ""

    @property
    def content_type(self) -> str:
        """What the server says that it is; empty where it says nothing."""
        return self.headers.get("Content-Type", "")


Accept = Callable[[Page], None]


def untroubled(page: Page, detail: str = "") -> None:
    """Accept whatever a server says that is in order itself; the detail is added to what stands in the error.

    Raises:
        PassingError: it is asked too much (429), or has a fault (5xx).
    """
    if page.status == 429 or page.status >= 500:
        raise PassingError(f"status {page.status}{detail}", _retry_after(page.headers.get("Retry-After", "")))


def served(page: Page, detail: str = "") -> None:
    """Accept a page that is there.

    Raises:
        PassingError: the server is in trouble.
        UnavailableError: any other status than 200.
    """
    untroubled(page, detail)
    if page.status != 200:
        raise UnavailableError(page.address, f"status {page.status}{detail}")


class Client:
    """Asks any number of hosts.

    Args:
        manners: pace, limits and attempts.
        sleep: waits that many seconds.
        resolve: the IP addresses of a host and port.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Callable[[str, int], list[str]] = connections.resolve,
    ) -> None:
        self.manners, self._sleep = manners or Manners(), sleep
        self._door = connections.Door(frozenset(map(_server, self.manners.private)), resolve)
        self.session = _session(self.manners.contact, self._door)
        self._robots: dict[str, Protego | UnavailableError] = {}
        self._asked: dict[str, float] = {}  # by host: when it was asked last

    def get(self, address: str) -> Page:
        """The page at an address, or where that leads.

        Raises:
            UnavailableError: there is none, or robots.txt forbids to ask.
        """
        return self._follow(address, served, self._ask_robots)

    def ask(self, question: Question, accept: Accept = served) -> Page:
        """The answer to a question, where it leads to not being followed.

        Args:
            question: what is asked.
            accept: raises PassingError where another attempt may bring a better answer, UnavailableError where none will.

        Raises:
            UnavailableError: there is no answer; its cause is the last PassingError, if there was one.
        """
        for attempt in range(self.manners.attempts):
            try:
                page = self.once(question)
                accept(page)
                return page
            except PassingError as error:
                failure = error
            if failure.wait > self.manners.longest_wait:
                reason = f"{failure}; it asks to come back after {failure.wait:.0f} seconds"
                raise UnavailableError(question.address, reason) from failure
            if attempt + 1 < self.manners.attempts:
                self._sleep(max(failure.wait, self.manners.backoff * 2**attempt))
        times = f" ({self.manners.attempts} attempts)" if self.manners.attempts > 1 else ""
        raise UnavailableError(question.address, f"{failure}{times}") from failure

    def once(self, question: Question) -> Page:
        """The answer to a single attempt when its turn has come, whatever its status.

        Raises:
            PassingError: none came in time.
            UnavailableError: the address may not be asked, or the answer is too long.
        """
        address, seconds = question.address, self.manners.timeout
        self._wait_for_turn(_checked(address))
        with self._door.open_for(seconds):
            try:
                return self._answer(question)
            except connections.ForbiddenError as error:
                raise UnavailableError(address, str(error), cure=_ALLOW) from None
            except _MAY_PASS as error:
                reason = f" within {seconds:g} seconds" if self._door.is_over else f": {type(error).__name__}"
                raise PassingError(f"no answer{reason}") from None
            except (requests.RequestException, ValueError) as error:  # before it was sent
                raise UnavailableError(address, f"it cannot be asked: {type(error).__name__}") from None
            finally:
                self.session.close()  # its connections; cookies stay

    def _answer(self, question: Question) -> Page:
        with self.session.request(
            "GET" if question.body is None else "POST",
            question.address,
            params=question.params,
            data=question.body,
            headers=question.headers,
            timeout=self.manners.timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            content = self._content(response, question.address)
            return Page(question.address, response.status_code, response.headers, content, _location(response))

    def _content(self, response: requests.Response, address: str) -> bytes:
        content = bytearray()
        for part in response.iter_content(65536):
            content += part
            if len(content) > self.manners.longest_page:
                raise UnavailableError(address, f"the page has more than {self.manners.longest_page:,} bytes")
        if self._door.is_over:  # a page of no known length looks whole when its connection is cut
            raise requests.Timeout
        return bytes(content)

    def _follow(self, address: str, accept: Accept, may_ask: Callable[[str], object]) -> Page:
        """The page at the end of all redirections; each hop has to be allowed."""
        here = address
        for _ in range(_REDIRECTS + 1):
            may_ask(here)
            page = self.ask(Question(here), lambda page: None if page.leads_to else accept(page))
            if not page.leads_to:
                return page
            here = _next_hop(page)
        raise UnavailableError(address, f"more than {_REDIRECTS} redirections")

    def _ask_robots(self, address: str) -> None:
        """Ask robots.txt of the host, which is read once, whether an address may be asked for.

        Raises:
            UnavailableError: it forbids that, or nobody knows what it allows.
        """
        origin = _origin(_checked(address))
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(f"{origin}/robots.txt")
        rules = self._robots[origin]
        if isinstance(rules, UnavailableError):
            raise rules
        if not rules.can_fetch(address, ROBOT):
            raise UnavailableError(address, "robots.txt forbids it")

    def _read_robots(self, address: str) -> Protego | UnavailableError:
        """The rules of a robots.txt; where it is refused nothing is allowed, and where there is none all is."""
        try:
            page = self._follow(address, untroubled, _checked)
        except UnavailableError as error:
            return error
        if page.status in (401, 403):
            return Protego.parse("User-agent: *\nDisallow: /")
        text = page.content.decode("utf-8", "replace") if page.status == 200 else ""
        if len(page.content) > ROBOTS_BYTES or text.lower().count("agent") * len(text.splitlines()) > _ROBOTS_STEPS:
            return UnavailableError(address, "it is too long to be read, so nobody knows what it allows")
        return Protego.parse(text)

    def _wait_for_turn(self, parts: SplitResult) -> None:
        rules, host = self._robots.get(_origin(parts)), str(parts.hostname)
        wanted = (isinstance(rules, Protego) and rules.crawl_delay(ROBOT)) or 0
        if wanted > self.manners.longest_wait:
            raise UnavailableError(parts.geturl(), f"robots.txt asks for {wanted:.0f} seconds between two requests")
        pause = max(self.manners.pause, wanted)
        if (wait := self._asked.get(host, -pause) + pause - time.monotonic()) > 0:
            self._sleep(wait)
        self._asked[host] = time.monotonic()


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: where a page leads is the client's business; requests would read any length of it to find out."""


def _session(contact: str, door: connections.Door) -> requests.Session:
    session = _Session()
    session.trust_env = False
    for scheme in _PORTS:
        session.mount(f"{scheme}://", connections.Adapter(door))
    named = f"; {contact}" if contact else ""
    named = named.encode("ascii", "backslashreplace").decode()  # a header holds no other letters
    session.headers["User-Agent"] = USER_AGENT.format(contact=named)
    return session


def _checked(address: str) -> SplitResult:
    """The parts of an address.

    Raises:
        UnavailableError: it is none of a page, or says who asks.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname or parts.port == 0:
            raise UnavailableError(address, "it is no address of http or https")
    except ValueError as error:
        raise UnavailableError(address, f"it is no address: {error}") from None
    if "@" in parts.netloc:
        raise UnavailableError(address, "it holds a user's name")
    return parts


def _next_hop(page: Page) -> str:
    try:
        leads_to = urljoin(page.address, page.leads_to)
    except ValueError:
        leads_to = page.leads_to
    if page.address.startswith("https:") and _checked(leads_to).scheme == "http":
        raise UnavailableError(page.address, f"it leads from https to {leads_to}")
    return leads_to


def _server(address: str) -> connections.Server:
    """Host and port of an address."""
    parts = _checked(address)
    return str(parts.hostname), parts.port or _PORTS[parts.scheme]


def _origin(parts: SplitResult) -> str:
    """Scheme and host of an address, which share a robots.txt."""
    return f"{parts.scheme}://{parts.netloc}"


def _location(response: requests.Response) -> str:
    """Where a redirection leads: UTF-8, which requests hands over as Latin-1; without control signs, since it stands in messages."""
    location = response.headers["Location"] if response.is_redirect else ""
    return "".join(filter(str.isprintable, location.encode("latin-1").decode("utf-8", "replace")))


def _retry_after(header: str) -> float:
    """How many seconds a server wants to be left alone: the header holds a number or a date."""
    try:
        return Retry().parse_retry_after(header)
    except (HTTPError, ValueError, OverflowError):
        return 0
