"""The part that Linux itself enforces: seccomp for system calls, Landlock for files.

Both are set by a process for itself, need no rights, and can't be taken back. A kernel that lacks one
of them is used without it. Numbers and structures are those of the kernel's headers
(linux/seccomp.h, linux/filter.h, linux/audit.h, linux/landlock.h).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NO_NEW_PRIVILEGES = 38  # prctl
_SET_FILTER, _ALL_THREADS = 1, 1  # seccomp(2)
_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF
_ALLOW, _REFUSE, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS, 0x80000000
_THREAD = 0x10000  # CLONE_THREAD
_NR, _ARCH, _ARG0 = 0, 4, 16  # offsets in struct seccomp_data, little-endian


@dataclass(frozen=True)
class _Machine:
    """System call numbers of one architecture."""

    audit: int
    seccomp: int
    clone: int
    refused: tuple[int, ...]


_CLONE3 = 435
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EVERYWHERE = (424, 425)  # pidfd_send_signal, io_uring_setup
_MACHINES = {
    # socket connect accept bind listen fork vfork execve kill ptrace process_vm_writev execveat
    "x86_64": _Machine(0xC000003E, 317, 56, (41, 42, 43, 49, 50, 57, 58, 59, 62, 101, 311, 322)),
    # socket bind listen accept connect execve kill ptrace process_vm_writev execveat
    "aarch64": _Machine(0xC00000B7, 277, 220, (198, 200, 201, 202, 203, 221, 129, 117, 271, 281)),
}


def confine(folder: Path) -> None:
    """Refuse network, programs and processes, and writing outside ``folder``, as far as the kernel can."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return
    _landlock(libc, folder)
    machine = _MACHINES.get(platform.machine())
    if machine:
        _seccomp(libc, machine)


def _seccomp(libc: ctypes.CDLL, machine: _Machine) -> None:
    program = b"".join(_program(machine))
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, header)


def _program(machine: _Machine) -> Iterator[bytes]:
    """A classic BPF program: each instruction is code, jump if true, jump if false, operand."""

    def do(code: int, operand: int, true: int = 0, false: int = 0) -> bytes:
        return struct.pack("HBBI", code, true, false, operand)

    yield do(_LOAD, _ARCH)
    yield do(_EQUAL, machine.audit, 1, 0)
    yield do(_RETURN, _KILL)
    yield do(_LOAD, _NR)
    yield do(_AT_LEAST, 0x40000000, 0, 1)  # the x32 calls of x86_64
    yield do(_RETURN, _REFUSE)
    for number in (*machine.refused, *_EVERYWHERE):
        yield do(_EQUAL, number, 0, 1)
        yield do(_RETURN, _REFUSE)
    yield do(_EQUAL, _CLONE3, 0, 1)
    yield do(_RETURN, _UNKNOWN)  # its flags are out of reach; the C library then takes clone
    yield do(_EQUAL, machine.clone, 0, 3)
    yield do(_LOAD, _ARG0)
    yield do(_HAS_BITS, _THREAD, 1, 0)
    yield do(_RETURN, _REFUSE)
    yield do(_RETURN, _ALLOW)


_WRITE_FILE, _EXECUTE = 1 << 1, 1 << 0
_CHANGE = sum(1 << bit for bit in range(4, 13))  # remove and make files, folders, links, devices
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # since the second and the third version
_BENEATH = 1


def _landlock(libc: ctypes.CDLL, folder: Path) -> None:
    version = libc.syscall(_LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return
    write = _WRITE_FILE | _CHANGE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("Q", write | _EXECUTE)
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0)
    if rules < 0:
        return
    try:
        _allow(libc, rules, folder, write)
        _allow(libc, rules, Path(os.devnull), _WRITE_FILE)
        libc.syscall(_LANDLOCK_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, access: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        libc.syscall(_LANDLOCK_ADD, rules, _BENEATH, struct.pack("=Qi", access, handle), 0)
    finally:
        os.close(handle)
