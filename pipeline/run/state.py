"""The ignored side file: what each stage made of each document, from what, with which code.

It is only a memory. Where it is lost or can't be read, the stages run.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.files import sha256, write_whole
from pipeline.run.task import Json

FORMAT = 1
_RACY = 2_000_000_000  # nanoseconds: a file this young may change again within its time stamp
_SAVE_EVERY = 2.0  # seconds between two savings while work goes on
_SHARE = 20  # and so many times what a saving takes: with ten thousands of documents that is seconds


@dataclass
class Record:
    """What a stage did to one document.

    ``key`` is a hash of everything that it depends on, ``outputs`` maps a path below the root to the
    hash of what was written there, ``result`` is the stage's own summary, ``error`` what went wrong.
    ``tokens`` are the versions of what was written to a store, by the names there.
    """

    key: str
    outputs: dict[str, str] = field(default_factory=dict)
    result: Json = field(default_factory=dict)
    error: Json | None = None
    tokens: dict[str, str] = field(default_factory=dict)


class State:
    """The side file of one workspace, in memory while a run lasts."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._path = folder / "state.json"
        self.root = root
        self._base = "" if str(root) == "." else os.path.join(root, "")  # noqa: PTH118  a path below begins so
        self._stages: dict[str, dict[str, Record]] = {}
        self._hashes: dict[str, list[Any]] = {}
        self._saved = time.monotonic()
        self._pause = _SAVE_EVERY
        self._load()

    def get(self, stage: str, name: str) -> Record | None:
        """The record of a stage for a document, if there is one."""
        return self._stages.get(stage, {}).get(name)

    def names(self, stage: str) -> list[str]:
        """The documents that a stage has records of."""
        return sorted(self._stages.get(stage, {}))

    def put(self, stage: str, name: str, record: Record) -> None:
        """Remember ``record``; the file is written now and then, and by :meth:`save`."""
        self._stages.setdefault(stage, {})[name] = record
        if time.monotonic() - self._saved > self._pause:
            self.save()

    def drop(self, stage: str, name: str) -> None:
        """Forget a document."""
        self._stages.get(stage, {}).pop(name, None)

    def save(self) -> None:
        """Write the side file, and beside it the line that keeps it out of git."""
        began = time.monotonic()
        stages = {stage: {n: vars(r) for n, r in records.items()} for stage, records in self._stages.items()}
        body = {"format": FORMAT, "stages": stages, "files": self._hashes}
        write_whole(self._path.with_name(".gitignore"), b"*\n")
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        write_whole(self._path, text.encode("utf-8"))
        self._saved = time.monotonic()
        self._pause = max(_SAVE_EVERY, _SHARE * (self._saved - began))

    def hash(self, path: Path | str) -> str:
        """The SHA-256 of a file, remembered as long as its size and times stay; empty if it isn't there."""
        try:
            stat = os.stat(path)  # noqa: PTH116  asked of every file in every run, so paths stay text
        except OSError:
            return ""
        name = self._name(os.fspath(path))
        seen = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        known = self._hashes.get(name)
        if known and known[:4] == seen:
            return str(known[4])
        digest = sha256(Path(path))
        if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > _RACY:
            self._hashes[name] = [*seen, digest]
        else:
            self._hashes.pop(name, None)
        return digest

    def intact(self, record: Record) -> bool:
        """Whether all that the record says was written is still there, byte by byte."""
        return all(self.hash(f"{self._base}{name}") == digest for name, digest in record.outputs.items())

    def _name(self, path: str) -> str:
        return path.removeprefix(self._base).replace(os.sep, "/")

    def _load(self) -> None:
        try:
            body = json.loads(self._path.read_text(encoding="utf-8"))
            if body["format"] != FORMAT:
                return
            stages = {s: {n: Record(**r) for n, r in rs.items()} for s, rs in body["stages"].items()}
            hashes = dict(body["files"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        self._stages, self._hashes = stages, hashes
