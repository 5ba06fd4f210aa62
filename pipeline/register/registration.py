"""Registering one file or address: bring it in, recognise it, infer, write its entry."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.catalog import DocumentEntry
from pipeline.errors import ShihyoError, SourceError, refused
from pipeline.files import sha256, write_whole
from pipeline.register.block import Value, appended, because, block
from pipeline.register.content import check
from pipeline.register.fetch import Fetched, FetchLimits, Validators, fetch, is_url
from pipeline.register.known import Known, earlier_version, look
from pipeline.register.names import free_name, safe_name
from pipeline.run.lock import locked
from pipeline.run.shelf import Shelf
from pipeline.run.shelves import opened
from pipeline.run.task import Limits, Task
from pipeline.run.workers.pool import LocalPool
from pipeline.workspace import Workspace

INFERRED = ("title", "publisher", "municipality_code", "plan", "release_label", "meeting")


@dataclass(frozen=True)
class Registered:
    """What became of one source.

    ``outcome`` is added, version (a new version of ``previous``), listed (the file was in raw/ without an
    entry), known (the same file is there already) or failed. ``values`` are those of the new entry.
    """

    source: str
    outcome: str
    document_id: str = ""
    file: str = ""
    previous: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    error: ShihyoError | None = None


@dataclass(frozen=True)
class _Incoming:
    """A file on its way in, and what its source says of it."""

    path: Path
    name: str
    sha256: str
    url: str = ""
    validators: Validators = field(default_factory=Validators)


def register(
    workspace: Workspace,
    sources: list[str],
    *,
    fetching: FetchLimits,
    reading: Limits,
    today: date,
    say: Callable[[str], None],
) -> list[Registered]:
    """Register each of ``sources`` (paths or addresses); one that fails costs the others nothing."""
    done = []
    with locked(workspace.state, say), _incoming(workspace) as folder, opened(workspace) as shelves:
        registration = _Registration(workspace, shelves.raw, folder, fetching, reading, today)
        for source in sources:
            try:
                done.append(registration.register(source))
            except ShihyoError as error:
                done.append(Registered(source, "failed", error=error))
            except OSError as error:
                done.append(Registered(source, "failed", error=refused(error, source)))
    return done


@contextlib.contextmanager
def _incoming(workspace: Workspace) -> Iterator[Path]:
    """A folder of the workspace for files that are not yet accepted; gone afterwards.

    What a killed registration left goes first.
    """
    for left in workspace.state.glob("incoming-*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in workspace.raw.glob(".*.pdf.tmp"):
        left.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(
            prefix="incoming-",
            dir=workspace.state,
            ignore_cleanup_errors=True,  # a late download may hold it
        ) as folder:
            yield Path(folder)
    except OSError as error:
        raise refused(error, str(workspace.state)) from error


@dataclass(frozen=True)
class _Registration:
    """The means of registering one source."""

    workspace: Workspace
    raw: Shelf
    folder: Path
    fetching: FetchLimits
    reading: Limits
    today: date

    def register(self, source: str) -> Registered:
        incoming = self._bring(source)
        documents = look(self.workspace, self.raw)
        same = next((known for known in documents if known.sha256 == incoming.sha256), None)
        if same and same.listed:
            return Registered(source, "known", same.entry.document_id, same.entry.file)
        said = self._introduce(incoming)
        others = [known for known in documents if known is not same]
        texts = {name: value.text for name, value in said.items()}
        previous = earlier_version(others, incoming.url, safe_name(incoming.name), texts)
        said |= self._date(said, previous)
        file = same.entry.file if same else self._free(incoming, said, others)
        values = self._values(file, incoming, said)
        addition = appended(self.workspace.catalog, block(values))
        if not same:
            self._copy(incoming.path, file)
        write_whole(self.workspace.catalog, addition)
        self.raw.publish(self.workspace.catalog)
        outcome = "version" if previous else "listed" if same else "added"
        before = previous.document_id if previous else ""
        return Registered(source, outcome, values["id"].text, file, before, values)

    def _bring(self, source: str) -> _Incoming:
        target = self.folder / "incoming.pdf"
        if is_url(source):
            got = fetch(source, target, self.fetching)
            return self._fetched(source, target, got or Fetched("", Validators()))
        path = Path(source)
        if not path.is_file():
            raise SourceError("no such file", file=source, remedy="See whether the path is right")
        shutil.copyfile(path, target)  # what is hashed, read and kept is one and the same
        check(target, source)
        return _Incoming(target, path.name, sha256(target))

    def _fetched(self, url: str, target: Path, got: Fetched) -> _Incoming:
        return _Incoming(target, got.name, sha256(target), url, got.validators)

    def _introduce(self, incoming: _Incoming) -> dict[str, Value]:
        """What the pages say, read in a process of its own."""
        task = Task(incoming.name, "pipeline.run.tasks.introduce:introduce", {"path": str(incoming.path)})
        try:
            with LocalPool(1, self.folder / "worker") as pool:
                result = pool.submit(Task(task.name, task.function, task.arguments, self.reading)).result()
        except ShihyoError as error:
            error.file = incoming.url or incoming.name
            raise
        said: dict[str, dict[str, str]] = result["said"]
        return {
            name: Value(guess["value"], because(guess["words"], int(guess["page"])))
            for name, guess in said.items()
        }

    def _date(self, said: dict[str, Value], previous: DocumentEntry | None) -> dict[str, Value]:
        """Date a new version after the one before, which stays: by its pages, else by today."""
        printed = said["published_on"].text if "published_on" in said else ""
        if previous is None or printed > (previous.published_on or ""):
            return {}
        why = f"the day of registration: its pages print no later day than {previous.document_id}"
        return {"published_on": Value(self.today.isoformat(), why)}

    def _free(self, incoming: _Incoming, said: dict[str, Value], others: list[Known]) -> str:
        taken = {name for known in others for name in (known.entry.file, known.entry.document_id)}
        dated = said["published_on"].text if "published_on" in said else ""
        return free_name(safe_name(incoming.name), dated, taken)

    def _values(self, file: str, incoming: _Incoming, said: dict[str, Value]) -> dict[str, Value]:
        stem = Path(file).stem
        values = {"id": Value(stem), "file": Value(file)}
        values |= {name: said[name] for name in (*INFERRED, "published_on", "maturity") if name in said}
        if incoming.url:
            values |= {"source_url": Value(incoming.url), "retrieved_on": Value(self.today.isoformat())}
        validators = {"etag": incoming.validators.etag, "last_modified": incoming.validators.last_modified}
        values |= {name: Value(text) for name, text in validators.items() if text}
        return {**values, "sha256": Value(incoming.sha256)}

    def _copy(self, source: Path, file: str) -> None:
        self.workspace.raw.mkdir(parents=True, exist_ok=True)
        beside = self.workspace.raw / f".{file}.tmp"
        try:
            shutil.copyfile(source, beside)
            beside.replace(self.workspace.raw / file)
        finally:
            beside.unlink(missing_ok=True)
        self.raw.publish(self.workspace.raw / file)
