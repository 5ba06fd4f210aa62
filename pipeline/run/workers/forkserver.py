"""Worker processes forked from a process that has only imported: Linux, where starting and importing costs
more than reading a short document.

The server is started clean, reads no document, has one thread, and answers two requests on a socket: fork a
worker, and tell how one ended. What it forks is confined like any other worker (see
:mod:`pipeline.run.workers.confine`); what a document does to its worker reaches neither the server nor
other workers.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from pipeline.run.task import Json

MODULES = {
    "extract": ("pipeline.run.tasks.extract", "playa"),
    "normalize": ("pipeline.run.tasks.normalize", "pyarrow.json", "pyarrow.parquet"),
}
"""What a stage imports, by its name; those that it imports only where it needs them, too."""

_START = """import sys, json
sys.path[:] = json.loads(sys.argv[1])
from pipeline.run.workers.forking import main
main(int(sys.argv[2]), json.loads(sys.argv[3]))"""
_LONGEST = 1024  # bytes of an answer
_ALONE = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}  # pyarrow's allocator would start a thread


class Forked:
    """A worker that the server forked, with as much of the interface of ``subprocess.Popen`` as is used."""

    def __init__(self, server: ForkServer, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid = pid  # not given to another process before the server has told how this one ended
        self.stdin = stdin
        self.stdout = stdout
        self.returncode: int | None = None
        self.peak = 0  # KiB, once it has ended
        self._server = server
        self._guard = threading.Lock()  # who ends it may not be who asks it

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self._ended(wait=False)

    def wait(self) -> int:
        """Wait until it ends, and return how."""
        code = self._ended(wait=True)
        assert code is not None
        return code

    def _ended(self, *, wait: bool) -> int | None:
        with self._guard:
            if self.returncode is None:
                answer = self._server.ask({"reap": self.pid, "wait": wait})
                if answer is None:  # the server is gone, and its workers with it
                    self.returncode = -signal.SIGKILL
                elif "code" in answer:
                    self.returncode, self.peak = answer["code"], answer["peak"]
            return self.returncode


class ForkServer:
    """The server of one run, which imports the modules of ``stages``. It is started when first wanted."""

    def __init__(self, *stages: str) -> None:
        self._modules = [module for stage in stages for module in MODULES.get(stage, ())]
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._guard = threading.Lock()

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        """End the server; workers that are left end with it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._hang_up()

    def start(self) -> None:
        """Start it where the system has what it takes, once.

        To be called by the thread that the run belongs to: when that ends, Linux ends the server.
        """
        if self._process is not None or not sys.platform.startswith("linux"):
            return
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            try:
                self._process = self._started(other.fileno())
            except OSError:  # no process to be had: whoever starts a worker will say so
                self._hang_up()

    def _started(self, handle: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-X", "utf8", "-c", _START]
        return subprocess.Popen(
            [*command, json.dumps(sys.path), str(handle), json.dumps(self._modules)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(handle,),
            env=os.environ | _ALONE,
            start_new_session=True,
        )

    def fork(self, folder: Path, talk: IO[bytes]) -> Forked | None:
        """Have a worker forked that may write below ``folder`` and whose talk goes to ``talk``.

        None where there is no server (any more), or it will not fork: then one must be started otherwise.
        """
        requests, stdin = os.pipe()
        stdout, answers = os.pipe()
        try:
            answer = self.ask({"folder": str(folder)}, (requests, answers, talk.fileno()))
        finally:
            os.close(requests)
            os.close(answers)
        if answer is None or "pid" not in answer:
            os.close(stdin)
            os.close(stdout)
            return None
        return Forked(self, answer["pid"], os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))

    def ask(self, request: Json, handles: tuple[int, ...] = ()) -> Json | None:
        """Send a request with open files and return the answer; None where there is no server."""
        with self._guard:
            if self._socket is None:
                return None
            try:
                socket.send_fds(self._socket, [json.dumps(request).encode("ascii")], handles)
                said = self._socket.recv(_LONGEST)
            except OSError:
                said = b""
            if not said:
                self._hang_up()
                return None
        answer: Json = json.loads(said)
        return answer

    def _hang_up(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
            self._socket = None
