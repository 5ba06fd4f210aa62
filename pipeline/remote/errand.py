"""What is done around a document whose layers are elsewhere: fetch, have it worked on, deliver.

The child that reads a document never gets the network. The process around it, here or on a worker of a
cluster, brings the files to a scratch folder, and afterwards puts the results into the store: the files
one by one, and at last a marker that names them. Only what a marker names in just these versions
counts, so that an upload that was cut off is as if it had not begun, and the next run does it again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import CatalogError
from pipeline.files import sha256 as hash_of
from pipeline.remote.store import Store

Json = dict[str, Any]
MARKERS = ".done"
"""The folder of a store with a marker for each document that is complete."""


@dataclass(frozen=True)
class Delivery:
    """Where results go.

    ``prefix`` is what the names of outputs have before their names in the store; ``marker`` is the name of
    the marker and ``key`` the job's. ``known`` are the files that the document has there: name → token and
    hash, which is empty where it isn't known.
    """

    address: str
    prefix: str
    marker: str
    key: str
    document_id: str
    known: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Errand:
    """``fetch`` maps a task's argument to the address of a store and a name in it, and ``sha256`` an argument
    to the hash that its file must have."""

    fetch: dict[str, tuple[str, str]] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    deliver: Delivery | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to fetch or to deliver."""
        return bool(self.fetch) or self.deliver is not None

    def record(self) -> Json:
        """As JSON; :func:`errand_from` reads it."""
        return asdict(self)


def errand_from(record: Json) -> Errand:
    """Make the errand that :meth:`Errand.record` wrote."""
    delivery = Delivery(**record["deliver"]) if record["deliver"] else None
    return Errand(record["fetch"], record["sha256"], delivery)


def run(errand: Errand, arguments: Json, scratch: Path, ask: Callable[[Json], Json]) -> Json:
    """Bring what ``arguments`` name, ``ask`` for the work on it, deliver; return the result.

    ``scratch`` is an empty folder that the work may write to. The result has ``tokens`` in addition, those
    of the outputs and of the marker. Raises :class:`~pipeline.errors.RemoteError` where a
    store fails.
    """
    given = dict(arguments)
    for argument, (address, name) in errand.fetch.items():
        path = scratch / "in" / Path(name).name
        Store(address).get(name, path)
        _check(path, errand.sha256.get(argument), f"{address}/{name}")
        given[argument] = str(path)
    if errand.deliver is None:
        return ask(given)
    result = ask(given | {"root": str(scratch)})
    return _deliver(errand.deliver, scratch, result)


def _check(path: Path, sha256: str | None, address: str) -> None:
    if sha256 is not None and hash_of(path) != sha256:
        raise CatalogError(
            "not the file that the catalogue describes (its SHA-256 differs)",
            file=address,
            remedy="Bring that file back, or change sha256 in raw/catalog.toml",
        )


def _deliver(delivery: Delivery, scratch: Path, result: Json) -> Json:
    store = Store(delivery.address)
    outputs: dict[str, str] = result["outputs"]
    names = {output: output.removeprefix(delivery.prefix) for output in outputs}
    tokens, changed = {}, False
    for output, name in names.items():
        token, digest = delivery.known.get(name, ("", ""))
        if digest != outputs[output]:
            token, changed = store.put(scratch / output, name).token, True
        tokens[name] = token
    left = [name for name in delivery.known if name not in tokens]
    store.remove(left)
    result |= {"changed": changed or bool(left)}
    tokens[delivery.marker] = _mark(store, delivery, scratch, {**result, "tokens": tokens})
    return {**result, "tokens": tokens}


def _mark(store: Store, delivery: Delivery, scratch: Path, result: Json) -> str:
    told = {name: value for name, value in result.items() if name not in ("changed", "seconds")}
    body = {"document_id": delivery.document_id, "key": delivery.key, **told}
    path = scratch / "marker.json"
    path.write_text(json.dumps(body, ensure_ascii=False, sort_keys=True), encoding="utf-8", newline="\n")
    return store.put(path, delivery.marker).token


def marked(text: str) -> Json | None:
    """Return what a marker says (document_id, key, outputs, tokens, and the result of the stage), or None
    where it isn't whole."""
    try:
        body: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    told = isinstance(body, dict) and body.keys() >= {"document_id", "key", "outputs", "tokens"}
    return body if told else None
