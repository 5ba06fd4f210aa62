#!/usr/bin/env python3
"""Set up everything in .venv and do one thing. Needs Python 3.11 or newer with pip, and nothing else.

    python do.py run             the main job: raw/ to warehouse.duckdb
    python do.py test            all tests
    python do.py COMMAND …       any command of shihyo: status, diff, sql …
    python do.py style           what the linter and the type checker say
    python do.py extras          install what reading scans and working on a cluster need as well

What is installed is brought up to date when the requirements change, and only then.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

NO_PIP = """This Python has no pip ({python}).
Install it, then run this line again:
  Debian, Ubuntu:  sudo apt-get install python3-pip
  Fedora:          sudo dnf install python3-pip
  others:          install Python from your system's store or packages; pip comes with it"""


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        version = ".".join(str(n) for n in sys.version_info[:3])
        sys.exit(f"This needs Python 3.11 or newer; {sys.executable} is {version}.")
    first = arguments[0] if arguments else ""
    set_up("requirements-dev.txt" if first in ("test", "style", "extras") else "requirements.txt")
    if first == "extras":
        return 0
    if first == "style":
        return style()
    if first == "test":
        command = [str(PYTHON), "-X", "utf8", "-m", "pytest", *arguments[1:]]
        return subprocess.call(command, cwd=HOME)
    command = [str(PYTHON), "-X", "utf8", "-m", "pipeline.cli", *(arguments or ["--help"])]
    try:
        return subprocess.call(command, env=os.environ | {"PYTHONPATH": str(HOME)})
    except KeyboardInterrupt:
        return 130


def style() -> int:
    """Run the linter and the type checker; 0 where both have nothing to say."""
    checks = (["ruff", "check", "."], ["ruff", "format", "--check", "--quiet", "."], ["mypy"])
    return max(subprocess.call([str(PYTHON), "-m", *words], cwd=HOME) for words in checks)


def set_up(requirements: str) -> None:
    """Make .venv and install the pinned ``requirements`` into it, unless that was done before."""
    stamps = {name: stamp(HOME / name) for name in ("requirements-dev.txt", "requirements.txt")}
    done = VENV / "installed.txt"
    # the development requirements contain the others
    enough = {stamps["requirements-dev.txt"], stamps[requirements]}
    before = done.read_text(encoding="utf-8") if PYTHON.exists() and done.exists() else ""
    if before in enough:
        return
    if not PYTHON.exists() or (before and before.split()[1:2] != stamps[requirements].split()[1:2]):
        make_environment()  # there is none, or it belongs to another Python
    print(f"installing {requirements} into {VENV} …", file=sys.stderr, flush=True)
    install = ["install", "--quiet", "--disable-pip-version-check", "-r", str(HOME / requirements)]
    if subprocess.call([*pip(), *install], stdout=sys.stderr) != 0:
        sys.exit(f"The packages of {requirements} could not be installed: see above. Is the network there?")
    done.write_text(stamps[requirements], encoding="utf-8")


def stamp(path: Path) -> str:
    version = ".".join(str(n) for n in sys.version_info[:2])
    return f"{path.name} {version} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def make_environment() -> None:
    """Make .venv; without a pip of its own where the system keeps ensurepip apart (Debian)."""
    shutil.rmtree(VENV, ignore_errors=True)
    if not has_pip(sys.executable) and not works(sys.executable, "import ensurepip"):
        sys.exit(NO_PIP.format(python=sys.executable))
    options = ["--without-pip"] if has_pip(sys.executable) else []
    if subprocess.call([sys.executable, "-m", "venv", *options, str(VENV)]) != 0:
        sys.exit(
            f"{VENV} could not be made: see above. On Debian and Ubuntu: sudo apt-get install python3-venv"
        )


def pip() -> list[str]:
    """The pip that installs into .venv: its own where it has one, else the one of this Python."""
    if has_pip(str(PYTHON)):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def has_pip(python: str) -> bool:
    return works(python, "import pip")


def works(python: str, code: str) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.call([python, "-c", code], stdout=quiet, stderr=quiet) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
