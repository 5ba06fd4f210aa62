"""The parent holds its children to their memory where the system doesn't."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import memory
from pipeline.errors import MemoryLimitError
from pipeline.run.task import Limits, Task
from pipeline.run.workers import confine_windows
from pipeline.run.workers.child import Child
from pipeline.run.workers.pool import LocalPool


@dataclass(frozen=True)
class _Unheld(Task):
    """A task whose worker is told of no limit of memory, so that the system holds it to none."""

    def dumps(self) -> bytes:
        return Task(self.name, self.function, self.arguments, Limits(self.limits.seconds, None)).dumps()


def _soak(megabytes: int, limit: int | None) -> Task:
    return _Unheld("soak", "tests.run.deeds:soak", {"megabytes": megabytes}, Limits(60, limit))


def test_a_child_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    child = Child(tmp_path)
    with pytest.raises(MemoryLimitError, match="more memory than 300 MiB"):
        child.ask(_soak(4096, 300))
    assert not child.alive
    assert child.peak < 2048
    assert time.monotonic() - began < 30


def test_it_costs_nobody_else_anything(tmp_path: Path) -> None:
    with LocalPool(2, tmp_path) as pool:
        first, second, third = (pool.submit(_soak(*each)) for each in ((4096, 300), (32, 300), (400, None)))
        assert second.result() == {"size": 32 * 1024 * 1024}
        assert third.result() == {"size": 400 * 1024 * 1024}
        with pytest.raises(MemoryLimitError):
            first.result()


def test_memory_in_use_is_told() -> None:
    code = "x = b'x' * (200 << 20); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1) as process:
        assert process.stdout and process.stdout.readline()
        assert 190 < memory.in_use(process) < 400
        process.communicate(b"\n")
        assert memory.in_use(process) == 0


def test_structures_are_as_the_systems_lay_them_out() -> None:
    """As the headers of 64-bit systems have them; what is read or set stands where it does there."""
    assert ctypes.sizeof(memory.MacUsage) == 96
    assert memory.MacUsage.footprint.offset == 72
    assert ctypes.sizeof(memory.WindowsCounters) == 72
    assert memory.WindowsCounters.committed.offset == 56
    assert ctypes.sizeof(confine_windows.BasicLimits) == 64
    assert confine_windows.BasicLimits.flags.offset == 16
    assert confine_windows.BasicLimits.processes.offset == 40
    assert ctypes.sizeof(confine_windows.ExtendedLimits) == 144
    assert confine_windows.ExtendedLimits.process_memory.offset == 112


@pytest.mark.parametrize(("megabytes", "flags"), [(None, 0x2408), (512, 0x2508)])
def test_a_job_object_is_told_its_limits(megabytes: int | None, flags: int) -> None:
    told = confine_windows.limits(megabytes)
    assert (told.basic.flags, told.basic.processes) == (flags, 1)
    assert told.process_memory == (megabytes or 0) * 1024 * 1024
