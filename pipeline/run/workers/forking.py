"""The process that workers are forked from: it imports, forks, and tells how what it forked has ended."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import socket
import sys
import traceback
from collections.abc import Iterator, Sequence
from importlib import import_module

from pipeline.run.task import Json
from pipeline.run.workers import worker

_LONGEST = 64 * 1024  # bytes of a request: a path and little else
_HANDLES = 3  # input, output and talk of a worker


def main(handle: int, modules: Sequence[str]) -> None:
    """Import ``modules`` and answer the requests that come on the socket ``handle``, until it is closed.

    Requests are answered between imports too: the first workers need not wait for what only later ones need.
    """
    worker.die_with_parent()
    gc.disable()  # modules are made to stay
    with socket.socket(fileno=handle) as line:
        for module in modules:
            while select.select([line], [], [], 0)[0]:
                _answer(line)
            with _no_numpy() if module.startswith("pyarrow") else contextlib.nullcontext():
                import_module(module)
        while True:
            _answer(line)


def _answer(line: socket.socket) -> None:
    message, handles, _, _ = socket.recv_fds(line, _LONGEST, _HANDLES)
    if not message:
        sys.exit()
    request = json.loads(message)
    if "folder" in request:
        answer = _fork(line, request["folder"], handles)
    else:
        answer = _ended(request["reap"], wait=request["wait"])
    for open_file in handles:
        os.close(open_file)
    line.send(json.dumps(answer).encode("ascii"))


def _fork(line: socket.socket, folder: str, handles: list[int]) -> Json:
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208  a fork would lose a thread with what it holds
        return {}
    gc.freeze()  # else the collector of each worker would write to every page that they share
    try:
        process = os.fork()
    except OSError:
        return {}
    if process == 0:
        line.close()
        _work(folder, handles)
    return {"pid": process}


def _work(folder: str, handles: list[int]) -> None:
    """Be a worker until the input ends; never come back to the server's loop."""
    code = 1
    try:
        for number, open_file in enumerate(handles):
            os.dup2(open_file, number)
            os.close(open_file)
        gc.enable()
        worker.main(folder)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _ended(process: int, *, wait: bool) -> Json:
    found, status, usage = os.wait4(process, 0 if wait else os.WNOHANG)
    if not found:
        return {}
    return {"code": os.waitstatus_to_exitcode(status), "peak": usage.ru_maxrss}


@contextlib.contextmanager
def _no_numpy() -> Iterator[None]:
    """Let pyarrow load without numpy, which it uses only if it is there: it takes long and starts threads."""
    if "numpy" in sys.modules:
        yield
        return
    vars(sys)["modules"]["numpy"] = None  # what Python takes for "there is none"
    try:
        yield
    finally:
        del sys.modules["numpy"]
