"""What became of one document in one stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.errors import ShihyoError
from pipeline.run.task import Json


@dataclass(frozen=True)
class Outcome:
    """What became of a job. ``fresh`` is False where nothing had to be done."""

    document_id: str
    fresh: bool
    changed: bool = False
    seconds: float = 0.0
    result: Json = field(default_factory=dict)
    error: ShihyoError | None = None
