"""The stage normalize as the runner sees it: text files of ``extracted/`` to folders of ``normalized/``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import DocumentEntry, survey
from pipeline.remote.errand import Errand
from pipeline.run.code import code_hash, combined
from pipeline.run.hints import Hints
from pipeline.run.outcome import Outcome
from pipeline.run.shelf import Shelf
from pipeline.run.shelves import Shelves
from pipeline.run.stage import Job, Means, forget, perform
from pipeline.run.state import State
from pipeline.workspace import Workspace

CODE = ("normalize", "layers", "catalog.py", "catalog_rules.py", "run/tasks")
PACKAGES = ("jaconv", "regex", "pyarrow")


@dataclass(frozen=True)
class Normalize:
    """The stage for one workspace."""

    workspace: Workspace
    shelves: Shelves
    name: str = "normalize"
    function: str = "pipeline.run.tasks.normalize:normalize"

    def job(self, path: Path, sha256: str, entry: DocumentEntry, hints: Hints) -> Job:
        """What has to be done for a text file whose bytes have the hash ``sha256``."""
        root = self.workspace.root
        own = hints.of(path.stem)
        settings = json.dumps([vars(entry), own], sort_keys=True, default=str)
        key = combined(sha256, settings, code_hash(CODE, PACKAGES))
        fetched = self.shelves.extracted.source(path)
        return Job(
            path.stem,
            entry.file,
            key,
            {
                "root": str(root),
                "source": str(path),
                "target": self.workspace.normalized_dir(path.stem).relative_to(root).as_posix(),
                "entry": vars(entry),
                "hints": own,
            },
            self.shelves.extracted.size(path),
            Errand(
                {"source": fetched} if fetched else {},
                deliver=self.shelf.delivery(self.workspace.normalized_dir(path.stem), path.stem, key),
            ),
        )

    @property
    def shelf(self) -> Shelf:
        """The layer that it writes."""
        return self.shelves.normalized

    def clear(self, document_id: str) -> bool:
        """Remove the folder of a document."""
        return self.shelf.clear(self.workspace.normalized_dir(document_id))


def run_normalize(
    stage: Normalize, wanted: Iterable[str] | None, hints: Hints, means: Means
) -> list[Outcome]:
    """Normalize what is stale among the documents ``wanted`` (None: all of ``extracted/``)."""
    extracted = stage.shelves.extracted
    extracted.recall("extract")
    stage.shelf.recall(stage.name)
    paths = [path for path in extracted.entries() if path.suffix == ".jsonl"]
    folders = [path.name for path in stage.shelf.entries() if not path.name.startswith("_")]
    removed = forget(stage, (path.stem for path in paths), folders, means.state)
    entries = {entry.document_id: entry for entry in survey(stage.workspace.catalog).entries}
    files = {entry.file: entry.document_id for entry in entries.values()}
    chosen = None if wanted is None else {files.get(name, name.removesuffix(".pdf")) for name in wanted}
    jobs = [
        stage.job(
            path,
            extracted.digest(path),
            entries.get(path.stem) or _entry(path, extracted, means.state),
            hints,
        )
        for path in paths
        if chosen is None or path.stem in chosen
    ]
    gone = [Outcome(document_id, True, True, result={"removed": True}) for document_id in removed]
    return perform(stage, jobs, means) + gone


def _entry(path: Path, extracted: Shelf, state: State) -> DocumentEntry:
    """What the text file itself says of a document that the catalogue doesn't name."""
    record = state.get("extract", path.stem)
    if extracted.is_remote and record and "file" in record.result:  # without bringing the file
        return DocumentEntry(document_id=path.stem, file=record.result["file"])
    try:
        with extracted.local(path).open(encoding="utf-8") as stream:
            file = str(json.loads(stream.readline())["document"]["file"])
    except (OSError, ValueError, KeyError, TypeError):
        file = f"{path.stem}.pdf"  # the worker will say what is wrong with the file
    return DocumentEntry(document_id=path.stem, file=file)
