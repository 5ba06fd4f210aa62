"""What all stages that work on one document have in common: do what is stale, remember, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.errors import ClusterError, InternalError, RemoteError, ShihyoError, StorageError
from pipeline.remote.errand import Errand
from pipeline.run.events import Events
from pipeline.run.outcome import Outcome
from pipeline.run.preparation import Preparation
from pipeline.run.progress import Progress
from pipeline.run.shelf import Shelf
from pipeline.run.shelves import Shelves
from pipeline.run.state import Record, State
from pipeline.run.task import Json, Limits, Task, error_from, error_record
from pipeline.run.workers.pool import Executor


@dataclass(frozen=True)
class Job:
    """One document in one stage: ``key`` hashes all that the result depends on.

    ``size`` in bytes tells what will take long; that is begun first, so that nobody waits for it at the end.
    """

    document_id: str
    file: str
    key: str
    arguments: Json
    size: int = 0
    errand: Errand = field(default_factory=Errand)


class Stage(Protocol):
    """A stage as the runner sees it."""

    @property
    def name(self) -> str:
        """Its name, for records and for people."""

    @property
    def function(self) -> str:
        """What a worker calls: ``module:name``."""

    @property
    def shelf(self) -> Shelf:
        """The layer that it writes."""

    def clear(self, document_id: str) -> bool:
        """Remove what the stage wrote for a document; say whether there was anything."""


@dataclass(frozen=True)
class Means:
    """What a stage works with: memory, processes, limits, and whether to do everything again.

    ``executor`` gives processes that may write to a folder, for as long as its context lasts;
    ``preparation`` gets ready what the load will want.
    """

    state: State
    shelves: Shelves
    executor: Callable[[Path], AbstractContextManager[Executor]]
    limits: Limits
    progress: Progress
    preparation: Preparation
    force: bool = False
    events: Events = field(default_factory=Events)


def perform(stage: Stage, jobs: Iterable[Job], means: Means) -> list[Outcome]:
    """Do the jobs that are stale and return an outcome for each, in the order of ``jobs``."""
    ordered = list(jobs)
    done: dict[str, Outcome] = {}
    stale = []
    for job in ordered:
        known = None if means.force else _known(stage, job, means)
        if known:
            done[job.document_id] = known
        else:
            stale.append(job)
    means.events.tell("stage", stage=stage.name, documents=len(ordered), stale=len(stale))
    with means.progress.over(stage.name, len(stale)) as step:
        for outcome in _work(stage, stale, means):
            done[outcome.document_id] = outcome
            means.events.outcome(stage.name, outcome)
            step(outcome.document_id)
    return [done[job.document_id] for job in ordered]


def _known(stage: Stage, job: Job, means: Means) -> Outcome | None:
    record = means.state.get(stage.name, job.document_id)
    if record is None or not stage.shelf.intact(record):
        return None
    if record.error:
        if record.key != _failure_key(job, means.limits):
            return None
        changed = stage.clear(job.document_id)  # what git or a person brought back in the meantime
        return Outcome(job.document_id, fresh=False, changed=changed, error=error_from(record.error))
    return Outcome(job.document_id, fresh=False, result=record.result) if record.key == job.key else None


def _failure_key(job: Job, limits: Limits) -> str:
    """A failure may be a matter of the limits, so others are worth another try."""
    return f"{job.key} {limits.seconds:g} {limits.memory}"


def _work(stage: Stage, jobs: list[Job], means: Means) -> Iterable[Outcome]:
    if not jobs:
        return
    with means.executor(stage.shelf.bench) as executor:
        largest_first = sorted(jobs, key=lambda job: (-job.size, job.document_id))
        futures = {executor.submit(_task(stage, job, means.limits)): job for job in largest_first}
        for future in as_completed(futures):
            try:
                yield _succeeded(stage, futures[future], future.result(), means)
            except ShihyoError as error:
                yield _failed(stage, futures[future], error, means)


def _task(stage: Stage, job: Job, limits: Limits) -> Task:
    return Task(
        job.document_id, stage.function, job.arguments, limits, job.errand.record() if job.errand else None
    )


def _succeeded(stage: Stage, job: Job, result: Json, means: Means) -> Outcome:
    outputs = result.pop("outputs")
    changed = bool(result.pop("changed"))
    seconds = float(result.pop("seconds", 0.0))
    record = Record(job.key, outputs, result, tokens=result.pop("tokens", {}))
    stage.shelf.learn(record)
    means.state.put(stage.name, job.document_id, record)
    return Outcome(job.document_id, True, changed, seconds, result)


# Failures that say little about the document: they are worth another look each time.
_FLEETING = (InternalError, StorageError, ClusterError)


def _failed(stage: Stage, job: Job, error: ShihyoError, means: Means) -> Outcome:
    error.file = error.file or job.file
    key = "" if isinstance(error, _FLEETING) else _failure_key(job, means.limits)
    means.state.put(stage.name, job.document_id, Record(key, error=error_record(error)))
    # a store that can't be reached says nothing of the document: what it has of it stays
    changed = not isinstance(error, RemoteError) and stage.clear(job.document_id)
    return Outcome(job.document_id, True, changed, error=error)


def forget(stage: Stage, keep: Iterable[str], present: Iterable[str], state: State) -> list[str]:
    """Remove what ``stage`` wrote for documents that are no longer there; return their ids."""
    kept = set(keep)
    gone = sorted((set(present) | set(state.names(stage.name))) - kept)
    removed = [document_id for document_id in gone if stage.clear(document_id)]
    for document_id in gone:
        state.drop(stage.name, document_id)
    return removed
