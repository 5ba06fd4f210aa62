"""One run at a time in a workspace, by a lock that the system lifts when its holder dies."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import LockedError, refused


@contextlib.contextmanager
def locked(folder: Path, say: Callable[[str], None], patience: float = 600.0) -> Iterator[None]:
    """Hold the lock of ``folder`` (made if need be); wait for another run up to ``patience`` seconds.

    ``say`` is told when there is something to wait for. Raises :class:`LockedError`.
    """
    path = folder / "lock"
    with _open(path) as stream:
        deadline = time.monotonic() + patience
        told = False
        while not _try(stream):
            if time.monotonic() >= deadline:
                raise LockedError(
                    "another run is at work in this workspace",
                    file=str(path),
                    remedy="Wait until it ends, or end it",
                )
            if not told:
                say("Another run is at work in this workspace; waiting for it to end")
                told = True
            time.sleep(0.1)
        try:
            yield
        finally:
            _release(stream)


def _open(path: Path) -> IO[bytes]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+b")
    except OSError as error:
        raise refused(error, str(path)) from error


if sys.platform == "win32":
    import msvcrt

    def _try(stream: IO[bytes]) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
