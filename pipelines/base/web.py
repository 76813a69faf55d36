"""How pages of other people's servers are asked for: one after the other, slowly, within limits, and again after a while.

``get`` brings a page as robots.txt allows, wherever it leads; ``ask`` puts one question to a service, and follows nowhere.

- Every hop is checked: http or https, no name or password, a public address (``pipelines.base.connections``), never from https back
  to http. A server of one's own network has to be named in ``Manners.private``.
- A page has a time in all, over its redirections, its robots.txt and all attempts, and a number of bytes, counted as they come and
  again after decompression. Waits have a bound of their own: what asks for more is left for another day. A host that lets page after
  page run out of time is left alone too. Each attempt has a connection of its own, which ends with it.
- Nothing of the environment is used: a proxy would resolve the names itself, so that no address could be checked, and a password
  of ~/.netrc would go to whoever a page leads to.
- The attempts are counted here and not by urllib3's Retry, of which only the reading of Retry-After is used: a body that is cut off,
  too slow or not what was asked for is seen after urllib3 has handed over, and every attempt has to wait for its turn.

Belongs here: pace, robots.txt, limits, attempts, what counts as an answer. Does not: what is asked for, or what a page says.
"""

import math
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from protego import Protego
from urllib3 import Retry
from urllib3.exceptions import HTTPError

from pipelines.base import connections
from schemas.errors import InputError, brief

ROBOT = "Mubiao"
USER_AGENT = (
    f"{ROBOT}/0.1 (open data of targets in government work reports; docs/guides/fetch.md, mubiao fetch{{contact}})"
)
ROBOTS_BYTES = 500 * 1024  # of a robots.txt are read (RFC 9309, 2.5); what comes after them is not
_ROBOTS_STEPS = 2_000_000  # agents times lines, which is what protego may need
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = 5
# A robots.txt names a robot by letters, - and _ (RFC 9309, 2.2.1); what stands after them (Mubiao/0.1) is not part of the name.
_AGENT = re.compile(r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)[^\r\n]*", re.IGNORECASE | re.MULTILINE)
_MOST_COOKIES = 50
_FOR_EVER = 1e9  # seconds
_MOST_OVER = 5  # pages of a host that run out of time one after the other, before the host is left alone
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
        super().__init__(brief(address), brief(place), reason, cure)

    def __reduce__(self) -> tuple[type["UnavailableError"], tuple[str, str, str, str]]:
        """The arguments in their own order, for another process."""
        return type(self), (self.file, self.reason, self.place, self.cure)


class PassingError(Exception):
    """Something that may be better at the next attempt, which has to wait so many seconds at least."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Manners:
    """How servers are treated, in seconds where nothing else is said."""

    pause: float = 5.0  # from one request to a host to the next; more where its robots.txt asks for more
    timeout: float = (
        60.0  # for a page in all, from the first name that is resolved to the last byte, without the waits between
    )
    attempts: int = 4
    backoff: float = 5.0  # after the first failure; twice as much after each further one
    longest_wait: float = 120.0  # a server that wants more time is left alone
    waits: float = 300.0  # for a page in all, beyond the pauses
    longest_page: int = 20_000_000  # bytes
    contact: str = ""  # who is behind it
    private: frozenset[str] = frozenset()  # addresses of servers that may stand in a private network


@dataclass(frozen=True)
class Question:
    """What is asked for; a body makes a POST of it. Of an answer that is longer than ``enough`` bytes only these are taken."""

    address: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    enough: int | None = None


class _Patience:
    """What is left for one page, over all its hops and attempts: seconds of asking, and seconds of waiting."""

    def __init__(self, manners: Manners) -> None:
        self.asking, self.waiting, self.is_fresh = manners.timeout, manners.waits, True

    @property
    def is_over(self) -> bool:
        return self.asking <= 0


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
        self._door = connections.Door(frozenset(map(_server, self.manners.private)), self.manners.longest_page, resolve)
        self.session = _session(self.manners.contact, self._door)
        self._robots: dict[str, Protego | UnavailableError] = {}
        self._asked: dict[str, float] = {}  # by host: when it was asked last
        self._over: Counter[str] = Counter()  # by server: how many pages ran out of time, one after the other

    def get(self, address: str) -> Page:
        """The page at an address, or where that leads.

        Raises:
            UnavailableError: there is none, or robots.txt forbids to ask.
        """
        self.session.cookies.clear()  # they are of a page and what leads to it
        patience = _Patience(self.manners)
        return self._follow(Question(address), served, lambda hop: self._ask_robots(hop, patience), patience)

    def ask(self, question: Question, accept: Accept = served) -> Page:
        """The answer to a question, where it leads to not being followed.

        Args:
            question: what is asked.
            accept: raises PassingError where another attempt may bring a better answer, UnavailableError where none will.

        Raises:
            UnavailableError: there is no answer; its cause is the last PassingError, if there was one.
        """
        return self._ask(question, accept, _Patience(self.manners))

    def once(self, question: Question) -> Page:
        """The answer to a single attempt when its turn has come, whatever its status.

        Raises:
            PassingError: none came in time.
            UnavailableError: the address may not be asked, or the answer is too long.
        """
        return self._once(question, _Patience(self.manners))

    def _ask(self, question: Question, accept: Accept, patience: _Patience) -> Page:
        for attempt in range(1, self.manners.attempts + 1):
            try:
                page = self._once(question, patience)
                accept(page)
                return page
            except PassingError as error:
                failure = error
            if patience.is_over or attempt == self.manners.attempts:
                break
            if failure.wait > self.manners.longest_wait:
                reason = f"{failure}; it asks to come back after {failure.wait:.0f} seconds, so it is left for later"
                raise UnavailableError(question.address, reason) from failure
            self._wait(max(failure.wait, self.manners.backoff * 2 ** (attempt - 1)), question, patience)
        times = f" ({attempt} attempts)" if attempt > 1 else ""
        raise UnavailableError(question.address, f"{failure}{times}") from failure

    def _once(self, question: Question, patience: _Patience) -> Page:
        address, server = question.address, _checked(question.address).netloc
        if self._over[server] >= _MOST_OVER:
            reason = f"the last {_MOST_OVER} pages of this host ran out of time, so it is left alone"
            raise UnavailableError(address, reason)
        self._wait_for_turn(question, patience)
        started, patience.is_fresh = time.monotonic(), False
        with self._door.open_for(max(patience.asking, 0)):
            try:
                page = self._answer(question)
                self._over[server] = 0
                return page
            except connections.ForbiddenError as error:
                raise UnavailableError(address, str(error), cure=_ALLOW) from None
            except connections.TooLongError as error:
                raise UnavailableError(address, str(error)) from None
            except _MAY_PASS as error:
                self._over[server] += self._door.is_over
                reason = (
                    f" within {self.manners.timeout:g} seconds" if self._door.is_over else f": {type(error).__name__}"
                )
                raise PassingError(f"no answer{reason}") from None
            except (requests.RequestException, ValueError) as error:  # before it was sent
                raise UnavailableError(address, f"it cannot be asked: {type(error).__name__}") from None
            finally:
                patience.asking -= time.monotonic() - started
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
            if len(self.session.cookies) > _MOST_COOKIES:
                self.session.cookies.clear()
            content = self._content(response, question)
            return Page(question.address, response.status_code, response.headers, content, _location(response))

    def _content(self, response: requests.Response, question: Question) -> bytes:
        content = bytearray()
        for part in response.iter_content(65536):
            content += part
            if question.enough is not None and len(content) >= question.enough:
                return bytes(content[: question.enough])
            if len(content) > self.manners.longest_page:
                raise UnavailableError(question.address, f"the page has more than {self.manners.longest_page:,} bytes")
        if self._door.is_over:  # a page of no known length looks whole when its connection is cut
            raise requests.Timeout
        return bytes(content)

    def _follow(
        self, question: Question, accept: Accept, may_ask: Callable[[str], object], patience: _Patience
    ) -> Page:
        """The page at the end of all redirections; each hop has to be allowed."""
        here = question
        for _ in range(_REDIRECTS + 1):
            may_ask(here.address)
            page = self._ask(here, lambda page: None if page.leads_to else accept(page), patience)
            if not page.leads_to:
                return page
            here = replace(question, address=_next_hop(page))
        raise UnavailableError(question.address, f"more than {_REDIRECTS} redirections")

    def _ask_robots(self, address: str, patience: _Patience) -> None:
        """Ask robots.txt of the host, which is read once, whether an address may be asked for.

        Raises:
            UnavailableError: it forbids that, or nobody knows what it allows.
        """
        origin = _origin(_checked(address))
        if (rules := self._robots.get(origin)) is None:
            had_all_time = patience.is_fresh
            rules = self._read_robots(f"{origin}/robots.txt", patience)
            if had_all_time or not patience.is_over:  # else another page may have more time for it
                self._robots[origin] = rules
        if isinstance(rules, UnavailableError):
            raise rules
        if not rules.can_fetch(address, ROBOT):
            raise UnavailableError(address, "robots.txt forbids it")

    def _read_robots(self, address: str, patience: _Patience) -> Protego | UnavailableError:
        """The rules of a robots.txt: where there is none all is allowed, where nobody knows it nothing is (RFC 9309, 2.3.1)."""
        try:
            page = self._follow(Question(address, enough=ROBOTS_BYTES), untroubled, _checked, patience)
        except UnavailableError as error:
            return error
        text = page.content.decode("utf-8-sig", "replace") if page.status == 200 else ""
        if len(page.content) == ROBOTS_BYTES:
            text = text[: text.rfind("\n") + 1]  # the last line may be half of one
        if text.lower().count("agent") * len(text.splitlines()) > _ROBOTS_STEPS:
            return UnavailableError(address, "it names too many robots to be read, so nobody knows what it allows")
        return Protego.parse(_AGENT.sub(r"\1", text))

    def _wait_for_turn(self, question: Question, patience: _Patience) -> None:
        parts = _checked(question.address)
        rules, host = self._robots.get(_origin(parts)), str(parts.hostname)
        wanted = (isinstance(rules, Protego) and rules.crawl_delay(ROBOT)) or 0
        if wanted > self.manners.longest_wait:
            raise UnavailableError(
                question.address,
                f"robots.txt asks for {wanted:.0f} seconds between two requests, so it is left for later",
            )
        pause = max(self.manners.pause, wanted)
        if (wait := self._asked.get(host, -math.inf) + pause - time.monotonic()) > 0:
            self._wait(wait, question, patience, self.manners.pause)
        self._asked[host] = time.monotonic()

    def _wait(self, seconds: float, question: Question, patience: _Patience, pause: float = 0) -> None:
        """Wait, where there is patience for what goes beyond the pause.

        Raises:
            UnavailableError: there is none.
        """
        patience.waiting -= max(seconds - pause, 0)
        if patience.waiting < 0:
            reason = f"it wants more than {self.manners.waits:g} seconds to be waited in all, so it is left for later"
            raise UnavailableError(question.address, reason)
        self._sleep(seconds)


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


def server_of(address: str) -> str:
    """Host and port of an address, by which it takes turns with others; empty where it is no address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


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
        raise UnavailableError(page.address, f"it leads from https to {brief(leads_to)}")
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
        return min(Retry().parse_retry_after(header), _FOR_EVER)
    except (HTTPError, ArithmeticError, LookupError, TypeError, ValueError):  # dates that are none fail in many ways
        return 0
