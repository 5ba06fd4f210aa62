"""The review page served to this machine only, where accepting writes ``raw/corrections.toml``.

A page of another site must not reach it: the address holds a secret, the Host header must name loopback
(a name that was bent to 127.0.0.1 doesn't), and a request from a page must come from this one.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.analyze.review.entry import append, entry_of
from pipeline.analyze.review.items import Item
from pipeline.errors import ShihyoError, UsageError

LONGEST = 100_000  # bytes of a request
PATIENCE = 10.0  # seconds for a request
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Server(ThreadingHTTPServer):
    """Serves one page and takes corrections of the cells that it shows. ``port`` 0 takes a free one.

    ``written`` is called after each correction that was written.
    """

    daemon_threads = True
    allow_reuse_address = False

    def __init__(
        self,
        found: Sequence[Item],
        page: Callable[[str], str],
        corrections: Path,
        port: int = 0,
        written: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.secret = secrets.token_urlsafe(24)
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}
        self._items = {(i.document, i.page, i.table, i.row, i.column): i for i in found}
        self._corrections = corrections
        self._written = written
        self._one_at_a_time = threading.Lock()
        self.page = page(f"/{self.secret}/accept").encode("utf-8")

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/{self.secret}/"

    def accept(self, told: Any) -> None:
        """Write a correction. Raises :class:`~pipeline.errors.ShihyoError` for one that can't be."""
        if not isinstance(told, dict):
            raise UsageError("that is no correction")
        entry = entry_of(told)
        item = self._items.get(entry.place)
        if item is None or item.printed != entry.expected:
            raise UsageError("this page shows no such cell")
        with self._one_at_a_time:
            append(self._corrections, str(told.get("kind")), entry)
            self._written()


class _Handler(BaseHTTPRequestHandler):
    """Answers for the page and for what it sends; nothing else is there."""

    server: Server
    server_version = "shihyo"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Send the page."""
        if self._is_for("/"):
            self._answer(HTTPStatus.OK, self.server.page, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Take a correction."""
        if not self._is_for("/accept") or not self._comes_from_the_page():
            return
        try:
            self.server.accept(self._read())
        except (ShihyoError, ValueError, OSError, RecursionError) as error:
            self._tell({"ok": False, "error": str(error)})
        else:
            self._tell({"ok": True})

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing: the secret must stand in no log."""

    def _is_for(self, rest: str) -> bool:
        if self.headers.get("Host", "") not in self.server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        wanted = f"/{self.server.secret}{rest}"
        if not hmac.compare_digest(self.path.encode(), wanted.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
            return False
        return True

    def _comes_from_the_page(self) -> bool:
        origin = self.headers.get("Origin", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if origin.removeprefix("http://") not in self.server.hosts or kind != "application/json":
            self._refuse(HTTPStatus.FORBIDDEN)
            return False
        return True

    def _read(self) -> Any:
        length = int(self.headers.get("Content-Length", "0"))
        if not 0 < length <= LONGEST:
            raise UsageError("too long, or empty")
        return json.loads(self.rfile.read(length).decode("utf-8"))

    def _tell(self, answer: dict[str, Any]) -> None:
        text = json.dumps(answer, ensure_ascii=False).encode("utf-8")
        self._answer(HTTPStatus.OK, text, "application/json; charset=utf-8")

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._answer(status, status.phrase.encode(), "text/plain; charset=utf-8")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS.items()):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
