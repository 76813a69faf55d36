"""Connections that go only where they may, and last only as long as they may: what lies below requests.

A host is resolved once, everything that it resolves to is checked, and the connection goes to the very address that was checked: a
name that resolves otherwise a moment later (DNS rebinding) leads nowhere else. TLS still asks for the certificate of the host's name.

What a server sends is counted at every read, before anybody looks for the end of a line or a header in it; a time limit of sockets
would begin anew with every byte.

Belongs here: sockets, and how urllib3 opens and reads them. Does not: what is sent, or how often (``pipelines.base.web``).
"""

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPResponse
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.connection import HTTPConnection
from urllib3.util.connection import create_connection

Server = tuple[str, int]
# Bytes of status lines and headers, those of answers before the answer (1xx) included; browsers stop at about as many.
LONGEST_HEADERS = 256 * 1024
# Of all IPv6 only this part is given to servers (RFC 4291, 2.4); 2002::/16 in it are IPv4 addresses once more.
_UNICAST, _SIX_TO_FOUR = IPv6Network("2000::/3"), IPv6Network("2002::/16")


class ForbiddenError(Exception):
    """A host that may not be connected to."""


class TooLongError(Exception):
    """An answer that is longer than it may be."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system knows them."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in answers))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, local, multicast or reserved, by its IPv4 address if it holds one."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip.ipv4_mapped:
        return is_public(str(ip.ipv4_mapped))
    return ip.is_global and ip in _UNICAST and ip not in _SIX_TO_FOUR


class Door:
    """Opens the connections for one page after the other.

    Args:
        private: the servers that may have an address that is not public.
        longest: how many bytes of an answer are taken, as they come.
        resolve: the IP addresses of a host and port.
    """

    def __init__(
        self, private: frozenset[Server], longest: int, resolve: Callable[[str, int], list[str]] = resolve
    ) -> None:
        self._private, self.longest, self._resolve = private, longest, resolve
        self._ends = 0.0
        self._opened: list[socket.socket] = []

    @property
    def is_over(self) -> bool:
        """Whether the time of the page is over."""
        return time.monotonic() >= self._ends

    def left(self) -> float:
        """The seconds that are left of the time of the page, always some: none would be no limit."""
        return max(self._ends - time.monotonic(), 0.001)

    @contextmanager
    def open_for(self, seconds: float) -> Iterator[None]:
        """Every connection that is opened in the block is cut after so many seconds, whatever it is waiting for."""
        self._ends = time.monotonic() + seconds
        watch = threading.Timer(seconds, self._cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            watch.join()
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first address of a host that answers.

        Raises:
            ForbiddenError: one of its addresses is not public.
            OSError: it has none, or none answers in time.
        """
        failure = OSError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                return self._watched(
                    create_connection(
                        (address, port), self.left(), socket_options=HTTPConnection.default_socket_options
                    )
                )
            except OSError as error:
                failure = error
        raise failure

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = self._resolved(host, port)
        for address in addresses:
            if (host, port) not in self._private and not is_public(address):
                raise ForbiddenError(f"{host} is {address}, which is no address of the public internet")
        return addresses

    def _resolved(self, host: str, port: int) -> list[str]:
        """The addresses of a host; the system's resolver has no limit that could be set, so it is left behind in a thread."""
        answers: list[list[str] | Exception] = []

        def ask() -> None:
            try:
                answers.append(self._resolve(host, port))
            except Exception as error:
                answers.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(self.left())
        answer = answers[0] if answers else OSError(f"the name {host} is not resolved in time")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _watched(self, connection: socket.socket) -> socket.socket:
        # A second handle of the same connection, since TLS takes the first for itself.
        self._opened.append(connection.dup())
        if self.is_over:
            self._cut()
        return connection

    def _cut(self) -> None:
        for connection in list(self._opened):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Adapter(HTTPAdapter):
    """Lets a session of requests connect through a door."""

    def __init__(self, door: Door) -> None:
        self._door = door
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **keywords: Any) -> None:
        """As requests does it, with other pools."""
        self.poolmanager = _Pools(self._door, num_pools=connections, maxsize=maxsize, block=block, **keywords)


class _Pools(PoolManager):
    def __init__(self, door: Door, **keywords: Any) -> None:
        self._door = door
        super().__init__(**keywords)

    def _new_pool(self, *arguments: Any, **keywords: Any) -> HTTPConnectionPool:
        pool = super()._new_pool(*arguments, **keywords)
        pool.ConnectionCls = _through(self._door, pool.ConnectionCls)
        return pool


def _through(door: Door, plain: type[Any]) -> type[Any]:
    """A kind of urllib3's connections, but opened and read by the door; what they do with it (TLS) stays theirs."""

    class Response(_Counted):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(door, *arguments, **keywords)

    opened = {"_new_conn": lambda self: door.connect(self._dns_host, self.port), "response_class": Response}
    return type(plain.__name__, (plain,), opened)


class _Counted(HTTPResponse):
    """An answer of which no more is read than may be: so much of its headers, so much of all."""

    def __init__(self, door: Door, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._door = door
        self._source = _Source(self.fp.detach(), door, LONGEST_HEADERS)
        self.fp = io.BufferedReader(self._source)

    def begin(self) -> None:
        super().begin()
        self._source.longest = LONGEST_HEADERS + self._door.longest


class _Source(io.RawIOBase):
    """The bytes of a connection, up to so many, and as long as the time of the page is not over."""

    def __init__(self, plain: io.RawIOBase, door: Door, longest: int) -> None:
        self._plain, self._door, self._count, self.longest = plain, door, 0, longest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._door.is_over:
            raise TimeoutError
        count = self._plain.readinto(buffer)
        self._count += count or 0
        if self._count > self.longest:
            raise TooLongError(f"it sends more than {self.longest:,} bytes")
        return count

    def close(self) -> None:
        self._plain.close()
        super().close()
