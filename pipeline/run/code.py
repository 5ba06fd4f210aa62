"""A hash of the code of a stage, so that a change of the code makes its results stale."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SUFFIXES = (".py", ".toml", ".sql")


@cache
def code_hash(parts: tuple[str, ...], packages: tuple[str, ...] = ()) -> str:
    """Hash the sources below ``parts`` (paths in the package) and the versions of ``packages``."""
    digest = hashlib.sha256()
    for part in parts:
        for path in _sources(PACKAGE / part):
            digest.update(path.relative_to(PACKAGE).as_posix().encode("utf-8"))
            digest.update(b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for package in packages:
        digest.update(f"{package} {_version(package)}\0".encode())
    digest.update(f"python {sys.version_info.major}.{sys.version_info.minor}".encode())
    return digest.hexdigest()


def combined(*parts: str) -> str:
    """One hash for several texts; no two lists of texts share it by being joined."""
    return hashlib.sha256("\0".join(f"{len(p)}:{p}" for p in parts).encode("utf-8")).hexdigest()


def _sources(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = (p for p in path.rglob("*") if p.suffix in SUFFIXES and "__pycache__" not in p.parts)
    return sorted(found, key=lambda p: p.as_posix())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
