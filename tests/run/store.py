"""Stores for tests: an S3 server on loopback, and what can go wrong on the way to it."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@contextlib.contextmanager
def s3_server() -> Iterator[str]:
    """Run an S3 server; give its URL, which stands in the environment for all processes from here."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    try:
        with mock.patch.dict(os.environ, {**KEYS, "AWS_ENDPOINT_URL": url}), reachable_directly():
            yield url
    finally:
        server.stop()


@contextlib.contextmanager
def reachable_directly() -> Iterator[None]:
    """Have no proxy between this machine and itself."""
    with mock.patch.dict(os.environ, {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}):
        yield


class Files:
    """What stands behind an address, past the code under test."""

    def __init__(self, address: str) -> None:
        import fsspec

        self._files: Any
        self._files, root = fsspec.url_to_fs(address, use_listings_cache=False)
        self._root = str(root).rstrip("/")

    def fill(self, folder: Path) -> None:
        """Put all files below ``folder`` there."""
        for path in folder.rglob("*"):
            if path.is_file():
                self.write(path.relative_to(folder).as_posix(), path.read_bytes())

    def write(self, name: str, data: bytes) -> None:
        """Put one file there."""
        self._files.makedirs(f"{self._root}/{name}".rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(f"{self._root}/{name}", data)

    def remove(self, name: str) -> None:
        """Remove one file."""
        self._files.rm_file(f"{self._root}/{name}")

    def read(self) -> dict[str, bytes]:
        """All files, markers aside."""
        return {name: self._files.cat_file(f"{self._root}/{name}") for name in self.names()}

    def names(self) -> list[str]:
        """Names of all files, markers aside; one that is being put there may be gone when it is read."""
        found = (name for name in self._files.find(self._root) if "/.done/" not in name)
        return [name[len(self._root) + 1 :] for name in found]

    def versions(self) -> dict[str, str]:
        """The version of each file of a document, markers too."""
        found = self._files.find(self._root, detail=True)
        kept = ("ETag", "LastModified", "created", "mtime")
        return {
            name: str([about.get(key) for key in kept])
            for name, about in found.items()
            if "/_identity/" not in name
        }


class Cut(threading.Thread):
    """A way to a server, from ``port`` on, on which every connection is cut that carries ``word``."""

    def __init__(self, port: int, word: bytes) -> None:
        super().__init__(daemon=True)
        self._port, self._word = port, word
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]

    def run(self) -> None:
        """Take connections until the end."""
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._port))
                for pair in ((here, there), (there, here)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def end(self) -> None:
        """Take no more."""
        self._listening.close()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (data := source.recv(65536)) and self._word not in data:
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
