"""Pools whose workers are started, and others whose workers are forked: both hold what a document does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.run.workers.forkserver import ForkServer
from pipeline.run.workers.pool import LocalPool

Pools = Callable[[int, Path], LocalPool]

FORKED = pytest.param(
    "forked", marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux only")
)


@pytest.fixture(params=["started", FORKED])
def pools(request: pytest.FixtureRequest) -> Iterator[Pools]:
    """Give pools by their number of jobs and their folder."""
    with ForkServer() as server:
        used = server if request.param == "forked" else None
        yield lambda jobs, folder: LocalPool(jobs, folder, used)
