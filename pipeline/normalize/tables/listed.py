"""Cells with a value for each thing that the name lists in brackets: 79.5／84.0 of 健康寿命（男性／女性）."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.normalize.labels.label import read_stub
from pipeline.normalize.labels.values import is_missing_mark, is_value, quick_value
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.text import key

_BRACKET = regex.compile(r"[（(](?P<listed>[^（()）／/]+(?:[／/][^（()）／/]+)+)[）)]")
_APART = regex.compile(r"\s*[／/\n]\s*")
_LETTER = regex.compile(r"\p{L}")
# 12/31 of a rate is one fraction, and 6/4 of a ratio one ratio, unless they are in %.
_FRACTION = regex.compile(r"(?:率|割合|比|度)$")
_PERCENT = ("%", "％")


def listed(fact: Fact) -> list[Fact]:
    """Split a cell with exactly as many values as the only bracket of its name lists; nothing else."""
    brackets = list(_BRACKET.finditer(fact.name))
    if len(brackets) != 1:
        return []
    bracket = brackets[0]
    things = [thing.strip() for thing in _APART.split(bracket["listed"])]
    texts = _APART.split(fact.cell.text.strip())
    if len(texts) != len(things) or not all(map(_names, things)) or not all(map(_is_fact, texts)):
        return []
    unit = _unit(texts) or fact.unit_hint
    if _FRACTION.search(fact.name[: bracket.start()]) and unit not in _PERCENT:
        return []
    names = [f"{fact.name[: bracket.start()]}（{thing}）{fact.name[bracket.end() :]}" for thing in things]
    return [
        replace(
            fact,
            name=name,
            name_printed=name,
            text=text,
            printed=fact.cell.text,
            part_no=number,
            unit_hint=unit,
            row_key=key(name),
        )
        for number, (name, text) in enumerate(zip(names, texts, strict=True), start=1)
    ]


def _names(thing: str) -> bool:
    """Whether a piece of a bracket names something: no number, no word of a kind, no unit."""
    label = read_stub(thing)
    return bool(_LETTER.search(thing)) and not (label.kinds or label.period or label.unit)


def _is_fact(text: str) -> bool:
    return is_value(text) or is_missing_mark(text)


def _unit(texts: list[str]) -> str:
    """The unit that the last value prints for all of them (12/31人)."""
    return quick_value(texts[-1]).printed_unit or ""
