"""One document that crashes, hangs or eats memory costs only itself."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import (
    CrashedError,
    InternalError,
    MemoryLimitError,
    NotAPdfError,
    StorageError,
    TimeLimitError,
)
from pipeline.run.task import Json, Limits, Task
from tests.run.conftest import Pools


def _task(name: str, limits: Limits | None = None, **arguments: object) -> Task:
    return Task(name, f"tests.run.deeds:{name}", dict(arguments), limits or Limits())


def test_a_result_comes_back_and_talk_does_not(pools: Pools, tmp_path: Path) -> None:
    with pools(1, tmp_path) as pool:
        result = pool.submit(_task("echo", text="見込")).result()
    assert result["text"] == "見込"


def test_a_process_is_used_again(pools: Pools, tmp_path: Path) -> None:
    with pools(1, tmp_path) as pool:
        first, second = (pool.submit(_task("echo")).result() for _ in range(2))
    assert first["process"] == second["process"]


def test_an_error_keeps_its_class_and_place(pools: Pools, tmp_path: Path) -> None:
    with pools(1, tmp_path) as pool, pytest.raises(NotAPdfError) as caught:
        pool.submit(_task("refuse")).result()
    assert (caught.value.page, caught.value.remedy) == (3, "Remove it")


def test_a_defect_names_its_line(pools: Pools, tmp_path: Path) -> None:
    with pools(1, tmp_path) as pool, pytest.raises(InternalError, match=r"IndexError at deeds\.py:\d+"):
        pool.submit(_task("stumble")).result()


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_crash_costs_nobody_else_anything(pools: Pools, tmp_path: Path, jobs: int) -> None:
    with pools(jobs, tmp_path) as pool:
        futures = [
            pool.submit(_task("die" if n == 2 else "echo", n=n) if n != 2 else _task("die")) for n in range(6)
        ]
        with pytest.raises(CrashedError, match="last words"):
            futures[2].result()
        others: list[Json] = [future.result() for n, future in enumerate(futures) if n != 2]
    assert [result["n"] for result in others] == [0, 1, 3, 4, 5]


@pytest.mark.parametrize("said", ["anything", "Failed to allocate memory for requested buffer"])
def test_a_child_that_tires_is_no_witness(pools: Pools, tmp_path: Path, said: str) -> None:
    with pools(1, tmp_path) as pool:
        done = [pool.submit(_task("tire", said=said)).result() for _ in range(3)]
    assert len({result["process"] for result in done}) == 3


@pytest.mark.parametrize("said", ["std::bad_alloc", "Insufficient memory (Failed to allocate 9 bytes)"])
def test_a_library_that_gets_no_memory_is_understood(pools: Pools, tmp_path: Path, said: str) -> None:
    with pools(1, tmp_path) as pool, pytest.raises(MemoryLimitError):
        pool.submit(_task("lack", said=said)).result()


def test_a_hang_ends_at_its_limit(pools: Pools, tmp_path: Path) -> None:
    began = time.monotonic()
    with pools(1, tmp_path) as pool:
        hanging = pool.submit(_task("wait", Limits(seconds=0.5), seconds=60))
        after = pool.submit(_task("echo", n=1))
        with pytest.raises(TimeLimitError, match=r"longer than 0\.5 s"):
            hanging.result()
        assert after.result()["n"] == 1
    assert time.monotonic() - began < 20


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no memory limit on this system")
def test_memory_is_limited(pools: Pools, tmp_path: Path) -> None:
    with pools(1, tmp_path) as pool:
        with pytest.raises(MemoryLimitError):
            pool.submit(_task("bloat", Limits(memory=256), megabytes=1024)).result()
        assert pool.submit(_task("echo", Limits(memory=256), n=1)).result()["n"] == 1


def test_work_that_is_given_up_ends_at_once(pools: Pools, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), pools(2, tmp_path) as pool:
        for _ in range(4):
            pool.submit(_task("wait", seconds=60))
        time.sleep(0.3)
        raise KeyboardInterrupt
    assert time.monotonic() - began < 10


def test_a_system_without_processes_is_said(
    pools: Pools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("pipeline.run.workers.child.subprocess.Popen", none_left)
    with pools(2, tmp_path) as pool:
        futures = [pool.submit(_task("echo")) for _ in range(3)]
        for future in futures:
            with pytest.raises(StorageError, match="temporarily unavailable"):
                future.result(timeout=10)
