"""The log that machines read: a line of JSON for each event, on demand (``--log``).

It names documents, stages, pages and tables, and never what is printed in them: an error is logged by
its class and its place, since its message may quote a cell.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from pipeline import __version__
from pipeline.errors import ShihyoError, refused
from pipeline.run.outcome import Outcome
from pipeline.run.task import Json

STANDARD_ERROR = "-"
_WHERE = re.compile(r"unexpected (\w+) at ([\w.]+:\d+)")


class Events:
    """Writes events to a stream; without one it is silent."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def tell(self, event: str, **facts: object) -> None:
        """Write one line: the time (UTC), the event, its facts."""
        if self._stream is None:
            return
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "event": event, **{k: v for k, v in facts.items() if v is not None}}
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()

    def outcome(self, stage: str, outcome: Outcome) -> None:
        """Tell what became of a document in a stage."""
        word = "failed" if outcome.error else "done" if outcome.fresh else "unchanged"
        counts = {name: outcome.result.get(name) for name in ("pages", "tables", "rows", "problems")}
        self.tell(
            "document",
            stage=stage,
            document=outcome.document_id,
            outcome=word,
            changed=outcome.changed,
            seconds=outcome.seconds,
            error=place_of(outcome.error) if outcome.error else None,
            **counts,
        )


def place_of(error: ShihyoError) -> Json:
    """An error without its words: class, exit code, file, line, page, table, and for a defect its place."""
    named = {"file": error.file and Path(error.file).name, "line": error.line}
    named |= {"page": error.page, "table": error.table}
    defect = _WHERE.match(error.what)
    if defect:
        named |= {"raised": defect.group(1), "at": defect.group(2)}
    known = {name: value for name, value in named.items() if value is not None}
    return {"class": type(error).__name__, "code": int(error.exit_code), **known}


def surroundings() -> Json:
    """Versions and system: what a maintainer asks first."""
    return {
        "shihyo": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
    }


@contextlib.contextmanager
def logging_to(target: str | None, **facts: object) -> Iterator[Events]:
    """Log to the file ``target`` (appended to; ``-`` is standard error) from a line begin to a line end."""
    began = time.monotonic()
    with _open(target) as stream:
        events = Events(stream)
        events.tell("begin", **surroundings(), **facts)
        error: Json | None = None
        try:
            yield events
        except ShihyoError as caught:
            error = place_of(caught)
            raise
        except BaseException as caught:
            error = {"class": type(caught).__name__}
            raise
        finally:
            events.tell("end", seconds=round(time.monotonic() - began, 3), error=error)


@contextlib.contextmanager
def _open(target: str | None) -> Iterator[TextIO | None]:
    if target is None or target == STANDARD_ERROR:
        yield sys.stderr if target else None
        return
    try:
        stream = Path(target).open("a", encoding="utf-8", newline="\n")  # noqa: SIM115  closed below
    except OSError as error:
        raise refused(error, target) from error
    with stream:
        yield stream
