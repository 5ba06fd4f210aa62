"""Words read from a picture that are a stroke away from what tables say: 12入 for 12人, 日標 for 目標."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_COUNTED = re.compile(r"[0-9０-９][)）]?\s*([^\s0-9０-９,.，．()（）]{1,4})")
"""A number, and what stands close behind it."""


class _Words(NamedTuple):
    alike: dict[str, frozenset[str]]
    units: frozenset[str]
    known: tuple[str, ...]


@cache
def _words() -> _Words:
    words = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    alike: dict[str, set[str]] = {}
    for group in words["alike"]["groups"]:
        for sign in group:
            alike.setdefault(sign, set()).update(set(group) - {sign})
    known = words["known"]
    return _Words(
        {sign: frozenset(others) for sign, others in alike.items()},
        frozenset(known["after_number"]),
        tuple(known["anywhere"]),
    )


def is_strange(text: str) -> bool:
    """Whether ``text`` holds a unit or a word that is not known, and would be by changing one sign."""
    plain = "".join(text.split())
    words = _words()
    units = (match[1] for match in _COUNTED.finditer(plain))
    return any(_is_strange_unit(unit, words) for unit in units) or _has_strange_word(plain, words)


def _is_strange_unit(unit: str, words: _Words) -> bool:
    if any(unit[:length] in words.units for length in range(1, len(unit) + 1)):
        return False
    return any(other in words.units for _, other in _changed(unit, words))


def _has_strange_word(text: str, words: _Words) -> bool:
    """Whether a sign that belongs to no known word would, changed, be part of one."""
    held = _places(text, words)
    return any(place not in held and place in _places(other, words) for place, other in _changed(text, words))


def _places(text: str, words: _Words) -> set[int]:
    """Return the places of ``text`` that known words cover."""
    return {
        place
        for word in words.known
        for found in re.finditer(re.escape(word), text)
        for place in range(found.start(), found.end())
    }


def _changed(text: str, words: _Words) -> Iterator[tuple[int, str]]:
    """Yield ``text`` with one sign changed to one like it, and the place of the change."""
    for place, sign in enumerate(text):
        for other in words.alike.get(sign, ()):
            yield place, text[:place] + other + text[place + 1 :]
