"""Lines that name the units of the table below them: （単位：千円、％）, or （千円） by itself."""

from __future__ import annotations

import regex

from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.lexing import unit_of

UNIT = regex.compile(r"[（(\[［]?\s*単位\s*[:：]?\s*([^（()）\[\]［］。]{1,20}?)\s*[)）\]］]?\s*$")
_BARE = regex.compile(r"\s*[（(\[［]\s*([^（()）\[\]［］]{1,12}?)\s*[)）\]］]\s*")


def units_in(text: str) -> tuple[str, ...]:
    """Return the units that a line names; without the word 単位, all in its brackets must be known ones."""
    if match := UNIT.search(text):
        return _several(match.group(1))
    return _units_alone(text)


def is_unit_alone(text: str) -> bool:
    """Whether a line is units in brackets and nothing else."""
    return bool(_units_alone(text))


def _units_alone(text: str) -> tuple[str, ...]:
    bare = _BARE.fullmatch(text)
    units = _several(bare.group(1)) if bare else ()
    return units if all(unit_of(vocabulary.fold(unit)) for unit in units) else ()


def _several(printed: str) -> tuple[str, ...]:
    return tuple(unit.strip() for unit in regex.split(r"[、，,]", printed) if unit.strip())
