"""Debian's headless Firefox over WebDriver BiDi, which it speaks itself: no driver lies between.

Belongs here: how it is found and started, and the few commands that the tests need. Does not: what is asked of a page.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
_LISTENS = "WebDriver BiDi listening on "
# What Firefox would ask of the network by itself, and how long it would wait for a person.
_QUIET = {
    "app.normandy.enabled": False, "app.update.enabled": False, "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore", "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False, "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,", "toolkit.telemetry.enabled": False,
}  # fmt: skip
# Seconds that a command may take on a busy machine.
_PATIENCE = 60.0


def executable() -> str | None:
    """Where Firefox is; None where none is installed.

    Raises:
        RuntimeError: none is installed in CI, where these tests are never left out.
    """
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None and os.environ.get("CI"):
        raise RuntimeError("CI has no Firefox: apt-get install firefox-esr")
    return path


class Firefox:
    """A tab of a running Firefox.

    Attributes:
        requests: the addresses that it has asked for since it was opened.
        errors: what pages have logged as errors since.
    """

    def __init__(self, socket: Any) -> None:
        self._socket, self._number = socket, 0
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._tab = self._call("browsingContext.create", type="tab")["context"]

    def goto(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""
        self._call("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def resize(self, width: int, height: int = 800) -> None:
        """Show so many CSS pixels."""
        self._call(
            "browsingContext.setViewport",
            context=self._tab,
            viewport={"width": width, "height": height},
            devicePixelRatio=None,
        )

    def evaluate(self, script: str) -> Any:
        """What an expression, or a promise of one, comes to: whatever JSON can hold.

        Raises:
            RuntimeError: it throws.
        """
        given = self._call(
            "script.evaluate",
            target={"context": self._tab},
            expression=f"Promise.resolve({script}).then((value) => JSON.stringify(value))",
            awaitPromise=True,
        )
        if given["type"] == "exception":
            raise RuntimeError(given["exceptionDetails"]["text"])
        return json.loads(given["result"]["value"])

    def run(self, script: str) -> None:
        """Run statements, such as a whole library, in the page, whatever its policy says of scripts."""
        self._call("script.evaluate", target={"context": self._tab}, expression=f"{script}\n;null", awaitPromise=False)

    def _call(self, method: str, **parameters: Any) -> Mapping[str, Any]:
        """What a command gives; events that come meanwhile are noted.

        Raises:
            RuntimeError: Firefox refuses it.
        """
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_PATIENCE))
            if message.get("id") == self._number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
                given: Mapping[str, Any] = message["result"]
                return given
            self._note(message)

    def _note(self, message: Mapping[str, Any]) -> None:
        if message.get("method") == "network.beforeRequestSent":
            self.requests.append(message["params"]["request"]["url"])
        elif message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
            self.errors.append(str(message["params"]["text"]))


@contextmanager
def firefox(*, dark: bool = False) -> Iterator[Firefox]:
    """A tab of a Firefox that is started now, in a profile of its own, light or dark."""
    from websockets.sync.client import connect

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        preferences = _QUIET | {"layout.css.prefers-color-scheme.content-override": 0 if dark else 1}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
        Path(profile, "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [str(executable()), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
            try:
                assert running.stderr is not None
                listens = next(line for line in running.stderr if line.startswith(_LISTENS))
                with connect(listens.removeprefix(_LISTENS).strip() + "/session", max_size=None, proxy=None) as socket:
                    yield Firefox(socket)
            finally:
                running.terminate()
