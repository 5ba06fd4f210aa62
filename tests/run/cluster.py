"""A Dask cluster of real processes on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path


class Cluster:
    """A scheduler with two workers, on loopback. The workers take their environment from here."""

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
