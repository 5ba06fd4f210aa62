"""A real scheduler and workers on loopback: the same bytes as locally, though a worker is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ClusterError, CrashedError, ExitCode, TimeLimitError
from pipeline.run.task import Limits, Task
from pipeline.run.workers.cluster import ClusterPool
from tests.run.cluster import Cluster
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
    monkeypatch.setattr("pipeline.run.workers.cluster._PATIENCE", 1)
    with pytest.raises(ClusterError, match="no scheduler at"):
        ClusterPool("tcp://127.0.0.1:9", tmp_path)
