"""A layer in a store behind an address; the folder of the shelf holds copies of its files."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

from pipeline.errors import ShihyoError
from pipeline.remote.errand import MARKERS, Delivery, Json, marked
from pipeline.remote.mirror import AT_ONCE, Mirror
from pipeline.remote.store import seen_as
from pipeline.run.shelf import Shelf
from pipeline.run.state import Record, State

_PUBLISHED = "published"  # the stage under which the state has what was put from here


class RemoteShelf(Shelf):
    """Files of the store at ``address``, by the paths that their copies have below ``folder``.

    Workers write to ``bench``. What the store holds is looked at once. Every method may raise
    :class:`~pipeline.errors.RemoteError`.
    """

    is_remote = True

    def __init__(self, address: str, folder: Path, state: State, bench: Path) -> None:
        super().__init__(folder, state)
        self.mirror = Mirror(address, folder)
        self._address = address
        self._bench = bench
        self._hashes: dict[str, tuple[str, str]] = {}  # name → token, and hash of the content

    @property
    def bench(self) -> Path:
        """A folder for what is on its way."""
        return self._bench

    def files(self) -> list[Path]:
        """All files, but those whose names begin with a dot."""
        return [path for path in map(self._path, self.mirror.seen) if not path.name.startswith(".")]

    def entries(self) -> list[Path]:
        """Files and folders directly in it, but those whose names begin with a dot."""
        return [self._path(name) for name, files in sorted(self._entries.items()) if files and name[0] != "."]

    def digest(self, path: Path) -> str:
        """The hash of a file where it is known, else the store's token, which tells versions apart too."""
        name = self.mirror.name(path)
        if name not in self.mirror.seen:
            return ""
        return self._known(name)[1] or f"token {self.mirror.seen[name].token}"

    def size(self, path: Path) -> int:
        """The size of a file in bytes."""
        return self.mirror.seen[self.mirror.name(path)].size

    def shown(self, path: Path) -> str:
        """The address of a file."""
        return f"{self._address}/{self.mirror.name(path)}"

    def local(self, path: Path) -> Path:
        """Bring the file and return the path of its copy."""
        name = self.mirror.name(path)
        if name not in self.mirror.seen:
            self.mirror.forget([name])
        for error in self.mirror.bring([name] if name in self.mirror.seen else []).values():
            raise error
        return path

    def source(self, path: Path) -> tuple[str, str] | None:
        """The address and the name from which a worker must fetch a file."""
        return self._address, self.mirror.name(path)

    def delivery(self, entry: Path, document_id: str, key: str) -> Delivery:
        """Where a worker must take what it makes of a document."""
        known = {name: self._known(name) for name in self._below(entry)}
        return Delivery(self._address, self._prefix, self._marker(entry), key, document_id, known)

    def intact(self, record: Record) -> bool:
        """Whether the store has just the versions that the document's marker names, and that marker."""
        seen = self.mirror.seen
        if record.outputs and not record.tokens:
            return False
        return all(name in seen and seen[name].token == token for name, token in record.tokens.items())

    def learn(self, record: Record) -> None:
        """Take note of what a worker has just delivered."""
        for name, token in record.tokens.items():
            self.mirror.seen[name] = seen_as(token)
            self._entries.setdefault(name.partition("/")[0], set()).add(name)
        self._note(record)

    def clear(self, entry: Path) -> bool:
        """Remove a document; its marker first, so that it is never there in part."""
        names = [name for name in (self._marker(entry), *self._below(entry)) if name in self.mirror.seen]
        self.mirror.drop(names)
        self._entries.pop(entry.name, None)
        return bool(names)

    def recall(self, stage: str) -> None:
        """Learn from the markers what is complete, whichever machine did it; forget what has no marker."""
        seen = self.mirror.seen
        markers = {name: seen[name].token for name in seen if name.startswith(f"{MARKERS}/")}
        known = {pair for _, record in self._records(stage) for pair in record.tokens.items()}
        for name, body in self._marked(
            [name for name, token in markers.items() if (name, token) not in known]
        ):
            document_id, key, outputs = (body.pop(part) for part in ("document_id", "key", "outputs"))
            tokens = body.pop("tokens") | {name: markers[name]}
            self.state.put(stage, document_id, Record(key, outputs, body, tokens=tokens))
        for document_id, record in [*self._records(stage)]:
            if record.tokens.keys() & markers.keys():
                self._note(record)
            elif not record.error:
                self.state.drop(stage, document_id)

    def bring(self, stage: str) -> list[ShihyoError]:
        """Have copies of all complete documents, and of nothing else; return what could not be brought.

        Folders of what spans documents (their names begin with ``_``) are left alone.
        """
        wanted = {
            self.mirror.name(self.state.root / output): document_id
            for document_id, record in self._records(stage)
            if not record.error and self.intact(record)
            for output in record.outputs
        }
        failed = {wanted[name]: error for name, error in self.mirror.bring(wanted).items()}
        good = {name for name, document_id in wanted.items() if document_id not in failed}
        here = (p for p in self.folder.rglob("*") if p.is_file())
        names = [name for p in here if not (name := self.mirror.name(p)).startswith("_")]
        self.mirror.forget([name for name in names if name not in good])
        return [*failed.values()]

    def publish(self, path: Path) -> None:
        """Put what is new in a folder, or a file, into the store; remove what is gone from the folder."""
        files = [path] if path.is_file() else [p for p in sorted(path.rglob("*")) if p.is_file()]
        for file in files:
            name, digest = self.mirror.name(file), self.state.hash(file)
            done = self.state.get(_PUBLISHED, name)
            if done is None or done.key != digest or not self.intact(done):
                self.mirror.publish(file)
                record = Record(digest, tokens={name: self.mirror.seen[name].token})
                self.state.put(_PUBLISHED, name, record)
        here = {self.mirror.name(file) for file in files}
        self.mirror.drop([name for name in self._below(path) if name not in here])

    def _records(self, stage: str) -> Iterator[tuple[str, Record]]:
        for document_id in self.state.names(stage):
            if (record := self.state.get(stage, document_id)) is not None:
                yield document_id, record

    def _marked(self, names: list[str]) -> Iterator[tuple[str, Json]]:
        """Yield what the markers ``names`` say; one that was cut off, or speaks of other files, is none."""
        prefix = self._prefix
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for name, text in zip(names, threads.map(self.mirror.store.read, names), strict=True):
                body = marked(text)
                if body is not None and all(output.startswith(prefix) for output in body["outputs"]):
                    yield name, body

    @property
    def _prefix(self) -> str:
        """What the names of outputs have before their names in the store."""
        return self.folder.relative_to(self.state.root).as_posix() + "/"

    def _note(self, record: Record) -> None:
        for output, digest in record.outputs.items():
            name = self.mirror.name(self.state.root / output)
            self._hashes[name] = (record.tokens.get(name, ""), digest)

    def _known(self, name: str) -> tuple[str, str]:
        """The token of a file and the hash of its content, which is empty where it isn't known."""
        token, digest = self._hashes.get(name, ("", ""))
        now = self.mirror.seen[name].token
        return (now, digest) if token == now else (now, "")

    @cached_property
    def _entries(self) -> dict[str, set[str]]:
        """The files of the store by the file or folder directly in it that they belong to."""
        found: dict[str, set[str]] = {}
        for name in self.mirror.seen:
            found.setdefault(name.partition("/")[0], set()).add(name)
        return found

    def _below(self, entry: Path) -> list[str]:
        return sorted(self._entries.get(entry.name, ()))

    def _marker(self, entry: Path) -> str:
        return f"{MARKERS}/{entry.name}.json"

    def _path(self, name: str) -> Path:
        return self.folder / name
