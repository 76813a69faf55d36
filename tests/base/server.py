"""A server of our own for tests that ask the web: real requests, and answers that the test writes.

Belongs here: what is asked and answered. Does not: what a page or a service says.
"""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

# A certificate and key of reports.example, made for these tests alone.
CERTIFICATE = Path(__file__).with_name("reports.example.pem")


@dataclass
class Answer:
    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    # Writes the whole answer itself, from the status line on; the connection is closed after it.
    wire: Callable[[Callable[[bytes], object]], object] | None = None


@dataclass(frozen=True)
class Asked:
    path: str
    body: bytes
    headers: Mapping[str, str]
    at: float


class Server:
    """A host whose paths give the answers that are put there: one each time, and the last one for ever."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self._server = _listening(self)
        self.port = self._server.server_port
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, *answers: Answer | bytes) -> str:
        """Let a path give these answers; returns its address."""
        self.answers[path] = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]
        return self.address + path

    def answer(self, asked: Asked) -> Answer:
        return self.next(asked.path) or Answer(status=404)

    def next(self, path: str) -> Answer | None:
        answers = self.answers.get(path, [])
        return answers.pop(0) if len(answers) > 1 else next(iter(answers), None)

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


class _Listening(ThreadingHTTPServer):
    request_queue_size = 50

    def handle_error(self, *_: Any) -> None:
        """A client that hung up is no news."""


def _listening(server: Server) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.path, body, self.headers, time.monotonic())
            server.asked.append(asked)
            self.send(server.answer(asked))

        def do_POST(self) -> None:
            self.do_GET()

        def send(self, answer: Answer) -> None:
            answer.before()
            if answer.wire:
                answer.wire(self.wfile.write)
                return
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html", "Content-Length": str(len(answer.content))} | answer.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: Any) -> None:
            pass

    return _Listening(("127.0.0.1", 0), Handler)
