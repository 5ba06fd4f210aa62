"""A folder behind an address that fsspec knows: what is there, bring it here, put it there, remove it.

Credentials and endpoints are those of the machine, never of the workspace: what the library of the
protocol reads (for S3 ``AWS_*`` variables and ``~/.aws``). It tries again by itself what may pass.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import MissingExtraError, RemoteError, refused

# What tells the versions of a file apart, the surest first: a name of its content, then its times.
_TOKENS = ("ETag", "etag", "content_md5", "md5Hash", "generation", "LastModified", "mtime", "created")
_WITH_FOLDERS = ("file", "local", "sftp", "ssh", "ftp", "smb", "hdfs", "webhdfs")
_PARTIAL = ".partial"
_INSTALL = "Run `python do.py extras`, or `pip install '.[s3]'` in the project's folder"


@dataclass(frozen=True)
class Seen:
    """A file of a store: its size in bytes, and a token that another version of it doesn't have."""

    size: int
    token: str


def seen_as(token: str) -> Seen:
    """Return the file that has ``token``, which begins with its size."""
    return Seen(int(token.partition(" ")[0]), token)


class Store:
    """The files below ``address``, by their names below it, with ``/`` between folders.

    Raises :class:`MissingExtraError` where the package for the protocol is missing. Every method raises
    :class:`RemoteError`, which names the file, where the other side can't be reached or refuses.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._files, self._root = _files(self.address)
        self._has_folders = self.address.partition(":")[0] in _WITH_FOLDERS

    def look(self) -> dict[str, Seen]:
        """Return all files, but for names that no folder could hold: that lead out of it or end in ``/``."""
        with self._said(""):
            found: dict[str, Any] = self._files.find(self._root, detail=True)
        start = len(self._root) + 1
        return {name[start:]: _seen(about) for name, about in sorted(found.items()) if _is_file(name[start:])}

    def get(self, name: str, target: Path) -> None:
        """Bring a file to ``target``, whole or not at all."""
        partial = target.with_name(target.name + _PARTIAL)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._said(name):
                self._files.get_file(self._at(name), str(partial))
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)

    def read(self, name: str) -> str:
        """Return the text of a file."""
        with self._said(name):
            data: bytes = self._files.cat_file(self._at(name))
        return data.decode("utf-8", "replace")

    def put(self, source: Path, name: str) -> Seen:
        """Put a local file there, in the place of what is there."""
        with self._said(name):
            if self._has_folders:
                self._files.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
            self._files.put_file(str(source), self._at(name))
            return _seen(self._files.info(self._at(name)))

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, one after the other; one that is gone already is no fault."""
        for name in names:
            with self._said(name), contextlib.suppress(FileNotFoundError):
                self._files.rm_file(self._at(name))

    def shown(self, name: str) -> str:
        """The address of a file, for people."""
        return f"{self.address}/{name}" if name else self.address

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextlib.contextmanager
    def _said(self, name: str) -> Iterator[None]:
        """Say what went wrong; each library has classes of its own for that."""
        try:
            yield
        except Exception as error:
            named = getattr(error, "filename", None)
            if isinstance(error, OSError) and isinstance(named, str) and not named.startswith(self._root):
                raise refused(error) from error  # this machine's own disk
            raise self._error(name, error) from error

    def _error(self, name: str, error: Exception) -> RemoteError:
        return RemoteError(
            f"the store refuses or can't be reached ({type(error).__name__}: {error})",
            file=self.shown(name),
            remedy=_remedy(error),
        )


def _files(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        remedy = f"{_INSTALL} (other stores: fsspec and its package for them)"
        raise MissingExtraError(f"{address} needs the package fsspec", remedy=remedy) from error
    try:
        files, root = fsspec.url_to_fs(address, use_listings_cache=False)
    except ImportError as error:
        remedy = f"{_INSTALL}, or install what it names"
        raise MissingExtraError(f"{address} can't be opened ({error})", remedy=remedy) from error
    except ValueError as error:
        remedy = "Correct it in shihyo.toml"
        raise RemoteError(
            f"not an address that fsspec knows ({error})", file=address, remedy=remedy
        ) from error
    return files, str(root).rstrip("/")


def _is_file(name: str) -> bool:
    return "\\" not in name and not {"", ".", ".."} & {*name.split("/")}


def _seen(about: dict[str, Any]) -> Seen:
    token = next((f"{name} {_plain(about[name])}" for name in _TOKENS if about.get(name) is not None), "")
    size = int(about.get("size") or 0)
    return Seen(size, f"{size} {token}")


def _plain(value: object) -> str:
    """A time in one form: the listing of a folder and the entry of a file may have it in two."""
    moment = value.timestamp() if isinstance(value, datetime) else value
    return f"{moment:.3f}" if isinstance(moment, float) else str(moment)


def _remedy(error: Exception) -> str:
    kind = type(error).__name__
    if "Credentials" in kind or isinstance(error, PermissionError):
        return (
            "Give this machine credentials that may read and write there (AWS_ACCESS_KEY_ID, ~/.aws, a role)"
        )
    if isinstance(error, FileNotFoundError):
        return "Make the bucket or folder first, or correct the address in shihyo.toml"
    return (
        "See whether the store is up and the address right, then run again: what was done is not done twice"
    )
