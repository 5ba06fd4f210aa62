"""Local copies of the files of a store: brought when they are wanted, known by the store's token."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

from pipeline.errors import RemoteError
from pipeline.remote.store import Seen, Store

AT_ONCE = 16  # files on their way
MANY = 1000  # files, after which the memory is written


class Mirror:
    """The copies in ``folder``; their tokens stand in a file beside it."""

    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        self._address = address
        self._memory = folder.with_name(f"{folder.name}.json")

    @cached_property
    def store(self) -> Store:
        """What it mirrors; opened at the first need."""
        return Store(self._address)

    @cached_property
    def seen(self) -> dict[str, Seen]:
        """All files of the store as they were when it was first asked."""
        return self.store.look()

    @cached_property
    def _held(self) -> dict[str, str]:
        """The token of each copy. Where that memory is lost, files are brought again."""
        try:
            held: dict[str, str] = json.loads(self._memory.read_text(encoding="utf-8"))["tokens"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        return held

    def name(self, path: Path) -> str:
        """The name in the store of the copy at ``path``."""
        return path.relative_to(self.folder).as_posix()

    def bring(self, names: Iterable[str]) -> dict[str, RemoteError]:
        """Bring the files ``names`` that are not here as they are there; return what failed."""
        wanted = [name for name in names if not self._is_current(name)]
        failed: dict[str, RemoteError] = {}
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for start in range(0, len(wanted), MANY):
                some = wanted[start : start + MANY]
                for name, error in zip(some, threads.map(self._bring, some), strict=True):
                    if error is None:
                        self._held[name] = self.seen[name].token
                    else:
                        failed[name] = error
                self._remember()
        return failed

    def publish(self, path: Path) -> None:
        """Put the file at ``path``, which was written here, into the store."""
        name = self.name(path)
        self.seen[name] = seen = self.store.put(path, name)
        self._held[name] = seen.token
        self._remember()

    def drop(self, names: Iterable[str]) -> None:
        """Remove files, here and there."""
        gone = [*names]
        self.store.remove(name for name in gone if name in self.seen)
        for name in gone:
            self.seen.pop(name, None)
        self.forget(gone)

    def forget(self, names: Iterable[str]) -> None:
        """Remove copies; the store keeps its files."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
            self._held.pop(name, None)
        self._remember()

    def _bring(self, name: str) -> RemoteError | None:
        try:
            self.store.get(name, self.folder / name)
        except RemoteError as error:
            return error
        return None

    def _is_current(self, name: str) -> bool:
        path, seen = self.folder / name, self.seen.get(name)
        if seen is None or self._held.get(name) != seen.token:
            return False
        return path.is_file() and path.stat().st_size == seen.size

    def _remember(self) -> None:
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        partial = self._memory.with_name(f"{self._memory.name}.partial")
        partial.write_text(json.dumps({"tokens": self._held}, ensure_ascii=False), encoding="utf-8")
        partial.replace(self._memory)
