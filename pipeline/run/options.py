"""What a user may ask of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.run.task import Limits


@dataclass(frozen=True)
class Options:
    """``documents`` are ids or file names (none: all); ``jobs`` None takes one process for each core.

    ``log`` is a file for a line of JSON for each event, ``-`` for standard error. ``cluster`` is the address
    of a Dask scheduler; None works on this machine.
    """

    documents: tuple[str, ...] = ()
    jobs: int | None = None
    force: bool = False
    readers: Literal["one", "two"] = "two"
    limits: Limits = field(default_factory=Limits)
    quiet: bool = False
    log: str | None = None
    cluster: str | None = None
