"""Local worker processes behind the interface of ``concurrent.futures``: submit, get a future.

The standard library's process pool breaks as a whole when one child dies. Here each thread owns one
child: a document that kills, hangs or bloats its child loses only itself, and the thread starts
another child for the next one. A cluster can stand in the same place: anything with ``submit``.
"""

from __future__ import annotations

import os
import queue
import threading
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Protocol

from pipeline.errors import CrashedError, InternalError, MemoryLimitError, refused
from pipeline.run.task import Json, Task
from pipeline.run.workers.child import Child
from pipeline.run.workers.dispatch import ask
from pipeline.run.workers.forkserver import ForkServer

TASKS_PER_CHILD = 50  # then a fresh process, so that what libraries leak stays small


class Executor(Protocol):
    """The seam: local processes here, a cluster elsewhere."""

    def submit(self, task: Task) -> Future[Json]:
        """Have ``task`` done some time; the future has its result or its error."""


class LocalPool:
    """At most ``jobs`` child processes of this machine; None takes one for each core.

    They may write below ``folder`` and do nothing else to the system (see
    :mod:`pipeline.run.workers.confine`). Where there is a ``server``, it forks them.
    """

    def __init__(self, jobs: int | None, folder: Path, server: ForkServer | None = None) -> None:
        self._folder = folder
        self._server = server
        if server:
            server.start()  # not in one of the pool's threads, which it must outlive
        self._jobs = max(1, jobs or os.cpu_count() or 1)
        self._queue: queue.SimpleQueue[tuple[Task, Future[Json]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._children: set[Child] = set()
        self._guard = threading.Lock()
        self._waiting = 0
        self._closed = False

    def submit(self, task: Task) -> Future[Json]:
        """Queue ``task``; its future has the result or the :class:`~pipeline.errors.ShihyoError`."""
        future: Future[Json] = Future()
        with self._guard:
            self._waiting += 1
            if len(self._threads) < min(self._jobs, self._waiting):
                thread = threading.Thread(target=self._serve, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._queue.put((task, future))
        return future

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the work where all is well; end the children at once where it isn't."""
        self._closed = error is not None
        for _ in self._threads:
            self._queue.put(None)
        if error is not None:
            with self._guard:
                for child in self._children:
                    child.end()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        child: Child | None = None
        served = 0
        while (item := self._queue.get()) is not None and not self._closed:
            task, future = item
            if future.set_running_or_notify_cancel():
                try:
                    if child is None or not child.alive or served >= TASKS_PER_CHILD:
                        child, served = self._replace(child), 0
                    child, served = self._do(child, served, task, future)
                except OSError as error:  # the system gives no process
                    child = None
                    future.set_exception(refused(error))
            with self._guard:
                self._waiting -= 1
        self._discard(child)

    def _do(self, child: Child, served: int, task: Task, future: Future[Json]) -> tuple[Child, int]:
        """Do one task; a child that worked before is no witness for a failure: then a fresh one is asked."""
        try:
            try:
                future.set_result(ask(child, task, self._folder))
            except (CrashedError, MemoryLimitError, InternalError):
                if served == 0 or self._closed:
                    raise
                child, served = self._replace(child), 0
                future.set_result(ask(child, task, self._folder))
        except Exception as error:
            future.set_exception(error)
        return child, served + 1

    def _replace(self, old: Child | None) -> Child:
        self._discard(old)
        child = Child(self._folder, self._server)
        with self._guard:
            self._children.add(child)
        return child

    def _discard(self, child: Child | None) -> None:
        if child is None:
            return
        with self._guard:
            self._children.discard(child)
        child.end()
