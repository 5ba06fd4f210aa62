"""The pinned requirements files, read back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_PIN = re.compile(r"([A-Za-z0-9][\w.-]*)==(\S+)(?:\s*;\s*(.+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One package: name, version, the condition under which it is installed (or empty), its hashes."""

    name: str
    version: str
    condition: str
    hashes: tuple[str, ...]


def pins(file: str) -> list[Pin]:
    """Return the pins of a requirements file of the repository. Raises ValueError for any other line."""
    text = (REPOSITORY / file).read_text(encoding="utf-8").replace("\\\n", " ")
    return [_pin(line, file) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _pin(line: str, file: str) -> Pin:
    found = _PIN.fullmatch(line.partition(" --hash")[0].strip())
    if not found:
        raise ValueError(f"{file}: no pinned version in {line.strip()[:60]!r}")
    return Pin(found[1], found[2], found[3] or "", tuple(_HASH.findall(line)))
