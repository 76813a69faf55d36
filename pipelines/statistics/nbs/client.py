"""How the service of the National Bureau of Statistics is spoken to: its session, its challenge, and what it calls an answer.

akshare (1.19.5 was read) speaks to the same service, but has neither retries nor a pace, and gives data frames: what the service
answered, which a snapshot has to hold, is gone by then. So this is our own.

Belongs here: what is the bureau's own. Does not: pace, limits and attempts (``pipelines.base.web``), what is asked, or what an
answer says.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from pipelines.base import web
from pipelines.base.web import Manners, Page, PassingError, Question, UnavailableError
from schemas.errors import InputError, brief

BASE_ADDRESS = "https://data.stats.gov.cn/dg/website/publicrelease/web/external"
# A question is about one series of one region, whose answer has some kilobytes.
MANNERS = Manners(pause=1, timeout=30, attempts=4, backoff=2, longest_page=5_000_000)
_CURE = "`mubiao statistics probe` tells what the service answers; what was fetched before stays"
_FIREWALL = re.compile(rb"reason:\s*(\w{1,40})")


class _EmptyError(PassingError):
    """A success without data, which the service gives now and then."""


class Client:
    """A session with the service.

    Args:
        base_address: the address that all paths hang below; another than the bureau's may be in a private network.
        manners: pace, limits and attempts.
        sleep: waits that many seconds.
    """

    def __init__(
        self,
        base_address: str = BASE_ADDRESS,
        manners: Manners = MANNERS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_address = base_address.rstrip("/")
        private = frozenset() if base_address == BASE_ADDRESS else frozenset({base_address})
        self._web = web.Client(replace(manners, private=private), sleep)
        self._page = self.base_address.removesuffix("/publicrelease/web/external") + "/page.html"
        self._has_seen_page = False

    def get(self, path: str, params: Mapping[str, str], what: str) -> bytes:
        """The answer to a question that stands in the address; ``what`` it is about stands in errors."""
        return self._ask(Question(f"{self.base_address}/{path}", params), what)

    def post(self, path: str, body: str, what: str) -> bytes:
        """The answer to a question in JSON."""
        headers = {"Content-Type": "application/json"}
        return self._ask(Question(f"{self.base_address}/{path}", body=body.encode(), headers=headers), what)

    def _ask(self, question: Question, what: str) -> bytes:
        """An answer that is JSON, tells success and has data.

        Raises:
            UnavailableError: the service as a whole does not answer as it should: it is of no use to ask for anything else now.
            InputError: the service has no data.
        """
        self._see_page()
        question = self._dressed(question)
        try:
            page = self._web.ask(question, lambda page: None if _is_challenge(page) else _accept(page))
            if _is_challenge(page):  # it wants no more than to see its cookie again
                page = self._web.ask(question, _accept)
        except UnavailableError as error:
            if isinstance(error.__cause__, _EmptyError):
                raise InputError(error.file, what, error.reason, _CURE) from None
            raise UnavailableError(error.file, error.reason, what, _CURE) from None
        return page.content

    def _see_page(self) -> None:
        """See the public page once, for the cookies that it gives; whether it is there is no matter."""
        if not self._has_seen_page:
            self._has_seen_page = True
            with suppress(PassingError, UnavailableError):
                self._web.once(self._dressed(Question(self._page)))

    def _dressed(self, question: Question) -> Question:
        """A question as the public page puts it, which the service expects."""
        headers = {
            "User-Agent": "Mozilla/5.0 (compatible; mubiao)",
            "Accept": "application/json, text/plain, */*",
            "Referer": self._page,
        }
        return replace(question, headers=headers | dict(question.headers))


def _is_challenge(page: Page) -> bool:
    return page.status == 307 and "Set-Cookie" in page.headers


def _accept(page: Page) -> None:
    """Refuse what is no answer, though the status may be 200."""
    kind = f", {brief(page.content_type) or 'no content type'}"
    if reason := _FIREWALL.search(page.content):
        kind += f", reason {reason[1].decode()}"
    web.served(page, kind)
    shown = f"status {page.status}{kind}"
    if "html" in page.content_type:
        raise PassingError(f"a web page instead of JSON: {shown}")
    try:
        answer = json.loads(page.content)
    except (ValueError, RecursionError):
        raise PassingError(f"the JSON is broken or cut off: {shown}, {len(page.content)} bytes") from None
    if isinstance(answer, dict) and answer.get("success") is False:
        raise PassingError(f"success is false: {brief(answer.get('message'))}")
    if isinstance(answer, dict) and answer.get("success") is True and answer.get("data") in ([], {}, None):
        raise _EmptyError("success without data")
