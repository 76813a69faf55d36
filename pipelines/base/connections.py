"""Connections that go only where they may, and last only as long as they may: what lies below requests.

A host is resolved once, everything that it resolves to is checked, and the connection goes to the very address that was checked: a
name that resolves otherwise a moment later (DNS rebinding) leads nowhere else. TLS still asks for the certificate of the host's name.

Belongs here: sockets, and how urllib3 opens them. Does not: what is sent, or how often (``pipelines.base.web``).
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, PoolManager
from urllib3.connection import HTTPConnection
from urllib3.util.connection import create_connection

Server = tuple[str, int]
# Of all IPv6 only this part is given to servers (RFC 4291, 2.4); 2002::/16 in it are IPv4 addresses once more.
_UNICAST, _SIX_TO_FOUR = IPv6Network("2000::/3"), IPv6Network("2002::/16")


class ForbiddenError(Exception):
    """A host that may not be connected to."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system knows them; its resolver has a time limit of its own."""
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
        resolve: the IP addresses of a host and port.
    """

    def __init__(self, private: frozenset[Server], resolve: Callable[[str, int], list[str]] = resolve) -> None:
        self._private, self._resolve = private, resolve
        self._ends = 0.0
        self._opened: list[socket.socket] = []

    @property
    def is_over(self) -> bool:
        """Whether the time of the page is over."""
        return time.monotonic() >= self._ends

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
            left = max(self._ends - time.monotonic(), 0.001)
            try:
                return self._watched(
                    create_connection((address, port), left, socket_options=HTTPConnection.default_socket_options)
                )
            except OSError as error:
                failure = error
        raise failure

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = self._resolve(host, port)
        for address in addresses:
            if (host, port) not in self._private and not is_public(address):
                raise ForbiddenError(f"{host} is {address}, which is no address of the public internet")
        return addresses

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
    """A kind of urllib3's connections, but opened by the door; what they do with it (TLS) stays theirs."""
    return type(plain.__name__, (plain,), {"_new_conn": lambda self: door.connect(self._dns_host, self.port)})
