"""No possessive group in a pattern of the standard library's ``re``: Python 3.11.0 to 3.11.4 err in it.

They lose matches where a group that is repeated possessively, ``(…)*+``, backtracks inside (CPython
issue 106052); Debian 12 ships 3.11.2. An atomic group, ``(?>(…)*)``, means the same and is right everywhere.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pipeline

_PARSER: Any = importlib.import_module("re._parser")
_SIMPLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}
_WRITTEN = re.compile(r"\)(?:[*+?]|\{\{?[0-9,]+\}\}?)\+(?!\+)")


def test_no_pattern_has_one() -> None:
    found = [f"{name}: {pattern.pattern[:60]}" for name, pattern in _patterns() if _has_one(pattern)]
    assert not found


def test_none_is_written(repository: Path) -> None:
    """Also those that are compiled only when they are used, the ``regex`` package's aside."""
    found = []
    for path in sorted((repository / "pipeline").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^import re$", text, re.MULTILINE):
            found += [f"{path.name}: {line.strip()}" for line in text.splitlines() if _WRITTEN.search(line)]
    assert not found


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name.endswith("__main__") or module.name == "pipeline.run.workers.confine_linux":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def _has_one(pattern: re.Pattern[str]) -> bool:
    return any(_walk(_PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))


def _walk(tree: Any) -> Iterator[bool]:
    for code, arguments in tree:
        if str(code) == "POSSESSIVE_REPEAT":
            inner = list(arguments[2])
            yield not (len(inner) == 1 and str(inner[0][0]) in _SIMPLE)
        yield from _inside(arguments)


def _inside(value: Any) -> Iterator[bool]:
    if isinstance(value, _PARSER.SubPattern):
        yield from _walk(value)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _inside(item)
