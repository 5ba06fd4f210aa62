"""What a worker may do once it reads a document: compute, read files, and write below one folder.

No network, no other program, no other process, no writing elsewhere. Linux enforces it (seccomp and,
where the kernel has it, Landlock); on every system an audit hook refuses what Python itself is asked
to do, which stops a script or a library, but not native code that has been taken over.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_REFUSED = (
    "socket.",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "urllib.Request",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "winreg.",
    "_winapi.Create",
    "_winapi.OpenProcess",
    "_winapi.TerminateProcess",
    "sqlite3.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# events that change the file system, with the positions of the paths among their arguments
_CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "os.setxattr": (0,),
    "os.removexattr": (0,),
    "os.chflags": (0,),
    "shutil.rmtree": (0,),
}


@cache
def confine(folder: Path) -> None:
    """Confine this process, once and for good, to writing below ``folder`` (made if need be)."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform.startswith("linux"):
        from pipeline.run.workers import confine_linux

        confine_linux.confine(folder)
    _hook(folder.resolve())


def _hook(folder: Path) -> None:
    base = os.fspath(folder)
    below = base + os.sep

    def allowed(path: object) -> bool:
        if isinstance(path, int):
            return True  # an open file: it was allowed when it was opened
        whole = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        return whole == base or whole.startswith(below) or whole == os.devnull

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and not _is_cache(path) and not allowed(path):
                raise PermissionError(f"a worker may not write {path!r}")
        elif event in _CHANGES:
            if not all(allowed(arguments[n]) for n in _CHANGES[event] if not _is_cache(arguments[n])):
                raise PermissionError(f"a worker may not change {arguments[0]!r}")
        elif event.startswith(_REFUSED):
            raise PermissionError(f"a worker may not use {event}")

    sys.addaudithook(hook)


def _is_cache(path: object) -> bool:
    """Compiled modules: where the system refuses them, Python goes on without."""
    return isinstance(path, str) and os.path.basename(os.path.dirname(path)) == "__pycache__"  # noqa: PTH119, PTH120
