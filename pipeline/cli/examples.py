"""Examples at the end of each command's help."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pipeline.cli.width import pad, width


@cache
def examples() -> dict[str, dict[str, str]]:
    """What people type, with what it does, by command."""
    text = files("pipeline.cli").joinpath("examples.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def epilog(command: str) -> str:
    """Return the examples of a command as text."""
    own = examples().get(command, {})
    widest = max(map(width, own), default=0)
    return "\n".join(["examples:", *(f"  {pad(line, widest)}  {what}" for line, what in own.items())])
