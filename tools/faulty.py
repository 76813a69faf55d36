"""An object store that fails: what stands before a real one, hands requests on, and now and then does what networks and machines do.

Belongs here: one proxy and its faults. Does not: which fault is tried when (``tools.drills``).
"""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

# Seconds that a slow answer takes longer than a quick one.
SLOW = 0.5
# What is done to a request: its number among those of its method, its method and path -> the name of a fault, or nothing.
Plan = Callable[[int, str, str], str]
ANSWERS = {"500": 500, "503": 503, "403": 403}


def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


class Faulty:
    """A proxy before a server of this machine.

    Args:
        server: the port of the real one.
    """

    def __init__(self, server: int) -> None:
        self.plan: Plan = lambda number, method, path: ""
        self.requests: dict[str, int] = {}
        self.done: dict[str, int] = {}
        self._counting = threading.Lock()
        self._http = _Quiet(("127.0.0.1", 0), _handler(self, server))
        self.port = int(self._http.server_address[1])
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def __enter__(self) -> Self:
        """The proxy, which listens already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no longer."""
        self._http.shutdown()
        self._http.server_close()

    def under(self, plan: Plan) -> None:
        """Do so from now on, and count anew."""
        self.plan, self.requests, self.done = plan, {}, {}

    def next_fault(self, method: str, path: str) -> str:
        """What is done to this request."""
        with self._counting:
            number = self.requests[method] = self.requests.get(method, 0) + 1
            fault = self.plan(number, method, path)
            if fault:
                self.done[fault] = self.done.get(fault, 0) + 1
            return fault


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed, or a connection that was broken off on purpose, is no news."""


def _handler(proxy: Faulty, server: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

        def _handle(self) -> None:
            fault = proxy.next_fault(self.command, self.path)
            if fault == "half taken":  # the connection breaks while the object is sent
                self.rfile.read(1)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            body = self._body()
            if fault == "slow":
                time.sleep(SLOW)
            if fault in ANSWERS:
                self._answer(ANSWERS[fault], {"Content-Type": "application/xml"}, _error(fault))
                return
            upstream = http.client.HTTPConnection("127.0.0.1", server, timeout=60)
            asked = {key: value for key, value in self.headers.items() if key.lower() not in _HOP}
            upstream.request(self.command, self.path, body, asked | {"Content-Length": str(len(body))})
            answer = upstream.getresponse()
            content = answer.read()
            headers = {key: value for key, value in answer.getheaders() if key.lower() not in _HOP}
            if self.command == "HEAD":
                headers["Content-Length"] = answer.getheader("Content-Length") or "0"
            if fault == "flipped" and content:
                content = (
                    content[: len(content) // 2]
                    + bytes([content[len(content) // 2] ^ 1])
                    + content[len(content) // 2 + 1 :]
                )
            if fault == "other ETag":
                headers = {key: '"0"' if key.lower() == "etag" else value for key, value in headers.items()}
            self._answer(answer.status, headers, content, cut=fault == "cut")

        def _body(self) -> bytes:
            """What is sent: of a known length, or in pieces (RFC 9112, 7.1), as newer clients send objects."""
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            return b"".join(pieces)

        def _answer(self, status: int, headers: dict[str, str], content: bytes, *, cut: bool = False) -> None:
            self.send_response_only(status)
            for key, value in headers.items():
                self.send_header(key, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if cut else content)
            if cut:
                self.close_connection = True

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _handle  # noqa: N815

    return Handler


_HOP = ("transfer-encoding", "connection", "content-length", "keep-alive", "expect")


def _error(status: str) -> bytes:
    code = {"403": "AccessDenied", "500": "InternalError", "503": "SlowDown"}[status]
    return f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>as asked for</Message></Error>'.encode()
