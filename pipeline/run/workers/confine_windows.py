"""The part that Windows itself enforces: a job object, which holds a child from outside.

A child in it may start no other process and have no more memory committed than it is told, and it ends
with its parent, whose handle on the job closes then. A Windows that gives no job leaves the parent's
watch (:mod:`pipeline.run.workers.watch`) and the audit hook (:mod:`pipeline.run.workers.confine`).
Numbers and structures are those of winnt.h.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys

_ACTIVE_PROCESSES, _MEMORY, _NO_DIALOGUE, _ENDS_WITH_HANDLE = 0x8, 0x100, 0x400, 0x2000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class BasicLimits(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION``."""

    _fields_ = (
        ("times", ctypes.c_int64 * 2),
        ("flags", ctypes.c_uint32),
        ("working_sets", ctypes.c_size_t * 2),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_scheduling", ctypes.c_uint32 * 2),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``."""

    _fields_ = (
        ("basic", BasicLimits),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peaks", ctypes.c_size_t * 2),
    )


def limits(megabytes: int | None) -> ExtendedLimits:
    """Return what a child is held to; None sets no limit of memory."""
    found = ExtendedLimits()
    found.basic.flags = _ACTIVE_PROCESSES | _NO_DIALOGUE | _ENDS_WITH_HANDLE
    found.basic.processes = 1
    if megabytes is not None:
        found.basic.flags |= _MEMORY
        found.process_memory = megabytes * 1024 * 1024
    return found


if sys.platform == "win32":
    _kernel = ctypes.WinDLL("kernel32")
    _kernel.CreateJobObjectW.restype = ctypes.c_void_p
    _kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    _kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    _kernel.SetInformationJobObject.argtypes = (
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    )
    _kernel.CloseHandle.argtypes = (ctypes.c_void_p,)

    class Job:
        """The job object of one child process."""

        def __init__(self, process: subprocess.Popen[bytes]) -> None:
            self._handle = _kernel.CreateJobObjectW(None, None)
            self.hold(None)
            _kernel.AssignProcessToJobObject(self._handle, int(vars(process)["_handle"]))

        def hold(self, megabytes: int | None) -> None:
            """Hold the child to so much memory from now on."""
            told = limits(megabytes)
            _kernel.SetInformationJobObject(
                self._handle, _EXTENDED_LIMITS, ctypes.byref(told), ctypes.sizeof(told)
            )

        def close(self) -> None:
            """Let go of the job, which ends what is in it."""
            if self._handle:
                _kernel.CloseHandle(self._handle)
                self._handle = None
