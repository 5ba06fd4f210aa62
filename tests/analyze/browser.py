"""A real Chromium, driven through its debugging pipe: no driver, no port, no package."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from select import select
from typing import Any

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium expects commands at descriptor 3 and writes answers to 4.
HAND_OVER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
PATIENCE = 30.0  # seconds for an answer

Json = dict[str, Any]


def installed() -> str | None:
    """The path of a Chromium; None where there is none or no pipe can be handed to it."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) if os.name == "posix" else None


class Browser:
    """A running Chromium with one page."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = answers
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[Json] = []

    def begin(self) -> None:
        """Open the page and listen to what it says and asks for."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> Json:
        """Send a command and wait for its answer; what happens meanwhile is kept in ``events``."""
        self._count += 1
        message: Json = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (found := self._next()).get("id") != self._count:
            self.events.append(found)
        assert "error" not in found, found["error"]
        result: Json = found["result"]
        return result

    def open(self, url: str) -> None:
        """Load a page and wait until it is there."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def js(self, expression: str) -> Any:
        """Evaluate an expression in the page; a promise is waited for."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.js(f"Boolean({expression})"):
            assert time.monotonic() < end, expression
            time.sleep(0.05)

    def key(self, key: str, code: int = 0, text: str = "") -> None:
        """Press a key."""
        code = code or (ord(key.upper()) if len(key) == 1 else 0)
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text or key} if kind == "keyDown" and (text or len(key) == 1) else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **extra)

    def complaints(self) -> list[str]:
        """Errors of the page so far, violations of its policy among them."""
        found = []
        for event in self.events:
            params = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                found.append(str(params["exceptionDetails"]))
            if event.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
                found.append(params["entry"]["text"])
            if event.get("method") == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
                found.append(str(params["args"]))
        return found

    def requests(self) -> list[str]:
        """The addresses that the page asked for; data in the page itself is no request."""
        sent = (e["params"]["request"]["url"] for e in self.events if e.get("method") == _REQUEST)
        return [url for url in sent if not url.startswith("data:")]

    def _next(self) -> Json:
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select([self._answers], [], [], max(0.0, end - time.monotonic()))
            data = os.read(self._answers, 1 << 20) if ready else b""
            if not data:
                raise TimeoutError("Chromium says nothing")
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        message: Json = json.loads(line)
        return message


_REQUEST = "Network.requestWillBeSent"


@contextlib.contextmanager
def browser(path: str) -> Iterator[Browser]:
    """Start a Chromium with a profile of its own, and end it afterwards."""
    here, there = os.pipe(), os.pipe()  # commands to it, answers from it
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        hand_over = [sys.executable, "-c", HAND_OVER, str(here[0]), str(there[1])]
        command = [*hand_over, path, *FLAGS, f"--user-data-dir={Path(profile) / 'user'}"]
        process = subprocess.Popen(
            command, pass_fds=(here[0], there[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(here[0])
        os.close(there[1])
        try:
            found = Browser(here[1], there[0])
            found.begin()
            yield found
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
            os.close(here[1])
            os.close(there[0])
