"""Workers that are forked share nothing but what was imported, and do without the server where it is lost."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from pipeline.run.task import Json, Task
from pipeline.run.workers.forkserver import ForkServer
from pipeline.run.workers.pool import LocalPool

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux only")


def _ask(pool: LocalPool, deed: str) -> Json:
    return pool.submit(Task("x", f"tests.run.deeds:{deed}", {})).result(timeout=60)


def test_a_worker_has_its_own_two_pipes_and_no_way_to_the_server(tmp_path: Path) -> None:
    with ForkServer() as server, LocalPool(2, tmp_path) as other, LocalPool(1, tmp_path, server) as pool:
        _ask(other, "echo")
        seen = _ask(pool, "look_around")
    assert (seen["sockets"], seen["pipes"]) == (0, 2)


def test_what_the_server_imports_is_there_already(tmp_path: Path) -> None:
    with ForkServer("normalize") as server:
        with LocalPool(1, tmp_path, server) as pool:
            _ask(pool, "echo")  # may be forked before all is imported
        with LocalPool(1, tmp_path, server) as pool:
            until = time.monotonic() + 60
            while not (seen := _ask(pool, "look_around"))["pyarrow"]:
                assert time.monotonic() < until
                pool.submit(Task("x", "tests.run.deeds:die", {})).exception(timeout=60)
    assert not seen["numpy"]
    assert seen["parent"] not in (1, os.getpid())


def test_without_the_server_workers_are_started(tmp_path: Path) -> None:
    with ForkServer() as server:
        with LocalPool(1, tmp_path, server) as pool:
            first = _ask(pool, "look_around")
        os.kill(first["parent"], signal.SIGKILL)
        with LocalPool(1, tmp_path, server) as pool:
            second = _ask(pool, "look_around")
    assert second["parent"] == os.getpid()


def test_nothing_is_started_before_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.workers.forkserver.subprocess.Popen", None)
    with ForkServer("extract", "normalize"):
        pass
