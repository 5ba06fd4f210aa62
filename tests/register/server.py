"""A web server on loopback that serves a file with every fault that a test asks for."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Shelf:
    """What the server gives, and what it was asked: paths and header lines."""

    url: str = ""
    data: bytes = b""
    etag: str = ""
    last_modified: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    """The path says how: /file/NAME, /slow, /drip, /short, /endless, /page, /loop, /moved …"""

    shelf: Shelf

    def do_GET(self) -> None:
        self.shelf.asked.append((self.path, dict(self.headers)))
        deed = self.path.strip("/").partition("/")[0]
        with contextlib.suppress(OSError):  # the reader went away, as it should
            getattr(self, f"_{deed}")()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""

    def _send(self, data: bytes, code: int = 200, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _file(self) -> None:
        shelf = self.shelf
        same = shelf.etag and self.headers.get("If-None-Match") == shelf.etag
        same = same or (shelf.last_modified and self.headers.get("If-Modified-Since") == shelf.last_modified)
        named = {"ETag": shelf.etag, "Last_Modified": shelf.last_modified}
        kept = {name: value for name, value in named.items() if value}
        self._send(b"" if same else shelf.data, 304 if same else 200, **kept)

    def _named(self) -> None:
        self._send(self.shelf.data, Content_Disposition='attachment; filename="../../etc/shiryo 3.pdf"')

    def _slow(self) -> None:
        time.sleep(5)
        self._file()

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(self.shelf.data[:1024])
        for _ in range(50):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _header_drip(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20:
            self.wfile.write(bytes([letter]))
            self.wfile.flush()
            time.sleep(0.1)

    def _short(self) -> None:
        self._send(self.shelf.data[: len(self.shelf.data) // 2], Content_Length=str(len(self.shelf.data)))

    def _chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"800\r\n" + self.shelf.data[:2048] + b"\r\n800\r\n" + self.shelf.data[2048:3000])
        self.close_connection = True

    def _torn(self) -> None:
        self._send(self.shelf.data[: len(self.shelf.data) // 3])

    def _announced(self) -> None:
        self._send(self.shelf.data, Content_Length=str(10**12))

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"%PDF-1.7\n")
        for _ in range(200):
            self.wfile.write(b"%" * 65536)

    def _page(self) -> None:
        self._send(b"<!DOCTYPE html><html><body>not found</body></html>", Content_Type="application/pdf")

    def _nothing(self) -> None:
        self._send(b"")

    def _moved(self) -> None:
        self._send(b"", 302, Location="/file/moved.pdf")

    def _loop(self) -> None:
        self._send(b"", 302, Location=f"/loop/{len(self.shelf.asked)}")

    def _local(self) -> None:
        self._send(b"", 302, Location="file:///etc/hosts")

    def _missing(self) -> None:
        self._send(b"gone", 404)

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\x01\x02 not HTTP at all\r\n\r\n")


@contextlib.contextmanager
def serving(data: bytes) -> Iterator[Shelf]:
    """Serve ``data`` until the context ends."""
    shelf = Shelf(data=data)
    handler = type("Handler", (_Handler,), {"shelf": shelf})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    shelf.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
