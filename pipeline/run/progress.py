"""Progress on standard error: one line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TextIO

_QUIET = 2.0  # seconds: shorter work needs no words
_EVERY = 10.0  # seconds between lines where the output is not a terminal


class Progress:
    """Tells how far a stage is. ``quiet`` says nothing at all."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._moving = self._stream.isatty()

    @contextlib.contextmanager
    def over(self, stage: str, total: int) -> Iterator[Callable[[str], None]]:
        """Count ``total`` pieces of work; call what this gives with the name of each finished one."""
        began = told = time.monotonic()
        count = 0

        def step(name: str) -> None:
            nonlocal count, told
            count += 1
            now = time.monotonic()
            if self._moving:
                self._write(f"\r\x1b[K{stage} {count}/{total}  {name}")
            elif now - began > _QUIET and now - told > _EVERY:
                told = now
                self._write(f"{stage} {count}/{total}  {name}\n")

        if self._moving and total:
            self._write(f"{stage} 0/{total}")
        try:
            yield step
        finally:
            if self._moving and total:
                self._write("\r\x1b[K")

    def say(self, text: str) -> None:
        """Say a line whatever the progress."""
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        if not self._quiet:
            self._stream.write(text)
            self._stream.flush()
