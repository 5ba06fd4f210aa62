"""What a worker process may meet, as functions that a test can ask for."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
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


_calls: list[str] = []


def tire(said: str) -> dict[str, Any]:
    """Do well the first time, and fail from then on with an error that says so much."""
    _calls.append(said)
    if len(_calls) > 1:
        raise RuntimeError(said)
    return {"process": os.getpid()}


def lack(said: str) -> dict[str, Any]:
    """Fail as a native library does that gets no memory."""
    raise RuntimeError(said)


def bloat(megabytes: int) -> dict[str, Any]:
    """Take memory."""
    return {"size": len(bytearray(megabytes * 1024 * 1024))}


def soak(megabytes: int) -> dict[str, Any]:
    """Take memory and use it, bit by bit."""
    taken = []
    for _ in range(megabytes // 16):
        taken.append(b"x" * (16 * 1024 * 1024))
        time.sleep(0.005)
    return {"size": sum(map(len, taken))}


def write(path: str) -> dict[str, Any]:
    """Write a file with Python's own open."""
    Path(path).write_text("x", encoding="utf-8")
    return {}


def write_natively(path: str) -> dict[str, Any]:
    """Write a file as native code would, past Python."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    return {"opened": handle >= 0, "error": ctypes.get_errno()}


def call_out() -> dict[str, Any]:
    """Open a connection."""
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return {}


def call_out_natively() -> dict[str, Any]:
    """Ask for a socket as native code would."""
    return {"socket": ctypes.CDLL(None, use_errno=True).socket(2, 1, 0)}


def start() -> dict[str, Any]:
    """Start a program."""
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return {}


def start_natively() -> dict[str, Any]:
    """Start a shell as native code would."""
    return {"code": ctypes.CDLL(None).system(b"true")}


def think() -> dict[str, Any]:
    """Use threads, which native libraries need."""
    with ThreadPoolExecutor(4) as pool:
        return {"sum": sum(pool.map(abs, range(-3, 3)))}


def look_around() -> dict[str, Any]:
    """Say what a worker was given: its open files beyond input, output and talk, and its modules."""
    kinds = []
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # the one that lists them
            kinds += [str(handle.readlink())] if int(handle.name) > 2 else []
    return {
        "sockets": sum(kind.startswith("socket:") for kind in kinds),
        "pipes": sum(kind.startswith("pipe:") for kind in kinds),
        "numpy": "numpy" in sys.modules,
        "pyarrow": "pyarrow.parquet" in sys.modules,
        "parent": os.getppid(),
    }
