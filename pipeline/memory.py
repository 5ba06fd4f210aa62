"""How much memory another process has in use, as the system tells it."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

_MIB = 1024 * 1024


class Process(Protocol):
    """A process as far as its memory goes."""

    @property
    def pid(self) -> int:
        """Its number."""


class MacUsage(ctypes.Structure):
    """``struct rusage_info_v0`` of macOS (sys/resource.h)."""

    _fields_ = (
        ("uuid", ctypes.c_uint8 * 16),
        ("times_wakeups_pageins", ctypes.c_uint64 * 5),
        ("wired", ctypes.c_uint64),
        ("resident", ctypes.c_uint64),
        ("footprint", ctypes.c_uint64),  # with what the system has compressed or swapped out
        ("started_ended", ctypes.c_uint64 * 2),
    )


class WindowsCounters(ctypes.Structure):
    """``PROCESS_MEMORY_COUNTERS`` of Windows (psapi.h)."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        ("working_set_pools", ctypes.c_size_t * 6),
        ("committed", ctypes.c_size_t),
        ("peak_committed", ctypes.c_size_t),
    )


def in_use(process: Process) -> int:
    """Return the MiB that a child process has in use now; 0 once it has ended.

    Counted is what it can't share and the system can't drop: on Linux what is resident, on macOS the
    footprint, on Windows what is committed.
    """
    if sys.platform == "win32":
        return int(_counters(process).committed) // _MIB
    if sys.platform == "darwin":
        return _footprint(process.pid) // _MIB
    return _resident(process.pid) // _MIB


@contextlib.contextmanager
def held(more: int) -> Iterator[None]:
    """Hold this process to so many MiB more than it has now, on Linux: beyond them is ``MemoryError``.

    Counted is address space, not what is in use.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _told(os.getpid())[0] * mmap.PAGESIZE + more * _MIB
    if soft != resource.RLIM_INFINITY and soft < wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def most_used(process: Process) -> int:
    """Return the MiB that a child process, which may have ended, had in use at most. Windows only."""
    return int(_counters(process).peak_committed) // _MIB


def _resident(process: int) -> int:
    return _told(process)[1] * mmap.PAGESIZE


def _told(process: int) -> tuple[int, int]:
    """The pages of a process's address space, and those that are resident; none once it has ended."""
    try:
        text = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
    except OSError:
        return 0, 0
    space, resident, *_ = (int(word) for word in text.split())
    return space, resident


def _footprint(process: int) -> int:
    usage = MacUsage()
    told = ctypes.CDLL(None).proc_pid_rusage(process, 0, ctypes.byref(usage))
    return int(usage.footprint) if told == 0 else 0


def _counters(process: Process) -> WindowsCounters:
    counters = WindowsCounters(ctypes.sizeof(WindowsCounters))
    if sys.platform == "win32":
        ask = ctypes.WinDLL("kernel32").K32GetProcessMemoryInfo
        ask.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
        ask(int(vars(process)["_handle"]), ctypes.byref(counters), ctypes.sizeof(counters))
    return counters
