"""A run from beginning to end: extract, normalize, load."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import ExitCode, ShihyoError
from pipeline.load.swap import clean
from pipeline.run.events import logging_to
from pipeline.run.extract import Extract, run_extract
from pipeline.run.hints import Hints, documents_of
from pipeline.run.load import Loaded, run_load
from pipeline.run.lock import locked
from pipeline.run.log import RunLog, now, rows_of
from pipeline.run.normalize import Normalize, run_normalize
from pipeline.run.options import Options
from pipeline.run.outcome import Outcome
from pipeline.run.preparation import Preparation
from pipeline.run.progress import Progress
from pipeline.run.shelves import bring_settings, shelves
from pipeline.run.sources import find_sources, passed_over
from pipeline.run.stage import Means
from pipeline.run.state import State
from pipeline.run.workers.cluster import ClusterPool
from pipeline.run.workers.dispatch import SCRATCH
from pipeline.run.workers.forkserver import ForkServer
from pipeline.run.workers.pool import LocalPool
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Report:
    """What a run did: an outcome for each document and stage, faults of settings, and the load.

    ``passed_over`` are the files of ``raw/`` that are neither PDFs nor settings.
    """

    extracted: list[Outcome] = field(default_factory=list)
    normalized: list[Outcome] = field(default_factory=list)
    problems: list[ShihyoError] = field(default_factory=list)
    loaded: Loaded | None = None
    passed_over: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[ShihyoError]:
        """All errors of documents, in the order of the stages."""
        documents = [o.error for o in [*self.extracted, *self.normalized] if o.error]
        return documents + (self.loaded.failures if self.loaded else [])

    @property
    def exit_code(self) -> ExitCode:
        """SOME_FAILED where a document failed or a setting could not be used."""
        return ExitCode.SOME_FAILED if self.failures or self.problems else ExitCode.OK


def run(workspace: Workspace, options: Options) -> Report:
    """Do all that is stale in the three stages and swap in a new warehouse where anything changed."""
    started = now()
    with _means(workspace, options, "extract", "normalize", "load") as means:
        report = _extract(workspace, options, means)
        readable = [o.document_id for o in report.extracted if not o.error]
        report = _normalize(workspace, means, report, readable)
        log = RunLog(workspace.state / "runs.jsonl")
        rows = rows_of(started, report.extracted, report.normalized)
        log.add(rows)
        found = (path.name for path in means.shelves.normalized.entries())
        if report.failures and all(name.startswith("_") for name in found):
            if workspace.warehouse.exists():
                means.progress.say("Nothing could be read; the warehouse stays as it was")
            return report
        return replace(report, loaded=_load(workspace, means, log))


def extract(workspace: Workspace, options: Options) -> Report:
    """Bring ``extracted/`` up to date."""
    with _means(workspace, options, "extract") as means:
        return _extract(workspace, options, means)


def normalize(workspace: Workspace, options: Options) -> Report:
    """Bring ``normalized/`` up to date with ``extracted/``."""
    with _means(workspace, options, "normalize") as means:
        wanted = list(options.documents) or None
        return _normalize(workspace, means, Report(), wanted)


def load(workspace: Workspace, options: Options) -> Report:
    """Build the warehouse from ``normalized/`` where anything changed."""
    with _means(workspace, options) as means:
        log = RunLog(workspace.state / "runs.jsonl")
        return Report(loaded=_load(workspace, means, log))


@contextlib.contextmanager
def _means(workspace: Workspace, options: Options, *stages: str) -> Iterator[Means]:
    """Hold the lock of the workspace, and give the means to do ``stages``, which are got ready for."""
    progress = Progress(quiet=options.quiet)
    asked = {"jobs": options.jobs, "readers": options.readers, "limits": vars(options.limits)}
    with (
        logging_to(options.log, **asked) as events,
        locked(workspace.state, progress.say),
        ForkServer(*stages) as server,
    ):
        _sweep(workspace)
        clean(workspace.warehouse)
        state = State(workspace.state, workspace.root)
        preparation = Preparation(workspace.state)
        layers = shelves(workspace, state)
        bring_settings(workspace, layers.raw)

        def executor(folder: Path) -> LocalPool | ClusterPool:
            pool = _pool(options, folder, server)
            if "load" in stages:  # as soon as anything is read anew
                preparation.start()
            return pool

        try:
            yield Means(state, layers, executor, options.limits, progress, preparation, options.force, events)
        finally:
            preparation.wait()
            _sweep(workspace)
            state.save()


def _pool(options: Options, folder: Path, server: ForkServer) -> LocalPool | ClusterPool:
    if options.cluster:
        return ClusterPool(options.cluster, folder)
    return LocalPool(options.jobs, folder, server)


def _extract(workspace: Workspace, options: Options, means: Means) -> Report:
    layers = means.shelves
    sources = find_sources(workspace, layers.raw)
    chosen = sources.choose(list(options.documents))
    stage = Extract(workspace, layers, options.readers)
    outcomes = run_extract(stage, sources, chosen, means)
    others = passed_over(workspace, layers.raw)
    return Report(outcomes, problems=list(sources.problems), passed_over=others)


def _normalize(workspace: Workspace, means: Means, report: Report, wanted: list[str] | None) -> Report:
    hints = Hints.read(workspace.hints, workspace.corrections)
    outcomes = run_normalize(Normalize(workspace, means.shelves), wanted, hints, means)
    strangers = hints.strangers(documents_of(workspace, means.shelves))
    problems = [*report.problems, *hints.problems, *strangers]
    return replace(report, normalized=outcomes, problems=problems)


def _load(workspace: Workspace, means: Means, log: RunLog) -> Loaded:
    normalized = means.shelves.normalized
    normalized.recall("normalize")
    absent = normalized.bring("normalize")
    means.preparation.wait()
    loaded = run_load(workspace, means, log.rows())
    loaded = replace(loaded, failures=[*absent, *loaded.failures])
    normalized.publish(workspace.identity_dir)
    means.events.tell("warehouse", built=loaded.built, **loaded.totals)
    return loaded


def _sweep(workspace: Workspace) -> None:
    """Remove the unfinished files of a run that was killed or found no room."""
    left = [*workspace.extracted.glob(".*.tmp"), *workspace.state.glob(".*.tmp")]
    left += [*workspace.normalized.glob("*/*.partial"), *workspace.state.glob("*.partial*")]
    for path in left:
        path.unlink(missing_ok=True)
    for folder in (workspace.extracted, workspace.normalized, workspace.state / "bench"):
        for path in folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(path, ignore_errors=True)
