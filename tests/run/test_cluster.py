"""A real scheduler and workers on loopback: the same bytes as locally, though a worker is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ClusterError, CrashedError, ExitCode, TimeLimitError
from pipeline.run.cluster import ClusterPool
from pipeline.run.task import Limits, Task
from tests.small import FINAL, ROWS, fill, kpi_pdf

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    running = Cluster(tmp_path_factory.mktemp("cluster"), repository)
    try:
        yield running
    finally:
        running.end()


class Cluster:
    """Processes of a cluster on this machine."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self._folder = folder
        self._repository = repository
        found = folder / "scheduler.json"
        self._scheduler = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        )
        until = time.monotonic() + 60
        while not found.exists():
            assert time.monotonic() < until, "no scheduler"
            time.sleep(0.1)
        self.workers = [self.add() for _ in range(2)]

    @property
    def address(self) -> str:
        """The address of the scheduler."""
        import json

        text = (self._folder / "scheduler.json").read_text(encoding="utf-8")
        return str(json.loads(text)["address"])

    def add(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        words = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        return self._start("dask_worker", *words, "--local-directory", str(self._folder))

    def end(self) -> None:
        """End all processes."""
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def _start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
        command += ["--scheduler-file", str(self._folder / "scheduler.json")]
        environment = os.environ | {"PYTHONPATH": str(self._repository)}
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)


def _layers(root: Path) -> dict[str, bytes]:
    files = (p for layer in ("extracted", "normalized") for p in (root / layer).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in files}


def test_the_same_bytes_though_a_worker_is_killed(tmp_path: Path, cluster: Cluster) -> None:
    documents = {f"a{n}": kpi_pdf((FINAL if n % 2 else ROWS)[: n % 3 + 1]) for n in range(6)}
    here, there = fill(tmp_path / "here", **documents), fill(tmp_path / "there", **documents)
    assert main(["run", "--root", str(here), "--quiet"]) == ExitCode.OK
    line = ["run", "--root", str(there), "--quiet", "--cluster", cluster.address]
    process = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *line], stdout=subprocess.DEVNULL)
    while not list((there / "extracted").glob("*.jsonl")):
        assert process.poll() is None
        time.sleep(0.05)
    cluster.workers[0].kill()
    assert process.wait(timeout=120) == ExitCode.OK
    assert _layers(there) == _layers(here)


def test_a_document_that_kills_its_child_is_reported(tmp_path: Path, cluster: Cluster) -> None:
    with ClusterPool(cluster.address, tmp_path) as pool:
        dying = pool.submit(Task("x", "tests.run.deeds:die", {}))
        hanging = pool.submit(Task("y", "tests.run.deeds:wait", {"seconds": 60}, Limits(seconds=1)))
        good = pool.submit(Task("z", "tests.run.deeds:echo", {"n": 1}))
        with pytest.raises(CrashedError):
            dying.result(timeout=60)
        with pytest.raises(TimeLimitError):
            hanging.result(timeout=60)
        assert good.result(timeout=60)["n"] == 1


def test_no_scheduler_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.cluster._PATIENCE", 1)
    with pytest.raises(ClusterError, match="no scheduler at"):
        ClusterPool("tcp://127.0.0.1:9", tmp_path)
