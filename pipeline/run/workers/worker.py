"""The child process: takes tasks from standard input, one line each, and answers on standard output.

It is started clean for this, or forked from a process that only imports
(:mod:`pipeline.run.workers.forkserver`): it shares nothing with the parent but the two pipes.
What libraries print goes to standard error.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import re
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InternalError, MemoryLimitError, ShihyoError, refused
from pipeline.run.task import Json, error_record, find
from pipeline.run.workers.confine import confine

LARGEST_FILE = 1 << 30  # bytes
OPEN_FILES = 256
GRACE = 5.0  # seconds after the parent's own limit: a worker that lost its parent ends by itself

_NO_MEMORY = re.compile(r"bad[_ ]alloc|allocate memory|[Oo]ut of memory|[Ii]nsufficient memory")
"""How native libraries say it that raise errors of their own."""

COLLECT = (10_000, 20, 50)  # a page makes many objects that live to its end: looking through them less often


def main(folder: str) -> None:
    """Answer tasks until standard input ends. From the first task on, only ``folder`` can be written to."""
    requests, answers = _pipes()
    die_with_parent()
    gc.set_threshold(*COLLECT)
    for line in requests:
        task = json.loads(line)
        seconds = task["limits"]["seconds"]
        _limit(task["limits"]["memory"])
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True)
        answer = _answer(task, Path(folder))
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def _answer(task: Json, folder: Path) -> Json:
    try:
        function = find(task["function"])  # what it imports at its head is loaded before the doors close
        confine(folder)
        return {"result": function(**task["arguments"])}
    except MemoryError:
        return {"error": error_record(MemoryLimitError("needs more memory than it may take")), "spent": True}
    except ShihyoError as error:
        return {"error": error_record(error)}
    except OSError as error:
        return {"error": error_record(refused(error))}
    except Exception as error:  # a defect in one document must not end the others
        if _NO_MEMORY.search(str(error)):
            traceback.print_exc()
            return {
                "error": error_record(MemoryLimitError("needs more memory than it may take")),
                "spent": True,
            }
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119
        what = f"unexpected {type(error).__name__} at {where}: {error}"
        traceback.print_exc()
        return {"error": error_record(InternalError(what, remedy="Please report it with this line"))}


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves; give everybody else no input, and standard error as output."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _limit(megabytes: int | None) -> None:
    """Limit the address space, the size of a file and the number of open files, where the system can.

    Linux can; macOS takes the limit of memory and doesn't hold to it; Windows has none of them. The parent
    watches the memory in use besides, on every system.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ]
    if megabytes is not None:
        limits.append((resource.RLIMIT_AS, megabytes * 1024 * 1024))
    for limit, wanted in limits:
        _, hard = resource.getrlimit(limit)
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, hard))


def die_with_parent() -> None:
    """Ask Linux to end this process with its parent; elsewhere the end of the pipe does, a task later."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes
    import signal

    set_parent_death_signal = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
