"""A piece of work for another process: plain JSON in, plain JSON out.

JSON and not pickle, since a worker that read a hostile file must not be able to hand back code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from pipeline import errors
from pipeline.errors import InternalError, ShihyoError

Json = dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """What one document may take: wall time in seconds, memory in MiB (None: no limit)."""

    seconds: float = 600.0
    memory: int | None = 4096


@dataclass(frozen=True)
class Task:
    """``function`` is ``module:name`` and takes ``arguments`` as keywords; ``name`` is for people.

    ``errand`` says what the process around the worker brings before it and delivers after it.
    """

    name: str
    function: str
    arguments: Json
    limits: Limits = field(default_factory=Limits)
    errand: Json | None = None

    def dumps(self) -> bytes:
        """One line of JSON."""
        body = {"function": self.function, "arguments": self.arguments, "limits": vars(self.limits)}
        return json.dumps(body).encode("ascii") + b"\n"


def find(function: str) -> Callable[..., Json]:
    """Import and return ``module:name``."""
    module, _, name = function.partition(":")
    found: Callable[..., Json] = getattr(import_module(module), name)
    return found


def error_record(error: ShihyoError) -> Json:
    """Write an error as JSON; :func:`error_from` reads it."""
    return {"class": type(error).__name__, **vars(error)}


def error_from(record: Json) -> ShihyoError:
    """Make the error that :func:`error_record` wrote."""
    found = getattr(errors, str(record.get("class")), None)
    kind = found if isinstance(found, type) and issubclass(found, ShihyoError) else InternalError
    keys = ("file", "line", "page", "table")
    return kind(
        str(record.get("what", "failed")),
        **{key: record.get(key) for key in keys},
        remedy=str(record.get("remedy", "")),
    )
