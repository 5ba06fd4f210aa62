"""The run log: what became of each document in each run. The only place where the time of a run stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.run.outcome import Outcome
from pipeline.run.task import Json

KEPT = 10_000  # lines


@dataclass(frozen=True)
class RunLog:
    """The log of a workspace, one JSON object a line, with the columns of the table ``run``."""

    path: Path

    def rows(self) -> list[Json]:
        """All rows, oldest first; lines that a broken run left unfinished are passed over."""
        if not self.path.is_file():
            return []
        rows = []
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                rows.append(json.loads(line))
            except (ValueError, RecursionError):
                continue
        return rows[-KEPT:]

    def add(self, rows: list[Json]) -> None:
        """Append rows."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def now() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC)


def rows_of(started: datetime, extracted: list[Outcome], normalized: list[Outcome]) -> list[Json]:
    """Return a row for each document: the first failure, else what the last stage says of it."""
    finished = now()
    by_document: dict[str, Json] = {}
    for stage, outcomes in (("extract", extracted), ("normalize", normalized)):
        for outcome in outcomes:
            row = by_document.get(outcome.document_id)
            if row and row["outcome"] in ("failed", "removed"):
                continue
            by_document[outcome.document_id] = _row(started, finished, stage, outcome, row)
    return [by_document[document_id] for document_id in sorted(by_document)]


def _row(started: datetime, finished: datetime, stage: str, outcome: Outcome, before: Json | None) -> Json:
    earlier = before["seconds"] if before else 0.0
    fresh = outcome.fresh or (before is not None and before["outcome"] == "read")
    word = "read" if fresh else "unchanged"
    if outcome.error:
        word = "failed"
    elif outcome.result.get("removed"):
        word = "removed"
    return {
        "run_id": started.strftime("%Y%m%dT%H%M%S.%f"),
        "started_at": _naive(started),
        "finished_at": _naive(finished),
        "document_id": outcome.document_id,
        "stage": stage,
        "outcome": word,
        "message": str(outcome.error) if outcome.error else None,
        "seconds": round(earlier + outcome.seconds, 3),
    }


def _naive(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
