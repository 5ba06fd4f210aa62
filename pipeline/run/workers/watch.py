"""Ends a process that takes longer, or more memory, than it may.

The memory is looked at from outside, on every system: macOS holds no process to a limit of memory, and
where the kernel does (Linux, Windows) what it counts may be turned off or counted otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType

from pipeline.memory import Process, in_use
from pipeline.run.task import Limits

INTERVAL = 0.05  # seconds between two looks: within them a process can fill some 200 MiB


class Watch:
    """While it is entered, ``kill`` is called as soon as ``process`` passes one of ``limits``.

    ``most`` are the MiB that it was seen to have in use at most.
    """

    def __init__(self, process: Process, limits: Limits, kill: Callable[[], None]) -> None:
        self.late = False
        self.large = False
        self.most = 0
        self._process, self._limits, self._kill = process, limits, kill
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        deadline = time.monotonic() + self._limits.seconds
        while not self._over.wait(max(0.0, min(INTERVAL, deadline - time.monotonic()))):
            self.late = time.monotonic() >= deadline
            self.most = max(self.most, in_use(self._process))
            self.large = self._limits.memory is not None and self.most > self._limits.memory
            if self.late or self.large:
                self._kill()
                return
