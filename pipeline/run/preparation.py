"""What a load will want, got ready by a thread while workers read: modules and the empty warehouse."""

from __future__ import annotations

import contextlib
import threading
from importlib import import_module
from pathlib import Path

_MODULES = (
    "duckdb",
    "pyarrow.json",
    "pyarrow.parquet",
    "pipeline.normalize.identity",
    "pipeline.analyze.checks",
    "pipeline.analyze.news",
)


class Preparation:
    """Gets things ready once, in the folder ``side``."""

    def __init__(self, side: Path) -> None:
        self._thread = threading.Thread(target=_prepare, args=(side,), daemon=True)

    def start(self) -> None:
        """Begin, where that was not done before."""
        if self._thread.ident is None:
            self._thread.start()

    def wait(self) -> None:
        """Return when nothing is being got ready (any more)."""
        if self._thread.ident is not None:
            self._thread.join()


def _prepare(side: Path) -> None:
    from pipeline.load import template

    with contextlib.suppress(Exception):  # what fails here fails again in the load, which says so
        for name in _MODULES:
            import_module(name)
        template.provide(side)
