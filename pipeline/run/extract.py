"""The stage extract as the runner sees it: PDFs of ``raw/`` to text files of ``extracted/``."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pipeline.errors import CatalogError
from pipeline.remote.errand import Errand
from pipeline.run.code import code_hash, combined
from pipeline.run.hints import Hints
from pipeline.run.outcome import Outcome
from pipeline.run.shelf import Shelf
from pipeline.run.shelves import Shelves
from pipeline.run.sources import Source, Sources
from pipeline.run.stage import Job, Means, forget, perform
from pipeline.workspace import Workspace

_RECORDS = ("layers/extracted.py", "layers/page.py", "layers/account.py", "layers/checked.py")
CODE = ("extract", *_RECORDS, "run/tasks")
PACKAGES = ("pypdfium2", "playa-pdf", "rapidocr", "onnxruntime", "opencv-python-headless")


@dataclass(frozen=True)
class Extract:
    """The stage for one workspace; ``readers`` is one or two."""

    workspace: Workspace
    shelves: Shelves
    readers: str
    name: str = "extract"
    function: str = "pipeline.run.tasks.extract:extract"

    def job(self, source: Source, sha256: str) -> Job:
        """What has to be done for a PDF whose bytes have the hash ``sha256``."""
        root = self.workspace.root
        target = self.workspace.extracted_file(source.document_id).relative_to(root).as_posix()
        code = code_hash(CODE, PACKAGES)
        rules = Hints.read(self.workspace.hints).of(source.document_id).get("rules", [])
        named = json.dumps(rules, sort_keys=True) if rules else ""
        key = combined(sha256, source.document_id, source.entry.file, self.readers, code + named)
        fetched = self.shelves.raw.source(source.path)
        if fetched and source.entry.sha256:  # it can be held against that only where the file is brought
            key = combined(key, source.entry.sha256)
        return Job(
            source.document_id,
            self.shelves.raw.shown(source.path),
            key,
            {
                "root": str(root),
                "path": str(source.path),
                "document_id": source.document_id,
                "file": source.entry.file,
                "target": target,
                "readers": self.readers,
                "rules": rules,
            },
            self.shelves.raw.size(source.path),
            Errand(
                {"path": fetched} if fetched else {},
                {"path": source.entry.sha256} if source.entry.sha256 else {},
                self.shelf.delivery(
                    self.workspace.extracted_file(source.document_id), source.document_id, key
                ),
            ),
        )

    @property
    def shelf(self) -> Shelf:
        """The layer that it writes."""
        return self.shelves.extracted

    def clear(self, document_id: str) -> bool:
        """Remove the text file of a document."""
        return self.shelf.clear(self.workspace.extracted_file(document_id))


def run_extract(stage: Extract, sources: Sources, chosen: list[Source], means: Means) -> list[Outcome]:
    """Read what is stale among ``chosen``, and remove what documents that left ``raw/`` have left behind."""
    stage.shelf.recall(stage.name)
    present = [path.stem for path in stage.shelf.entries() if path.suffix == ".jsonl"]
    removed = forget(stage, sources.ids(), present, means.state)
    jobs, refused = [], []
    for source in chosen:
        digest = stage.shelves.raw.digest(source.path)
        if not stage.shelves.raw.is_remote and source.entry.sha256 not in (None, digest):
            changed = stage.clear(source.document_id)
            refused.append(Outcome(source.document_id, True, changed, error=_other_file(source, stage)))
            means.state.drop(stage.name, source.document_id)
        else:
            jobs.append(stage.job(source, digest))
    outcomes = [*perform(stage, jobs, means), *refused]
    gone = [Outcome(document_id, True, True, result={"removed": True}) for document_id in removed]
    return sorted(outcomes, key=lambda o: o.document_id) + gone


def _other_file(source: Source, stage: Extract) -> CatalogError:
    return CatalogError(
        "not the file that the catalogue describes (its SHA-256 differs)",
        file=str(source.path),
        remedy=f"Bring that file back, or change sha256 in {stage.workspace.catalog}",
    )
