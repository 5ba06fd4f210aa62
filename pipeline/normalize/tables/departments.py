"""Departments of a cell: those in charge, and the related ones that stand in brackets."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_PART = regex.compile(r"[（(][^（()）]*[）)]|[^（(）)、，,／/;；\n]+")
_SPLIT = regex.compile(r"[、，,／/;；\n]")


@dataclass(frozen=True)
class Departments:
    """Departments in charge and related ones (in brackets), in printed order."""

    leading: tuple[str, ...]
    related: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Return both, those in charge first."""
        return [*self.leading, *self.related]


def split_departments(text: str) -> Departments:
    """Split a cell of departments at 、 ／ and line breaks; ・ belongs to names (市民協働・男女参画推進課)."""
    leading: list[str] = []
    related: list[str] = []
    for part in _PART.findall(text):
        bracketed = part[0] in "（("
        names = [name.strip(" 　") for name in _SPLIT.split(part.strip("（()）"))]
        (related if bracketed else leading).extend(name for name in names if name)
    return Departments(tuple(leading), tuple(related))
