"""Departments of a cell: those in charge, and the related ones that stand in brackets."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.prose.joining import joined, paragraphs_of

_PART = regex.compile(r"[（(][^（()）]*[）)]|[^（(）)、，,／/;；\n]+")
_SPLIT = regex.compile(r"[、，,／/;；\n]")
_BRACKETS = "【】[]（）() 　\n"


@dataclass(frozen=True)
class Departments:
    """Departments in charge and related ones (in brackets), in printed order."""

    leading: tuple[str, ...]
    related: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Return both, those in charge first."""
        return [*self.leading, *self.related]


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read ``departments.toml`` (once)."""
    text = resources.files(__package__).joinpath("departments.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)["endings"]
    return tuple(data["whole"]), (*data["whole"], *data["more"])


def is_department(text: str) -> bool:
    """Whether a text, brackets aside, names departments by its end."""
    return text.strip(_BRACKETS).endswith(_endings()[1])


def read_departments(cell: Cell | None, column: Sequence[Cell] = ()) -> Departments:
    """Read a cell of departments; ``column`` holds the cells of its width, for the room that they show."""
    if cell is None:
        return Departments((), ())
    parts = _named_lines(cell)
    if len(parts) == 1:
        parts = paragraphs_of(cell, column)
    return split_departments("\n".join(parts))


def _named_lines(cell: Cell) -> list[str]:
    """Join the lines of a cell up to where a name ends; the ends of names tell more than the room does."""
    names: list[list[str]] = [[]]
    for line in (part.strip() for part in cell.text.split("\n")):
        if names[-1] and _complete("".join(names[-1])) and line and not _only_ends(line):
            names.append([])
        names[-1].append(line)
    return [text for name in names if (text := joined(name))]


def _complete(text: str) -> bool:
    """Whether a text is the name of a department to the end, its bracket closed."""
    opened = sum(text.count(ch) for ch in "（(") - sum(text.count(ch) for ch in "）)")
    return opened == 0 and text.strip("（）()、，, 　").endswith(_endings()[0])


def _only_ends(line: str) -> bool:
    """Whether a line is nothing but the end of a name, or begins with what can't begin one."""
    return line.startswith(("）", ")", "、", "，")) or line.strip("（）()") in _endings()[1]


def split_departments(text: str) -> Departments:
    """Split at 、 ／ and line breaks; ・ belongs to names (市民協働・男女参画推進課)."""
    leading: list[str] = []
    related: list[str] = []
    for part in _PART.findall(text):
        bracketed = part[0] in "（("
        names = [name.strip(" 　") for name in _SPLIT.split(part.strip("（()）"))]
        (related if bracketed else leading).extend(name for name in names if name)
    return Departments(tuple(leading), tuple(related))
