"""A Dask cluster behind the seam of the local pool: ``shihyo run --cluster ADDRESS``.

A worker of the cluster starts a child process for the document and holds it to the same limits, so that
what a document does to its process it does to nothing else, here as locally. A layer behind an address is
reached by every worker itself; one that is a folder must be on a file system that every worker sees under
the same path. The workers must run the same code.
A worker that is lost is replaced by Dask; a document that kills its child is reported and not tried again.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.errors import ClusterError, MissingExtraError, ShihyoError
from pipeline.run.code import code_hash
from pipeline.run.task import Json, Limits, Task, error_from, error_record
from pipeline.run.workers.child import Child
from pipeline.run.workers.dispatch import ask

_PATIENCE = 30  # seconds to find the scheduler


class ClusterPool:
    """Worker processes of a Dask cluster; they may write below ``folder``.

    Raises :class:`MissingExtraError` without the package, :class:`ClusterError` without the scheduler.
    """

    def __init__(self, address: str, folder: Path) -> None:
        self._client: Any = _client(address)
        self._folder = folder
        self._asked: list[Any] = []

    def submit(self, task: Task) -> Future[Json]:
        """Have ``task`` done by some worker; its future has the result or the error."""
        record = {name: getattr(task, name) for name in ("name", "function", "arguments", "errand")}
        limits = (task.limits.seconds, task.limits.memory)
        asked = self._client.submit(do, record, limits, str(self._folder), _code(), pure=False, retries=0)
        self._asked.append(asked)
        future: Future[Json] = Future()
        asked.add_done_callback(lambda done: _answer(done, future))
        return future

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster; what was not finished is taken back."""
        if error is not None:
            self._client.cancel(self._asked, force=True)
        self._client.close()


def do(record: Json, limits: tuple[float, int | None], folder: str, code: str) -> Json:
    """Do a task in a child process of the cluster's worker; runs there."""
    if code != _code():
        what = "a worker of the cluster runs another version of the software"
        return {"error": error_record(ClusterError(what, remedy="Install the same version on every worker"))}
    task = Task(**record, limits=Limits(*limits))
    if task.errand and task.errand["deliver"]:  # nothing is written where others could see it
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
            return _do(task, Path(own))
    return _do(task, Path(folder))


def _do(task: Task, folder: Path) -> Json:
    child = Child(folder)
    try:
        return {"result": ask(child, task, folder)}
    except ShihyoError as error:
        return {"error": error_record(error)}
    finally:
        child.end()


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        remedy = "Run `python do.py extras`, or `pip install '.[cluster]'` in the project's folder"
        raise MissingExtraError("a cluster needs the package distributed", remedy=remedy) from error
    try:
        connect: Any = distributed.Client
        return connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        remedy = "Start `dask scheduler` and `dask worker`, or correct the address"
        raise ClusterError(f"no scheduler at {address} ({error})", remedy=remedy) from error


def _answer(done: Any, future: Future[Json]) -> None:
    """Hand the outcome of a Dask future on."""
    try:
        answer: Json = done.result()
    except Exception as error:
        what = f"the cluster gave it up ({type(error).__name__}: {error})"
        future.set_exception(ClusterError(what, remedy="Look at the logs of its workers, then run again"))
        return
    if "error" in answer:
        future.set_exception(error_from(answer["error"]))
    else:
        future.set_result(answer["result"])


@cache
def _code() -> str:
    """The hash of all code, the same wherever the same version is installed."""
    return code_hash(("",))
