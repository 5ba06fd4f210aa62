"""A command and what it took: wall time, processor time and memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Measured:
    """Seconds of wall and processor time, and the MiB of the largest single process (0: not known)."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str]) -> Measured:
    """Run ``command`` and measure it with all its children. Raises ``RuntimeError`` where it fails."""
    began = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd=REPOSITORY
    )
    assert process.stderr
    said = process.stderr.read()
    if sys.platform == "win32":
        code, cpu, memory = process.wait(), 0.0, 0.0
    else:
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / RSS
    wall = time.perf_counter() - began
    if code:
        raise RuntimeError(
            f"{' '.join(command)}: exit code {code}\n{said.decode('utf-8', 'replace')[-2000:]}"
        )
    return Measured(wall, cpu, memory)


RSS = 1024 * 1024 if sys.platform == "darwin" else 1024


def best(command: Sequence[str], times: int) -> Measured:
    """Return the fastest of several measurements: what disturbs one only ever makes it slower."""
    return fastest(lambda: measured(command), times)


def fastest(measure: Callable[[], Measured], times: int) -> Measured:
    """Return the fastest of several measurements."""
    return min((measure() for _ in range(times)), key=lambda found: found.wall)


def shihyo(*arguments: str) -> list[str]:
    """Return the command line of ``shihyo``."""
    return [sys.executable, "-m", "pipeline.cli", *arguments]


def script(name: str, files: Sequence[Path]) -> list[str]:
    """Return the command line of one of ``benchmarks/scripts``."""
    return [sys.executable, str(REPOSITORY / "benchmarks" / "scripts" / f"{name}.py"), *map(str, files)]
