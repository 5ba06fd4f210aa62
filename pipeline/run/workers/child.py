"""A handle on one worker process: start, ask, end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from pipeline.errors import CrashedError, MemoryLimitError, TimeLimitError
from pipeline.memory import most_used
from pipeline.run.task import Json, Task, error_from
from pipeline.run.workers.forkserver import Forked, ForkServer
from pipeline.run.workers.watch import Watch

if sys.platform == "win32":
    from pipeline.run.workers.confine_windows import Job

_START = """import sys, json
sys.path[:] = json.loads(sys.argv[1])
from pipeline.run.workers.worker import main
main(sys.argv[2])"""
_LONGEST_ANSWER = 64 * 1024 * 1024  # bytes
_UNIT = 1024 if sys.platform.startswith("linux") else 1024 * 1024  # of ru_maxrss, to MiB
_NEAR = 0.5  # of the address space that it may take, as memory in use
_OUT_OF_MEMORY = (b"std::bad_alloc", b"MemoryError", b"Cannot allocate memory", b"out of memory")


class Child:
    """One worker process, confined to writing below ``folder``; used by one thread at a time.

    It is forked by ``server`` where there is one, else started.
    """

    def __init__(self, folder: Path, server: ForkServer | None = None) -> None:
        self.peak = 0  # MiB, once it has ended
        self._inherited = _own_peak()  # Linux counts a child from its parent's peak on
        self._talk: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  its last lines explain a crash
        forked = server.fork(folder, self._talk) if server else None
        self._process: subprocess.Popen[bytes] | Forked = forked or _started(folder, self._talk)
        if sys.platform == "win32":
            self._job = Job(self._process)

    def ask(self, task: Task) -> Json:
        """Have ``task`` done and return its result.

        Raises what the task raised, or :class:`TimeLimitError`, :class:`MemoryLimitError` or
        :class:`CrashedError`; after these three the process is gone (:attr:`alive`).
        """
        if sys.platform == "win32":
            self._job.hold(task.limits.memory)
        with Watch(self._process, task.limits, self._kill) as watch:
            answer = self._exchange(task.dumps())
        if answer is None:
            self.end()
            raise self._obituary(task, watch)
        if answer.get("spent"):
            self.end()
        if "error" in answer:
            raise error_from(answer["error"])
        result: Json = answer["result"]
        return result

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.returncode is None and self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process.returncode is None:
            self._kill()
            self._reap()
        if sys.platform == "win32":
            self._job.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what was not yet written has no reader any more
                    pipe.close()

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
            return
        if self._process.returncode is not None:
            return  # reaped: its number may be another process's by now
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)  # Popen.kill would reap it, and lose its usage

    def _reap(self) -> None:
        """Wait for the end, and learn how much memory it took where the system tells that."""
        if sys.platform == "win32":
            self._process.wait()
            self.peak = most_used(self._process)
            return
        if isinstance(self._process, Forked):  # the server's child, which only the server can ask about
            self._process.wait()
            self.peak = self._process.peak // _UNIT
            return
        try:
            _, status, usage = os.wait4(self._process.pid, 0)
        except ChildProcessError:  # reaped already
            self._process.wait()
            return
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = usage.ru_maxrss // _UNIT

    def _exchange(self, request: bytes) -> Json | None:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
            line = self._process.stdout.readline(_LONGEST_ANSWER)
            return json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError):
            return None

    def _obituary(self, task: Task, watch: Watch) -> Exception:
        again = f"Look at the file; `shihyo run --force {task.name}` tries it again"
        if watch.late:
            what = f"took longer than {task.limits.seconds:g} s and was stopped"
            return TimeLimitError(what, remedy=f"{again}, --time-limit gives it more")
        last = self._last_words()
        limit = task.limits.memory
        # native code that gets no memory ends itself; how near it was to the limit tells why
        used = max(watch.most, self.peak if self.peak > self._inherited else 0)
        near = limit is not None and used > limit * _NEAR
        if watch.large or near or any(word in last for word in _OUT_OF_MEMORY):
            what = f"needs more memory than {limit} MiB"
            return MemoryLimitError(what, remedy=f"{again}, --memory-limit gives it more")
        lines = last.decode("utf-8", "replace").strip().splitlines()
        said = f": {lines[-1][:200]}" if lines else ""
        return CrashedError(
            f"the process that read it died ({_cause(self._process.returncode)}){said}", remedy=again
        )

    def _last_words(self) -> bytes:
        size = self._talk.seek(0, os.SEEK_END)
        self._talk.seek(max(0, size - 4096))
        return self._talk.read()


def _started(folder: Path, talk: IO[bytes]) -> subprocess.Popen[bytes]:
    # on Windows, what a virtual environment calls python starts another process, which would not be held
    python = getattr(sys, "_base_executable", "") if sys.platform == "win32" else ""
    return subprocess.Popen(
        [python or sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=talk,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=os.name == "posix",  # Ctrl-C is for the parent, which then ends its children
    )


def _own_peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _UNIT


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
