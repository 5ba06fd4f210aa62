"""What a worker process may meet, as functions that a test can ask for."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from pipeline.errors import NotAPdfError


def echo(**arguments: Any) -> dict[str, Any]:
    """Give the arguments back, with the id of the process."""
    print("talk must not get into the answer")
    return {**arguments, "process": os.getpid()}


def wait(seconds: float) -> dict[str, Any]:
    """Take some time."""
    time.sleep(seconds)
    return {}


def die() -> dict[str, Any]:
    """End the process at once, as a crash in a library would."""
    sys.stderr.write("last words\n")
    sys.stderr.flush()
    os._exit(139)


def refuse() -> dict[str, Any]:
    """Raise what a reader raises."""
    raise NotAPdfError("the file is no PDF", page=3, remedy="Remove it")


def stumble() -> dict[str, Any]:
    """Raise what nobody expected."""
    return {"never": list("")[1]}


def bloat(megabytes: int) -> dict[str, Any]:
    """Take memory."""
    return {"size": len(bytearray(megabytes * 1024 * 1024))}
