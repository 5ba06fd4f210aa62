"""Writing whole files or none, and the hash of a file."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from pipeline.errors import refused

_LARGEST = 1 << 30  # bytes
_BEGINNING = 1 << 20
_PATIENCE = 20  # tries, where another program (a virus scanner, Explorer) holds the file for a moment


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes in hexadecimal.

    Of a file larger than any that is read or written, only its size and its beginning count: a terabyte of
    nothing is refused by its size, and must not be read for hours before that.
    """
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > _LARGEST:
            return hashlib.sha256(b"%d:" % size + stream.read(_BEGINNING)).hexdigest()
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_whole(path: Path, data: bytes) -> bool:
    """Write ``data`` to ``path`` through a file beside it; say whether that changed the file.

    A file that holds these bytes already is left untouched. Raises :class:`~pipeline.errors.StorageError`.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            beside.write_bytes(data)
            _replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, str(path)) from error
    return True


def _replace(source: Path, target: Path) -> None:
    for _ in range(_PATIENCE):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(0.1)
        else:
            return
    source.replace(target)
