"""How the service of the National Bureau of Statistics is spoken to: one session, one request after the other, never fast.

akshare (1.19.5 was read) speaks to the same service, but has neither retries nor a pace, and gives data frames: what the service
answered, which a snapshot has to hold, is gone by then. So this is our own.

Belongs here: pace, retries, what counts as an answer. Does not: what is asked, or what an answer says.
"""

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests

from schemas.errors import InputError

BASE_ADDRESS = "https://data.stats.gov.cn/dg/website/publicrelease/web/external"
_CURE = "`mubiao statistics probe` tells what the service answers; what was fetched before stays"
_FIREWALL = re.compile(rb"reason:\s*(\w+)")


class UnavailableError(InputError):
    """The service as a whole does not answer as it should: it is of no use to ask for anything else now."""


class _PassingError(Exception):
    """Something that may be better at the next attempt."""


class _EmptyError(_PassingError):
    """A success without data, which the service gives now and then."""


@dataclass(frozen=True)
class Manners:
    """How the service is treated: all in seconds, except the number of attempts; each wait between two is twice the one before."""

    interval: float = 1.0
    timeout: float = 30.0
    attempts: int = 4
    backoff: float = 2.0


class Client:
    """A session with the service.

    Args:
        base_address: the address that all paths hang below.
        manners: pace, time-out and retries.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        base_address: str = BASE_ADDRESS,
        manners: Manners | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_address, self.manners, self._sleep = base_address.rstrip("/"), manners or Manners(), sleep
        self._page = self.base_address.removesuffix("/publicrelease/web/external") + "/page.html"
        self._session: requests.Session | None = None
        self._next = 0.0

    def get(self, path: str, params: dict[str, str], what: str) -> bytes:
        """The answer to a question that stands in the address; ``what`` it is about is told in errors."""
        return self._ask("GET", path, what, params=params)

    def post(self, path: str, body: str, what: str) -> bytes:
        """The answer to a question in JSON."""
        headers = {"Content-Type": "application/json"}
        return self._ask("POST", path, what, data=body.encode(), headers=headers)

    def _ask(self, method: str, path: str, what: str, **question: Any) -> bytes:
        """An answer that is JSON, tells success and has data.

        Raises:
            UnavailableError: there was none, after all attempts or where another is of no use.
            InputError: the service has no data.
        """
        address, attempts = f"{self.base_address}/{path}", self.manners.attempts
        for attempt in range(1, attempts + 1):
            try:
                return self._once(method, address, what, question)
            except _PassingError as error:
                if attempt == attempts:
                    told = f"{error} ({attempts} attempts)" if attempts > 1 else str(error)
                    kind = InputError if isinstance(error, _EmptyError) else UnavailableError
                    raise kind(address, what, told, _CURE) from None
                self._sleep(self.manners.backoff * 2 ** (attempt - 1))
        raise AssertionError("at least one attempt is made")

    def _once(self, method: str, address: str, what: str, question: dict[str, Any]) -> bytes:
        try:
            response = self._request(self._warmed(), method, address, **question)
        except requests.RequestException as error:
            raise _PassingError(f"no answer: {type(error).__name__}") from None
        status = response.status_code
        told = f"status {status}, {response.headers.get('Content-Type', 'no content type')}"
        if reason := _FIREWALL.search(response.content):
            told += f", reason {reason[1].decode()}"
        if status >= 500 or status == 429:
            raise _PassingError(told)
        if status != 200:
            raise UnavailableError(address, what, told, _CURE)
        _check(response, told)
        return response.content

    def _warmed(self) -> requests.Session:
        """The one session, which has seen the public page and holds the cookies that this gave."""
        if self._session is None:
            self._session = requests.Session()
            self._session.headers.update(
                {
                    "User-Agent": "Mozilla/5.0 (compatible; mubiao)",
                    "Accept": "application/json, text/plain, */*",
                    "Referer": self._page,
                }
            )
            with suppress(requests.RequestException):
                self._request(self._session, "GET", self._page)
        return self._session

    def _request(self, session: requests.Session, method: str, address: str, **question: Any) -> requests.Response:
        """One request, or a second after a challenge, which wants no more than to see its cookie again."""
        response = self._turn(session, method, address, **question)
        if response.status_code == 307 and response.cookies:
            response = self._turn(session, method, address, **question)
        return response

    def _turn(self, session: requests.Session, method: str, address: str, **question: Any) -> requests.Response:
        """A request when its turn has come."""
        if (wait := self._next - time.monotonic()) > 0:
            self._sleep(wait)
        self._next = time.monotonic() + self.manners.interval
        timeout = self.manners.timeout
        return session.request(method, address, timeout=timeout, allow_redirects=False, **question)


def _check(response: requests.Response, told: str) -> None:
    """Refuse what is no answer, though the status is 200."""
    if "html" in response.headers.get("Content-Type", ""):
        raise _PassingError(f"a web page instead of JSON: {told}")
    try:
        answer = json.loads(response.content)
    except ValueError:
        raise _PassingError(f"the JSON is broken or cut off: {told}, {len(response.content)} bytes") from None
    if isinstance(answer, dict) and answer.get("success") is False:
        raise _PassingError(f"success is false: {str(answer.get('message'))[:100]}")
    if isinstance(answer, dict) and answer.get("success") is True and answer.get("data") in ([], {}, None):
        raise _EmptyError("success without data")
